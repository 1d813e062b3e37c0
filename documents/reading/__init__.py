"""Reading what others wrote: texts, word processors' files, page files become manuscripts."""

from __future__ import annotations

from documents.reading.encoding import decode
from documents.reading.reading import read_text

__all__ = ["decode", "read_text"]
