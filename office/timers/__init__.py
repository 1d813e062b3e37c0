"""What is done when a moment comes: timers that events set, and the one who keeps them."""
