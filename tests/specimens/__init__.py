"""The specimen book: every format laid out, read back and measured against the standard."""
