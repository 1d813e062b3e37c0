"""征询: who was asked, what they answered, and what is done about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from office.web.models.atoms import Badge, FileItem
from office.web.models.commands import new_command
from office.web.models.documents import DocumentPage
from office.web.models.forms import Choice


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One agency's answer. `who` is the leader who gave it and when, `notes` what came of it."""

    name: str
    state: Badge
    answer: str = ""
    who: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommentLine:
    """One comment with what was done about it; `name` ends the names of its fields.

    `in_vain`: it was adopted, the text was not changed, and nobody said why; `unchanged` says it.
    """

    agency: str
    clause: str
    text: str
    name: str
    choices: tuple[Choice, ...]
    treatment: str = ""
    reason: str = ""
    in_vain: bool = False
    unchanged: str = ""


@dataclass(frozen=True, slots=True)
class DisposalForm:
    """采纳情况 of every comment, as one form; without one the table only tells."""

    action: str
    seen: str
    command: str = field(default_factory=new_command)
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationPage(DocumentPage):
    """征询 (`consultation.jinja2`): answers and comments where a document has its pages."""

    standing: str = ""
    places: tuple[PlaceLine, ...] = ()
    comments: tuple[CommentLine, ...] = ()
    disposing: DisposalForm | None = None
    summary: FileItem | None = None
