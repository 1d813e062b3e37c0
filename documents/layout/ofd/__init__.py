"""Write the page model as OFD, the national format for fixed pages (GB/T 33190-2016)."""

from documents.layout.ofd.writing import write_ofd

__all__ = ["write_ofd"]
