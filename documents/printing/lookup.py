"""The lines of 发文登记簿: every number of a series, with the document that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, select

from documents.distribution.registers import distributions
from documents.effect.force import FORCE_WORDS, Force
from documents.effect.lookup import forces_on
from documents.numbering.registers import numbers, series
from documents.numbering.states import NumberStanding
from documents.printing.registers import issue_lines
from office.kernel.clock import office_day
from office.kernel.store import Store

AT_ONCE = 500
"""Documents asked for by one statement."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of a word (empty: of all), of a year, between two days (both included)."""

    year: int
    word: str = ""
    since: date | None = None
    until: date | None = None

    def covers(self, at: datetime) -> bool:
        """Whether a number of that moment is wanted."""
        day = office_day(at)
        return (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True, slots=True)
class Line:
    """One number and what became of it. `row` is what is told of its document, if one has it."""

    number: str
    remark: str
    at: datetime
    row: Row[Any] | None


class IssueLines:
    """Asks the registers of one agency; `others` are words that number no documents."""

    def __init__(self, store: Store, *, agency: str, others: Sequence[str]) -> None:
        self._store = store
        self._issuing = and_(series.c.agency == agency, series.c.word.not_in(others))

    def years(self) -> list[int]:
        """The years in which documents were numbered, the newest first."""
        query = select(series.c.year).where(self._issuing).distinct()
        with self._store.reading() as connection:
            return list(connection.execute(query.order_by(series.c.year.desc())).scalars())

    def words(self) -> list[str]:
        """机关代字 by which documents were numbered, in whatever year."""
        query = select(series.c.word).where(self._issuing).distinct()
        with self._store.reading() as connection:
            return list(connection.execute(query.order_by(series.c.word)).scalars())

    def lines(self, wanted: Wanted, *, today: date) -> list[Line]:
        """In the order of their numbers; what is void or kept back has its line, too."""
        query = (
            select(numbers)
            .join(series, series.c.subject == numbers.c.subject)
            .where(self._issuing, series.c.year == wanted.year, *_of_word(wanted.word))
            .order_by(series.c.word, numbers.c.serial)
        )
        with self._store.reading() as connection:
            found = [row for row in connection.execute(query) if wanted.covers(row.at)]
        told = self._documents(row.taken_for or row.formerly_for for row in found)
        forces = forces_on(self._store, [each.subject for each in told.values()], today)

        def line(row: Any) -> Line:
            paper = told.get(row.taken_for or row.formerly_for)
            force = forces.get(paper.subject) if paper and row.taken_for else None
            return Line(row.number, _remark(row, force), row.at, paper)

        return [line(row) for row in found]

    def _documents(self, ids: Iterable[str]) -> dict[str, Row[Any]]:
        wanted = sorted({each for each in ids if each})
        told: dict[str, Row[Any]] = {}
        for some in _by(AT_ONCE, wanted):
            query = (
                select(issue_lines, distributions.c.copies.label("listed"))
                .outerjoin(distributions, distributions.c.document == issue_lines.c.subject)
                .where(issue_lines.c.subject.in_(map(UUID, some)))
            )
            with self._store.reading() as connection:
                told |= {str(row.subject): row for row in connection.execute(query)}
        return told


def _of_word(word: str) -> tuple[ColumnElement[bool], ...]:
    return (series.c.word == word,) if word else ()


def _by(count: int, values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), count):
        yield values[start : start + count]


def _remark(row: Any, force: Force | None) -> str:
    """作废, 预留 or a paper outside, with the reason or the purpose; and what is not in force."""
    said = (_standing(row), FORCE_WORDS[force] if force not in (None, Force.IN_FORCE) else "")
    return "；".join(filter(None, said))


def _standing(row: Any) -> str:
    match NumberStanding(row.standing):
        case NumberStanding.VOID:
            return f"作废：{row.reason}" if row.reason else "作废"
        case NumberStanding.RESERVED:
            return f"预留：{row.purpose}"
        case NumberStanding.REUSED:
            return "作废后再用"
        case NumberStanding.TAKEN:
            return row.purpose if row.taken_for is None else ""
