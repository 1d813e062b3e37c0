"""The PIN of one's own keys and of the seals in one's keeping, changed by whoever knows it."""
