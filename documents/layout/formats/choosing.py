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
from documents.layout.signature import names_of
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
    return form(manuscript, issue) if issue else Proof(form(manuscript, _to_come(manuscript)))


def _to_come(manuscript: Manuscript) -> Issue:
    """What takes room on the pages and is not known before sign-off: head, 署名, 成文日期."""
    organ = manuscript.signature or manuscript.issuer
    return Issue(
        mark=f"{manuscript.issuer}文件" if manuscript.issuer else "",
        number=manuscript.number or "〔〕号",
        signatures=names_of(organ) if organ else (),
        date=manuscript.date or ("年　　月　　日" if organ else ""),
    )
