"""打印: inner forms filled in from what happened, as of any moment."""
