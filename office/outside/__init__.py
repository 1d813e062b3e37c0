"""Files that came from outside: opened within limits, never trusted."""
