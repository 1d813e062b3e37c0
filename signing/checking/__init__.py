"""验章: what a file's signatures are worth, told to whoever received it."""
