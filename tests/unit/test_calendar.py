"""Working days as the State Council adjusts them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.calendar import DayTable, read_working_days, statutory, working_days
from office.kernel.refusals import Refused
from tests.quick import examples

DAYS = st.dates(min_value=date(2024, 12, 1), max_value=date(2027, 2, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 1, 26), True),  # a Sunday before 春节
        (date(2025, 1, 28), False),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 1, 2), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 5, 9), True),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 11, 21), False),  # an ordinary Saturday
    ],
)
def test_holidays_and_worked_weekends_are_known(day: date, *, works: bool) -> None:
    assert statutory().is_working(day) is works


def test_the_holidays_of_2025_and_2026_are_as_many_as_were_announced() -> None:
    off = [day for day, works in statutory().adjusted.items() if not works]
    assert [sum(day.year == year for day in off) for year in (2025, 2026)] == [28, 33]


def test_twenty_working_days_pass_over_the_national_holiday() -> None:
    due = statutory().after(date(2026, 9, 18), 20)
    # 20 September is worked, 25 to 27 September and 1 to 7 October are not, 10 October is.
    assert due.day == date(2026, 10, 22)
    assert due.note == ""


def test_a_year_that_is_not_in_the_table_is_counted_by_weekdays_and_said_so() -> None:
    due = statutory().after(date(2026, 12, 21), 20)
    assert due.day == date(2027, 1, 18)
    assert due.guessed == (2027,)
    assert "2027年的放假调休安排尚未录入" in due.note


def test_the_sites_own_table_takes_the_place_of_a_year(tmp_path: Path) -> None:
    own = tmp_path / "days.toml"
    own.write_text('[2026]\nholidays = ["2026-12-31"]\n', encoding="utf-8")
    days = working_days(own)
    assert not days.is_working(date(2026, 12, 31))
    assert days.is_working(date(2026, 10, 1))
    assert not days.is_working(date(2025, 10, 1))


def test_a_table_that_is_not_there_is_refused_by_its_setting(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"wenshu\.working_days"):
        working_days(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[2026", "TOML"),
        ("[year]", "不是一年"),
        ("2026 = 3", "不是一年"),
        ("[2026]\nfree = []", "free"),
        ('[2026]\nholidays = "2026-10-01"', "一列日期"),
        ('[2026]\nholidays = ["国庆节"]', "不是日期"),
        ('[2026]\nholidays = ["2025-10-01"]', "起止不对"),
        ('[2026]\nholidays = ["2026-10-07/2026-10-01"]', "起止不对"),
    ],
)
def test_a_broken_table_is_refused_with_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_working_days(text)


@given(DAYS, st.integers(min_value=1, max_value=60))
@settings(max_examples=examples(50))
def test_counting_back_gives_what_was_counted(day: date, count: int) -> None:
    due = statutory().after(day, count).day
    assert statutory().is_working(due)
    days = (day + timedelta(days=each + 1) for each in range((due - day).days))
    assert sum(map(statutory().is_working, days)) == count, "as counted day by day"
    assert statutory().between(day, due) == count
    assert statutory().between(due, day) == -count


def test_counting_goes_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        DayTable().after(date(2026, 1, 1), -1)
    assert DayTable().after(date(2026, 1, 3), 0).day == date(2026, 1, 3)
    assert DayTable().between(date(2026, 1, 3), date(2026, 1, 3) + timedelta(days=2)) == 1
