"""Working hours: moments and spans counted while the office is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from office.calendar.days import WorkingDays
from office.kernel.clock import CHINA, office_day
from office.kernel.refusals import Refused

USUAL = ("9:00-12:00", "13:30-17:30")
"""Where a site says nothing else."""

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
        for start, end in self._sessions_of(office_day(moment)):
            if moment < end:
                return max(start, moment)
        return self.opening(self.days.after(office_day(moment), 1).day)

    def opening(self, day: date) -> datetime:
        """The moment at which a day's work begins."""
        return datetime.combine(day, self.sessions[0][0], tzinfo=CHINA)

    def closing(self, day: date) -> datetime:
        """The moment at which a day's work ends."""
        return datetime.combine(day, self.sessions[-1][1], tzinfo=CHINA)

    def after(self, moment: datetime, span: timedelta) -> datetime:
        """The moment by which that much working time has passed. No time at all is this moment."""
        day = office_day(moment)
        today = self._open_between(moment, self.closing(day), day=day)
        if span <= _NOTHING:
            return moment
        if span <= today:
            return self._within(day, moment, span)
        whole = self._whole_day()
        more = -((today - span) // whole)  # working days, the last of them begun
        last = self.days.after(day, more).day
        return self._within(last, self.opening(last), span - today - (more - 1) * whole)

    def close_after(self, moment: datetime, count: int) -> datetime:
        """The end of the last of so many working days, counted from the day after the moment."""
        return self.closing(self.days.after(office_day(moment), count).day)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between; none if `end` is not later."""
        if end <= start:
            return _NOTHING
        first, last = office_day(start), office_day(end)
        found = self._open_between(start, end, day=first)
        if first == last:
            return found
        between = self.days.between(first, last) - self.days.is_working(last)
        return found + between * self._whole_day() + self._open_between(start, end, day=last)

    def _whole_day(self) -> timedelta:
        """The working time of one working day."""
        day = date(2000, 1, 1)  # any day has as many hours
        ends = ((datetime.combine(day, each) for each in session) for session in self.sessions)
        return sum((end - start for start, end in ends), _NOTHING)

    def _open_between(self, start: datetime, end: datetime, *, day: date) -> timedelta:
        """Of one day, how much working time lies between."""
        sessions = self._sessions_of(day)
        lengths = (min(closing, end) - max(opening, start) for opening, closing in sessions)
        return sum((each for each in lengths if each > _NOTHING), _NOTHING)

    def _within(self, day: date, moment: datetime, span: timedelta) -> datetime:
        """The moment of that day by which so much working time has passed, which it has."""
        for start, end in self._sessions_of(day):
            begin = max(start, moment)
            if begin < end and span <= end - begin:
                return begin + span
            span -= max(end - begin, _NOTHING)
        raise AssertionError("the day is long enough")

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
