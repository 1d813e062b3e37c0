"""The clock is handed in, so that a test or a replay can say what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8), "CST")


class Clock(Protocol):
    """Tells the time as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(tz=UTC)


class SetClock:
    """A clock that stands still until it is moved: for tests and demonstrations."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        """Move on by `timedelta(**span)`."""
        self.moment += timedelta(**span)


def office_day(moment: datetime) -> date:
    """The calendar day in the office (China Standard Time, no daylight saving)."""
    return moment.astimezone(CHINA).date()


def day_in_words(text: str) -> str:
    """`2026年11月20日`, of a day in ISO form; what is written otherwise stays as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"


def start_of(day: date) -> datetime:
    """The moment at which the day begins in the office."""
    return datetime.combine(day, time(), tzinfo=CHINA)


def end_of(day: date) -> datetime:
    """The moment at which the day is over in the office: the midnight after it."""
    return start_of(day + timedelta(days=1))
