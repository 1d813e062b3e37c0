"""Days that people enter: how far ahead one may lie, for every room in one place."""

from __future__ import annotations

from datetime import date, datetime

from office.kernel.clock import day_in_words, office_day
from office.kernel.refusals import Refused

YEARS_AHEAD = 5
"""Whoever names a later day has mistyped the year."""


def must_be_near(day: str, *, what: str, at: datetime, field: str = "") -> None:
    """Refused if the day (ISO) lies more than `YEARS_AHEAD` years after the moment; a day that is
    empty is none. `what` people call it, `field` where they typed it."""
    latest = latest_day(at)
    if day and day > latest:
        raise Refused(
            f"{what}{day_in_words(day)}太远，"
            f"最迟可填{day_in_words(latest)}（今后 {YEARS_AHEAD} 年以内）。"
            "请核对年份后重新填写。",
            field=field,
        )


def must_be_to_come(day: str, *, what: str, at: datetime, field: str = "") -> None:
    """Refused if the day (ISO) is over, or too far away; a day that is empty is none."""
    if day and day < office_day(at).isoformat():
        raise Refused(f"{what}已经过去，请填写今天或以后的日期。", field=field)
    must_be_near(day, what=what, at=at, field=field)


def latest_day(at: datetime) -> str:
    """The last day (ISO) that may be entered."""
    today = office_day(at)
    day = min(today.day, 28)  # every month of every year has one
    return date(today.year + YEARS_AHEAD, today.month, day).isoformat()
