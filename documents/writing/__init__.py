"""Writing a manuscript for word processors: a .docx with the layout's styles (GB/T 33476.2)."""

from __future__ import annotations

from documents.writing.docx import write_docx

__all__ = ["write_docx"]
