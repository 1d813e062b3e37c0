"""The formats: what each puts round the text of a document (GB/T 9704-2012 7 and 10)."""

from documents.layout.formats.choosing import format_of

__all__ = ["format_of"]
