"""Files inside the file, as PDF/A-3 allows them (ISO 19005-3 6.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from documents.layout.attached import Attached
from documents.layout.pdf.metadata import pdf_date
from documents.layout.pdf.objects import Array, Dictionary, File, Name, Reference, text_bytes

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""PDF/A wants a date of change where nobody gave one."""


def embed(pdf: File, attachments: Sequence[Attached], *, created: datetime | None) -> None:
    """Put the files into the document and among its associated files, in their order.

    Raises ValueError when two have the same name.
    """
    date = pdf_date(created or _UNDATED)
    files = {each.name: _embedded(pdf, each, date=date) for each in attachments}
    if len(files) < len(attachments):
        raise ValueError("two attached files have the same name")
    names = Array(part for name in sorted(files, key=text_bytes) for part in (name, files[name]))
    pdf.catalogue.add(
        Names=Dictionary(EmbeddedFiles=Dictionary(Names=names)), AF=Array(files.values())
    )


def _embedded(pdf: File, attached: Attached, *, date: str) -> Reference:
    stream = pdf.stream(
        attached.content,
        Type=Name("EmbeddedFile"),
        Subtype=Name(attached.media_type),
        Params=Dictionary(Size=len(attached.content), ModDate=date),
    )
    return pdf.indirect(
        Dictionary(
            Type=Name("Filespec"),
            F=attached.name,
            UF=attached.name,
            Desc=attached.description or attached.name,
            AFRelationship=Name(attached.relationship),
            EF=Dictionary(F=stream, UF=stream),
        )
    )
