"""Time-stamp services."""
