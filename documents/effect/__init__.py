"""效力: from when to when a document is in force, and what ended it (条例 第三十三条)."""
