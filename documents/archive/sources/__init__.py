"""Where records come from: a module for each room whose papers are filed."""
