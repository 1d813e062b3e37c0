"""When offices work: days, as the State Council adjusts them, and the hours of the site."""

from __future__ import annotations

from office.calendar.days import DayTable, Due, WorkingDays
from office.calendar.hours import WorkingHours
from office.calendar.reading import read_working_days, statutory, working_days

__all__ = [
    "DayTable",
    "Due",
    "WorkingDays",
    "WorkingHours",
    "read_working_days",
    "statutory",
    "working_days",
]
