"""交换箱: what waits to leave, where it goes, what failed, and what clerks do about it."""
