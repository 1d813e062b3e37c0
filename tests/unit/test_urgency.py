"""How pressing a waiting item is: what is left of a day, and over it, counts in working days."""

from __future__ import annotations

from datetime import datetime

import pytest

from office.calendar.days import DayTable
from office.desk.urgency import LATER, PRESSING, TODAY, pressure
from office.kernel.clock import CHINA
from office.web.formats import issuer_in

MONDAY = datetime(2026, 11, 23, 9, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("due", "group", "words"),
    [
        ("2026-11-24", LATER, "余 1 个工作日"),
        ("2026-11-30", LATER, "余 5 个工作日"),
        ("2026-11-23", TODAY, "余 9 小时"),
        ("2026-11-20", PRESSING, "超 1 个工作日"),
        ("2026-11-13", PRESSING, "超 6 个工作日"),
    ],
)
def test_what_is_left_is_counted_in_working_days(due: str, group: str, words: str) -> None:
    found = pressure(urgency="", due=due, now=MONDAY, days=DayTable())
    assert (found.group, found.remaining) == (group, words)


def test_a_weekend_between_makes_nothing_later_by_itself() -> None:
    saturday = datetime(2026, 11, 21, 9, tzinfo=CHINA)
    found = pressure(urgency="", due="2026-11-20", now=saturday, days=DayTable())
    assert (found.overdue, found.remaining) == (True, "已超时")


@pytest.mark.parametrize(
    ("title", "left_out"),
    [
        ("澜州市档案局关于归档的通知", "澜州市档案局"),
        ("关于归档的通知", ""),
        ("澜州市档案局公告", ""),
        ("澜州市人民政府关于归档的通知", ""),
    ],
)
def test_a_list_leaves_out_no_more_than_the_issuer_of_a_title(title: str, left_out: str) -> None:
    assert issuer_in(title, "澜州市档案局") == left_out
