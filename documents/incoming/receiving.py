"""When a paper was truly received: what a clerk enters came on a day of its own (补登)."""

from __future__ import annotations

from datetime import date, datetime

from office.kernel.clock import office_day, start_of


def received_at(arrived_on: str, *, entered: datetime) -> datetime:
    """The moment by which it counts.

    `arrived_on` is the day (ISO) that the clerk gave, empty of what the exchange brought. On the
    day of the entry itself the entry is the moment, so that papers of a day keep their order.
    """
    if not arrived_on:
        return entered
    day = date.fromisoformat(arrived_on)
    return entered if day == office_day(entered) else start_of(day)


def is_belated(arrived_on: str, *, entered: datetime) -> bool:
    """Whether it was entered on a later day than it came."""
    return received_at(arrived_on, entered=entered) != entered
