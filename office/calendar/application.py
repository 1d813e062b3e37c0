"""The calendar of the node: the statutory days, the site's, and those that were handed in.

What is handed in counts at once in this process, and within a minute in every other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Column, Integer, String, Table, Text, select

from office.calendar.days import DayTable, Due
from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.store import Store, state_tables

brought = Table(
    "state_working_days",
    state_tables,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("adjusted", Text, nullable=False),
    Column("person", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)
"""`adjusted`: the days that are otherwise than their weekday says, as JSON."""

FRESH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a year. `person` brought it at that time; nobody, if it came along."""

    year: int
    source: str
    holidays: int
    workdays: int
    person: str = ""
    at: datetime | None = None


class OfficeCalendar:
    """`WorkingDays` as they are known now; `base` is what the program and the site's file say."""

    def __init__(self, store: Store, *, clock: Clock, base: DayTable) -> None:
        self._store = store
        self._clock = clock
        self._base = base
        self._table = base
        self._read_at: datetime | None = None

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self._now().is_working(day)

    def after(self, day: date, count: int) -> Due:
        """See `DayTable.after`."""
        return self._now().after(day, count)

    def between(self, start: date, end: date) -> int:
        """See `DayTable.between`."""
        return self._now().between(start, end)

    def adjusted_after(self, day: date, *, until: date) -> dict[date, bool]:
        """The days after `day` up to and with `until` that are not as their weekday says."""
        adjusted = self._now().adjusted
        return {each: works for each, works in adjusted.items() if day < each <= until}

    def bring(self, table: DayTable, *, person: str) -> None:
        """These years are counted so from now on."""
        now = self._clock.now()
        with self._store.changing_state() as connection:
            for year, source in table.sources.items():
                connection.execute(brought.delete().where(brought.c.year == year))
                days = {
                    day.isoformat(): works for day, works in table.of_year(year).adjusted.items()
                }
                row = {"year": year, "source": source, "adjusted": json.dumps(days)}
                connection.execute(brought.insert().values(**row, person=person, at=now))
        self._read_at = None

    def known(self) -> Sequence[Known]:
        """Every year, the latest first."""
        with self._store.reading() as connection:
            rows = {row.year: row for row in connection.execute(select(brought))}
        table = self._now()
        found = []
        for year in sorted(table.sources, reverse=True):
            works = list(table.of_year(year).adjusted.values())
            row = rows.get(year)
            who = (row.person, row.at) if row else ("", None)
            found.append(Known(year, table.sources[year], works.count(False), sum(works), *who))
        return found

    def _now(self) -> DayTable:
        now = self._clock.now()
        if self._read_at is None or not now - FRESH < self._read_at <= now:
            self._table = self._base.with_changes(self._brought())
            self._read_at = now
        return self._table

    def _brought(self) -> DayTable:
        with self._store.reading() as connection:
            rows = connection.execute(select(brought)).all()
        adjusted = {
            date.fromisoformat(day): works
            for row in rows
            for day, works in json.loads(row.adjusted).items()
        }
        return DayTable(adjusted, {row.year: row.source for row in rows})
