"""The period that figures are of: whole days in the office."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from office.kernel.clock import day_in_words, end_of, start_of
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day up to and with the last."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """The moment at which it begins."""
        return start_of(self.first)

    @property
    def ends(self) -> datetime:
        """The moment at which it is over."""
        return end_of(self.last)

    def has(self, moment: datetime) -> bool:
        """Whether the moment lies in it."""
        return self.begins <= moment < self.ends

    @property
    def words(self) -> str:
        """As people say it."""
        return f"{day_in_words(self.first.isoformat())}至{day_in_words(self.last.isoformat())}"

    @property
    def months(self) -> tuple[Period, ...]:
        """The calendar months in it, the first and the last cut to the period."""
        found, day = [], self.first
        while day <= self.last:
            end = min(day.replace(day=monthrange(day.year, day.month)[1]), self.last)
            found.append(Period(day, end))
            day = date.fromordinal(end.toordinal() + 1)
        return tuple(found)


def read_period(first: str, last: str, *, today: date) -> Period:
    """From two days in ISO form; left out, this year until today. Raises Refused."""
    try:
        found = Period(
            date.fromisoformat(first) if first else date(today.year, 1, 1),
            date.fromisoformat(last) if last else today,
        )
    except ValueError as error:
        raise Refused("统计的起止日期请按“年-月-日”填写，例如 2026-01-01。") from error
    if found.last < found.first or (found.last - found.first).days > 3 * 366:
        raise Refused("统计的截止日期早于起始日期，或者超过三年。请改正后再统计。")
    return found


def month_words(month: Period) -> str:
    """2026年11月."""
    return f"{month.first.year}年{month.first.month}月"
