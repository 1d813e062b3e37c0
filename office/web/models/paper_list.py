"""A list that belongs to one paper: its lines with what may be done, and its own history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from office.web.models.atoms import Badge, Fact, Link
from office.web.models.documents import NO_PAGES, PageSet
from office.web.models.effect import EffectMark
from office.web.models.forms import ActForm, Field
from office.web.models.slip import Happening


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line: `cells` match the columns after the title."""

    title: str
    cells: tuple[str, ...]
    href: str = ""
    note: str = ""
    state: Badge | None = None
    when: datetime | None = None
    acts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperList:
    """Lines of one paper (`paper_list.jinja2`), the act chosen under them, and what happened.

    `lead` heads the first column; `warnings` are sentences above the list, `nothing` stands
    where there is no line. `pages`: what a decision is about, shown beside its form.
    """

    title: str
    back: Link
    lead: str
    columns: tuple[str, ...]
    rows: tuple[PaperLine, ...] = ()
    badge: Badge | None = None
    facts: tuple[Fact, ...] = ()
    effect: EffectMark | None = None
    pages: PageSet = NO_PAGES
    warnings: tuple[str, ...] = ()
    tools: tuple[Link, ...] = ()
    primary: Link | None = None
    act: ActForm | None = None
    record: tuple[Happening, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class EditLine:
    """One line in the editor of a distribution list, its fields in the columns' order."""

    name: str
    note: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class ListEditor:
    """修改分送名单 (`list_editor.jinja2`): every line with its fields, below what is added.

    `form.fields` are the fields that stand under the table.
    """

    title: str
    back: Link
    columns: tuple[str, ...]
    lines: tuple[EditLine, ...]
    form: ActForm
