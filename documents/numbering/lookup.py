"""Questions to the registers of numbers, for the screens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from documents.numbering.registers import acts, numbers, series
from documents.numbering.report import SeriesReport, report
from documents.numbering.states import IN_USE, NumberStanding
from documents.numbering.words import IDENTIFIERS
from office.desk.registers import subjects
from office.kernel.store import Store


class NumberLookup:
    """What the registers know of one agency's numbers."""

    def __init__(self, store: Store, *, agency: str) -> None:
        self._store = store
        self._agency = agency

    def years(self) -> list[int]:
        """The years that have a series, the newest first."""
        query = select(series.c.year).where(series.c.agency == self._agency).distinct()
        return [row.year for row in self._rows(query.order_by(series.c.year.desc()))]

    def series_in(self, year: int) -> list[tuple[Row[Any], SeriesReport]]:
        """The year's series by word, each with its report; not the one that clerks do nothing
        with."""
        query = select(series).where(
            series.c.agency == self._agency, series.c.year == year, series.c.word != IDENTIFIERS
        )
        return [(row, self.report(row)) for row in self._rows(query.order_by(series.c.word))]

    def words_in(self, year: int) -> set[str]:
        """The words that have a series of the year."""
        query = select(series.c.word).where(series.c.agency == self._agency, series.c.year == year)
        return {row.word for row in self._rows(query)}

    def series(self, id: UUID) -> Row[Any] | None:
        """The row of a series; None when there is none, or it is another agency's."""
        found = self._rows(
            select(series).where(series.c.subject == id, series.c.agency == self._agency)
        )
        return next(iter(found), None)

    def report(self, of: Any) -> SeriesReport:
        """The report on the series of this row.

        A year of thousands that adds up is not read: only what is reserved or void is.
        """
        mine = numbers.c.subject == of.subject
        counted = self._rows(
            select(
                func.count(),
                func.count(numbers.c.number.distinct()),
                func.count(numbers.c.taken_for),
                func.count(numbers.c.taken_for.distinct()),
                func.min(numbers.c.serial),
                func.max(numbers.c.serial),
            ).where(mine)
        )[0]
        there, different, papers, different_papers, first, last = counted
        adds_up = (
            there == different == of.last - of.before
            and papers == different_papers
            and (first, last) == ((of.before + 1, of.last) if there else (None, None))
        )
        if not adds_up:
            return report(self._rows(select(numbers).where(mine)), before=of.before, last=of.last)
        out_of_use = self._rows(select(numbers).where(mine, ~numbers.c.standing.in_(IN_USE)))
        found = report(out_of_use, before=of.before, last=of.last)
        return replace(found, used=there - len(out_of_use), gaps=())

    def numbers(
        self, id: UUID, *, standings: Sequence[NumberStanding] = (), limit: int, offset: int
    ) -> list[Row[Any]]:
        """Numbers of a series, the newest first; only those that stand so, if it is said."""
        query = self._numbers(id, standings).order_by(numbers.c.serial.desc())
        return self._rows(query.limit(limit).offset(offset))

    def count(self, id: UUID, *, standings: Sequence[NumberStanding] = ()) -> int:
        """How many numbers that are."""
        query = select(func.count()).select_from(self._numbers(id, standings).subquery())
        return int(self._rows(query)[0][0])

    def number(self, id: UUID, serial: int) -> Row[Any] | None:
        """One number of a series."""
        found = self._rows(
            select(numbers).where(numbers.c.subject == id, numbers.c.serial == serial)
        )
        return next(iter(found), None)

    def acts(self, id: UUID, *, limit: int, offset: int) -> list[Row[Any]]:
        """Everything but plain taking, the newest first."""
        query = select(acts).where(acts.c.subject == id).order_by(acts.c.version.desc())
        return self._rows(query.limit(limit).offset(offset))

    def count_acts(self, id: UUID) -> int:
        """How many acts that are."""
        query = select(func.count()).select_from(acts).where(acts.c.subject == id)
        return int(self._rows(query)[0][0])

    def papers(self, ids: Iterable[str]) -> dict[str, Row[Any]]:
        """What the desk says of these papers, by their id."""
        wanted = [UUID(id) for id in set(ids)]
        query = select(subjects).where(
            subjects.c.subject.in_(wanted), subjects.c.agency == self._agency
        )
        return {str(row.subject): row for row in self._rows(query)}

    @staticmethod
    def _numbers(id: UUID, standings: Sequence[NumberStanding]) -> Select[Any]:
        query = select(numbers).where(numbers.c.subject == id)
        return query.where(numbers.c.standing.in_(standings)) if standings else query

    def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        with self._store.reading() as connection:
            return list(connection.execute(query))
