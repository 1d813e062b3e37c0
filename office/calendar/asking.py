"""The office's working days, as pages ask for them."""

from __future__ import annotations

from datetime import date, timedelta

from pyramid.request import Request

from office.calendar.application import OfficeCalendar
from office.calendar.days import WorkingDays
from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now

AHEAD = timedelta(days=400)
"""Further than any calendar is known."""


def working_days(request: Request) -> WorkingDays:
    """By which what is left of a day is counted."""
    found: OfficeCalendar = request.house.find(OfficeCalendar)
    return found


def rest_day_words(request: Request, day: str) -> str:
    """Said of a last day (ISO) that is no working day; empty for any other, or none.

    Nothing is moved: 顺延 is for terms that a law counts (《民法典》第二百零三条), and who names a
    day has named it.
    """
    if not day or working_days(request).is_working(that := date.fromisoformat(day)):
        return ""
    written = formats.day(that, today=office_day(now(request)))
    return f"{written}（{formats.weekday(that)}）不是工作日，时限不顺延"


def adjusted_days(request: Request) -> str:
    """For the script: the days to come that are otherwise than their weekday says, as
    `2026-10-01 2026-10-10+`; a plus is a day on which offices work."""
    calendar: OfficeCalendar = request.house.find(OfficeCalendar)
    today = office_day(now(request))
    adjusted = calendar.adjusted_after(today, until=today + AHEAD)
    return " ".join(f"{day}{'+' if works else ''}" for day, works in sorted(adjusted.items()))
