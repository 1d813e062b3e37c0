"""PDF/A from the page model: embedded subsets, tagged text, the same bytes every time."""

from documents.layout.pdf.writing import write_pdf

__all__ = ["write_pdf"]
