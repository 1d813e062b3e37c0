"""整理: a secretary puts before the leader what to look at first, and notes what was seen."""
