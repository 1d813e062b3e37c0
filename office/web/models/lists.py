"""The desk and the registers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from office.web.models.atoms import Badge, Lamp, Link
from office.web.models.commands import new_command
from office.web.models.documents import NO_PAGES, PageSet
from office.web.models.effect import EffectMark
from office.web.models.forms import Act, ActForm


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter above a list."""

    label: str
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class BatchForm:
    """What may be done to several chosen items at once. The form posts `act` and each `item`.

    `refusal`: the sentence of a refused try; what was `picked` then is picked still.
    """

    action: str
    acts: tuple[Act, ...]
    command: str = field(default_factory=new_command)
    notes: tuple[str, ...] = ()
    refusal: str = ""
    picked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What came of one of them: done, or the sentence of the refusal."""

    title: str
    sentence: str = ""
    href: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of all of them (`batch.jinja2`), in the order in which they were chosen; with a
    `form`, what the act asks for before anything is done."""

    title: str
    summary: str
    lines: tuple[BatchLine, ...]
    back: Link
    form: ActForm | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One waiting item: what is asked, from whom, by when. `pick` names it in a batch; `issuer` is
    how the title begins where that stands among the facts, too: it is read out and not seen."""

    href: str
    title: str
    act: str = ""
    facts: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    lamp: Lamp | None = None
    due: datetime | None = None
    remaining: str = ""
    overdue: bool = False
    unread: bool = True
    selected: bool = False
    preview: str = ""
    pick: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading: 特急与超期, 今天到期, 本周与其后. `total` may exceed the rows."""

    title: str
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Next:
    """One line of what comes next, on an empty desk."""

    when: datetime
    text: str
    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class EmptyState:
    """Nothing is here: one sentence, what comes next, two ways on."""

    sentence: str
    note: str = ""
    coming: tuple[Next, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The chosen row of the desk, on the right."""

    href: str
    title: str
    badges: tuple[Badge, ...] = ()
    facts: tuple[str, ...] = ()
    valid_seal: str = ""
    pages: PageSet = NO_PAGES
    act: ActForm | None = None
    effect: EffectMark | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """待办, 已办 or 待阅 (`desk.jinja2`)."""

    title: str
    groups: tuple[RowGroup, ...]
    tabs: tuple[Tab, ...] = ()
    preview: Preview | None = None
    empty: EmptyState | None = None
    batch: BatchForm | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of 发文 or 收文: `cells` match the register's columns after the title; a day among
    them is one in a file, too.

    `pick` names it in a batch; `issuer` as of a `Row`.
    """

    href: str
    title: str
    cells: tuple[str | date, ...]
    badges: tuple[Badge, ...] = ()
    state: Badge | None = None
    when: datetime | None = None
    pick: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """发文 or 收文 as a searchable list (`documents.jinja2`, `incomings.jinja2`).

    `at_least`: there are `total` and more, which nobody counted.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[RegisterRow, ...]
    action: str
    query: str = ""
    tabs: tuple[Tab, ...] = ()
    total: int = 0
    at_least: bool = False
    primary: Link | None = None
    tools: tuple[Link, ...] = ()
    older: str = ""
    newer: str = ""
    empty: EmptyState | None = None
    batch: BatchForm | None = None
