"""The pages of 统计: figures, what is watched, and the lists behind numbers."""
