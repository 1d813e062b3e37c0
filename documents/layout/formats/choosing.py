"""Which format lays a manuscript out."""

from __future__ import annotations

from documents.layout.formats.letter import Letter
from documents.layout.formats.minutes import Minutes
from documents.layout.formats.note import Note
from documents.layout.formats.order import Order
from documents.layout.formats.ordinary import Ordinary
from documents.layout.formats.proof import Proof
from documents.layout.formats.telegram import Telegram
from documents.layout.issue import Issue
from documents.manuscript import Format, Manuscript

FORMATS: dict[Format, type[Ordinary]] = {
    Format.DOCUMENT: Ordinary,
    Format.LETTER: Letter,
    Format.ORDER: Order,
    Format.MINUTES: Minutes,
    Format.TELEGRAM: Telegram,
    Format.NOTE: Note,
}


def format_of(manuscript: Manuscript, *, issue: Issue | None) -> Ordinary:
    """The manuscript's own format once it is issued; before that all are read as proofs."""
    form = FORMATS.get(manuscript.format, Ordinary)
    return form(manuscript, issue) if issue else Proof(form(manuscript, Issue(mark="")))
