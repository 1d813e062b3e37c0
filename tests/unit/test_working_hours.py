"""Working time: counted while the office is open."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.calendar import WorkingHours, statutory
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
