"""Working hours: moments and spans counted while the office is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, pairwise

from office.calendar.days import WorkingDays
from office.kernel.clock import CHINA, office_day
from office.kernel.refusals import Refused

USUAL = ("9:00-12:00", "13:30-17:30")
"""Where a site says nothing else."""

_DAY = timedelta(days=1)
_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """`sessions` are the hours of a working day in the office's own time, one after the other."""

    days: WorkingDays
    sessions: tuple[tuple[time, time], ...]

    def is_open(self, moment: datetime) -> bool:
        """Whether people are at work."""
        return any(start <= moment < end for start, end in self._sessions_of(office_day(moment)))

    def opens(self, moment: datetime) -> datetime:
        """This moment, or the next one at which people are at work."""
        start, _ = next(self._from(moment))
        return max(start, moment)

    def opening(self, day: date) -> datetime:
        """The moment at which a day's work begins."""
        return datetime.combine(day, self.sessions[0][0], tzinfo=CHINA)

    def closing(self, day: date) -> datetime:
        """The moment at which a day's work ends."""
        return datetime.combine(day, self.sessions[-1][1], tzinfo=CHINA)

    def after(self, moment: datetime, span: timedelta) -> datetime:
        """The moment by which that much working time has passed. No time at all is this moment."""
        left = span
        if left <= _NOTHING:
            return moment
        for start, end in self._from(moment):
            begin = max(start, moment)
            if left <= end - begin:
                return begin + left
            left -= end - begin
        raise AssertionError("days do not end")

    def close_after(self, moment: datetime, count: int) -> datetime:
        """The end of the last of so many working days, counted from the day after the moment."""
        return self.closing(self.days.after(office_day(moment), count).day)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between; none if `end` is not later."""
        found = _NOTHING
        if end <= start:
            return found
        for opening, closing in self._from(start):
            if opening >= end:
                return found
            found += min(closing, end) - max(opening, start)
        raise AssertionError("days do not end")

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every session that has not ended at the moment, for ever."""
        first = office_day(moment)
        for number in count():
            for session in self._sessions_of(first + number * _DAY):
                if session[1] > moment:
                    yield session

    def _sessions_of(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.days.is_working(day):
            for start, end in self.sessions:
                yield (
                    datetime.combine(day, start, tzinfo=CHINA),
                    datetime.combine(day, end, tzinfo=CHINA),
                )


def read_sessions(texts: Sequence[str]) -> tuple[tuple[time, time], ...]:
    """`9:00-12:00` each. Raises Refused, naming the setting and what is wrong with it."""
    sessions = tuple(_session(text) for text in texts)
    ends = [moment for session in sessions for moment in session]
    if not ends or any(later <= earlier for earlier, later in pairwise(ends)):
        raise Refused(
            f"设置 wenshu.working_hours 的“{'，'.join(texts)}”先后不对。请由早到晚写，"
            f"如 {'，'.join(USUAL)}。"
        )
    return sessions


def _session(text: str) -> tuple[time, time]:
    start, _, end = text.partition("-")
    try:
        return _clock_time(start), _clock_time(end)
    except ValueError as fault:
        raise Refused(
            f"设置 wenshu.working_hours 的“{text}”不是一段时间。请写作 9:00-12:00，"
            "两段之间用逗号或空格隔开。"
        ) from fault


def _clock_time(text: str) -> time:
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute))
