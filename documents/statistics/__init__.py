"""统计与电子监察: figures of a period, each with the papers behind it."""
