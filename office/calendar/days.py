"""Working days: weekdays as the State Council adjusts them from year to year.

A year that no table names is counted by weekdays, and whoever asked is told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A day counted in working days. `guessed`: the years that were counted by weekdays only."""

    day: date
    guessed: tuple[int, ...] = ()

    @property
    def note(self) -> str:
        """What to say beside the day where it may still move; else empty."""
        if not self.guessed:
            return ""
        years = "、".join(map(str, self.guessed))
        return f"{years}年的放假调休安排尚未录入，暂按周一至周五计算。"


class WorkingDays(Protocol):
    """On which days offices work: what rooms count by."""

    def is_working(self, day: date) -> bool: ...

    def after(self, day: date, count: int) -> Due: ...

    def between(self, start: date, end: date) -> int: ...


@dataclass(frozen=True, slots=True)
class DayTable:
    """`adjusted` holds the days that are otherwise than their weekday says; `sources` says of each
    year that is known where it was announced (empty: nobody said)."""

    adjusted: Mapping[date, bool] = field(default_factory=dict)
    sources: Mapping[int, str] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return self.adjusted.get(day, day.weekday() < _SATURDAY)

    def after(self, day: date, count: int) -> Due:
        """The last of `count` working days, counted from the day after `day` (《民法典》
        第二百零一条: the day itself is not counted). `count` 0 is the day itself."""
        if count < 0:
            raise ValueError("working days are counted forwards")
        current, left = day, count
        while left:  # among as many days there are at most as many working days, so none too many
            later = current + left * _DAY
            left -= self.between(current, later)
            current = later
        return Due(current, self._guessed(day, current))

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative if it is past.

        Counted by weeks, so that a day far away takes no longer than one near by.
        """
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days, 7)
        after = range(start.weekday() + 1, start.weekday() + 1 + rest)
        usual = weeks * _SATURDAY + sum(each % 7 < _SATURDAY for each in after)
        adjusted = (day for day in self.adjusted if start < day <= end)
        return usual + sum(self.adjusted[day] - (day.weekday() < _SATURDAY) for day in adjusted)

    def with_changes(self, other: DayTable) -> DayTable:
        """These days, but the years that `other` names as it has them."""
        kept = {day: it for day, it in self.adjusted.items() if day.year not in other.sources}
        return DayTable({**kept, **other.adjusted}, {**self.sources, **other.sources})

    def of_year(self, year: int) -> DayTable:
        """Only what is known of that year."""
        adjusted = {day: works for day, works in self.adjusted.items() if day.year == year}
        return DayTable(adjusted, {year: self.sources[year]})

    def _guessed(self, first: date, last: date) -> tuple[int, ...]:
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.sources)
