"""编号: the series of a year, and the numbers of one series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from office.web.models.atoms import Badge, Fact, Link
from office.web.models.forms import ActForm
from office.web.models.lists import Tab
from office.web.models.slip import Happening


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series of the year. `last` is its last number as printed, empty before the first.

    `fault` says what the report finds wrong; nothing should ever stand there.
    """

    href: str
    name: str
    last: str
    used: int
    reserved: str
    reusable: str
    spent: str
    state: Badge
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SeriesList:
    """编号 (`numbers.jinja2`): the agency's series of one year."""

    title: str
    year: int
    tabs: tuple[Tab, ...]
    rows: tuple[SeriesLine, ...]
    primary: Link | None = None
    act: ActForm | None = None


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number and who has it. `href` leads to the paper; `acts` are what a clerk may do."""

    number: str
    state: Badge
    holder: str
    note: str
    by: str
    when: datetime
    href: str = ""
    acts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One series (`number_series.jinja2`): its numbers, or the record of acts on it."""

    title: str
    back: Link
    badge: Badge
    facts: tuple[Fact, ...]
    tabs: tuple[Tab, ...]
    rows: tuple[NumberLine, ...] = ()
    record: tuple[Happening, ...] = ()
    faults: tuple[str, ...] = ()
    tools: tuple[Link, ...] = ()
    primary: Link | None = None
    act: ActForm | None = None
    older: str = ""
    newer: str = ""
    nothing: str = ""
