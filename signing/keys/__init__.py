"""Private keys, where they lie, and what they sign."""
