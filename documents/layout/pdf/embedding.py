"""Files inside the file, as PDF/A-3 allows them (ISO 19005-3 6.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from documents.layout.attached import Attached
from documents.layout.pdf.metadata import pdf_date

_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""PDF/A wants a date of change where nobody gave one."""


def embed(pdf: Pdf, attachments: Sequence[Attached], *, created: datetime | None) -> None:
    """Put the files into the document and among its associated files, in their order.

    Raises ValueError when two have the same name.
    """
    date = pdf_date(created or _UNDATED)
    files = {String(each.name): _embedded(pdf, each, date=date) for each in attachments}
    if len(files) < len(attachments):
        raise ValueError("two attached files have the same name")
    names = Array()
    for name in sorted(files, key=bytes):
        names.append(name)
        names.append(files[name])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = Array(list(files.values()))


def _embedded(pdf: Pdf, attached: Attached, *, date: str) -> Object:
    stream = pdf.make_stream(
        attached.content, Type=Name.EmbeddedFile, Subtype=Name(f"/{attached.media_type}")
    )
    stream.Params = Dictionary(Size=len(attached.content), ModDate=date)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=attached.name,
            UF=attached.name,
            Desc=attached.description or attached.name,
            AFRelationship=Name(f"/{attached.relationship}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )
