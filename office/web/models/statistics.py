"""统计: figures with the lists behind them, drawn and as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from office.web.models.atoms import Link
from office.web.models.lists import Tab


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One line: what is counted, its numbers (each opens its list, where it has one), the rule;
    `href` opens what the line itself is about."""

    label: str
    numbers: tuple[Link, ...]
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class NumberTable:
    """One table of figures. `empty` is said when it has no rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[NumberRow, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, lying: `length` of `Chart.SPAN`, in the `series` by its number."""

    label: str
    value: str
    length: float
    series: int
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of what a table beside it says as well. `summary` tells it in a sentence."""

    title: str
    summary: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    height: int

    SPAN: ClassVar[int] = 520
    """Units of the drawing that the longest bar takes."""


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """The page (`statistics.jinja2`). `first` and `last` are the period's days in ISO form."""

    title: str
    tabs: tuple[Tab, ...]
    action: str
    first: str
    last: str
    note: str
    tables: tuple[NumberTable, ...]
    charts: tuple[Chart, ...] = ()
    refusal: str = ""
    links: tuple[Link, ...] = ()
