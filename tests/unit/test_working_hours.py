"""Working time: counted while the office is open."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.calendar import WorkingHours, statutory
from office.calendar.days import Due
from office.calendar.hours import USUAL, read_sessions
from office.kernel.clock import CHINA
from office.kernel.refusals import Refused
from tests.quick import examples

HOURS = WorkingHours(statutory(), read_sessions(USUAL))
MOMENTS = st.integers(min_value=0, max_value=60 * 24 * 60).map(
    lambda minutes: datetime(2026, 9, 1, tzinfo=CHINA) + timedelta(minutes=minutes)
)
SPANS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=60))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=CHINA)


def minute_by_minute(start: datetime, end: datetime) -> timedelta:
    """What `between` says, counted the slow way."""
    minutes = int((end - start) / timedelta(minutes=1))
    return timedelta(
        minutes=sum(HOURS.is_open(start + timedelta(minutes=each)) for each in range(minutes))
    )


@given(MOMENTS, st.integers(min_value=0, max_value=12 * 24 * 60))
@settings(max_examples=examples(15))
def test_time_is_counted_as_minute_by_minute(start: datetime, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    assert HOURS.between(start, end) == minute_by_minute(start, end)


def test_the_farthest_day_is_counted_at_once() -> None:
    """Day by day this is 2.9 million steps, while the journal waits."""
    start, end = at("11-20 09:00"), datetime(9999, 12, 31, 17, 30, tzinfo=CHINA)
    counted = WorkingHours(Counting(), read_sessions(USUAL))
    left = counted.between(start, end)
    assert counted.after(start, left) == end
    assert Counting.asked < 100


class Counting:
    """Days that know how often they were asked of a single day."""

    asked: ClassVar[int] = 0

    def is_working(self, day: date) -> bool:
        Counting.asked += 1
        return statutory().is_working(day)

    def after(self, day: date, count: int) -> Due:
        return statutory().after(day, count)

    def between(self, start: date, end: date) -> int:
        return statutory().between(start, end)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("11-20 09:00", 2, "11-20 11:00"),
        ("11-20 11:00", 2, "11-20 14:30"),  # over noon
        ("11-20 17:00", 2, "11-23 10:30"),  # Friday afternoon to Monday
        ("11-21 10:00", 2, "11-23 11:00"),  # arrived on a Saturday
        ("09-30 17:00", 2, "10-08 10:30"),  # over the national holiday
        ("10-10 09:00", 7, "10-10 17:30"),  # a worked Saturday
    ],
)
def test_hours_pass_only_while_the_office_is_open(start: str, hours: int, end: str) -> None:
    assert HOURS.after(at(start), timedelta(hours=hours)) == at(end)
    assert HOURS.between(at(start), at(end)) == timedelta(hours=hours)


def test_the_office_opens_and_shuts() -> None:
    assert [
        HOURS.is_open(at(f"11-20 {each}")) for each in ("08:59", "09:00", "12:00", "17:29")
    ] == [
        False,
        True,
        False,
        True,
    ]
    assert HOURS.opens(at("11-20 12:10")) == at("11-20 13:30")
    assert HOURS.opens(at("11-20 18:00")) == at("11-23 09:00")
    assert HOURS.opens(at("11-20 10:00")) == at("11-20 10:00")
    assert HOURS.close_after(at("11-20 10:00"), 2) == at("11-24 17:30")


@given(MOMENTS, SPANS)
@settings(max_examples=examples(60))
def test_what_was_counted_on_is_what_lies_between(start: datetime, span: timedelta) -> None:
    assert HOURS.between(start, HOURS.after(start, span)) == span


@pytest.mark.parametrize("texts", [(), ("9:00",), ("25:00-26:00",), ("13:00-17:00", "9:00-12:00")])
def test_hours_that_cannot_be_are_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match=r"wenshu\.working_hours"):
        read_sessions(texts)
    assert read_sessions(("9:00-12:00",)) == ((time(9), time(12)),)
