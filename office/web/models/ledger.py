"""台账: several tables on one page, each row with the acts that it still allows."""

from __future__ import annotations

from dataclasses import dataclass, field

from office.web.models.atoms import Badge, Link
from office.web.models.commands import new_command
from office.web.models.documents import NO_PAGES, PageSet
from office.web.models.forms import ActForm
from office.web.models.lists import Tab
from office.web.models.slip import Handwriting


@dataclass(frozen=True, slots=True)
class RowAct:
    """A button at the end of a row: posts `act=name` with its own `command` and `fields`.

    `spoken` says for a screen reader what the word stands beside (收回 沈立言的代理).
    """

    action: str
    name: str
    label: str
    command: str = field(default_factory=new_command)
    spoken: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line: `title` and `cells` match the ledger's columns; `note` stands under the title, or
    as name of what was written by hand instead (`ink`)."""

    title: str
    cells: tuple[str, ...] = ()
    href: str = ""
    note: str = ""
    state: Badge | None = None
    acts: tuple[RowAct, ...] = ()
    ink: Handwriting | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One table. `empty` is said when it has no rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class ProgressBar:
    """How far work behind the page has come; the page at `address` says so anew every moment."""

    done: int
    total: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The page (`ledger.jinja2`): tables one below the other, then forms.

    With `progress` the tables are asked for anew until a page comes without it. `pages` of what
    the forms are about stand above them.
    """

    title: str
    ledgers: tuple[Ledger, ...]
    tabs: tuple[Tab, ...] = ()
    links: tuple[Link, ...] = ()
    note: str = ""
    refusal: str = ""
    back: Link | None = None
    forms: tuple[ActForm, ...] = ()
    progress: ProgressBar | None = None
    pages: PageSet = NO_PAGES
    pages_title: str = ""
