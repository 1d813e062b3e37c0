"""What each kind of paper says of itself to whoever looks for it: one module a room."""
