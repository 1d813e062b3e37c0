"""Reading plain text: a pasted or uploaded .txt becomes a manuscript, and no character is lost."""

from __future__ import annotations

from documents.reading.encoding import decode
from documents.reading.reading import read_text

__all__ = ["decode", "read_text"]
