"""The office's working days, as pages ask for them."""

from __future__ import annotations

from pyramid.request import Request

from office.calendar.application import OfficeCalendar
from office.calendar.days import WorkingDays


def working_days(request: Request) -> WorkingDays:
    """By which what is left of a day is counted."""
    found: OfficeCalendar = request.house.find(OfficeCalendar)
    return found
