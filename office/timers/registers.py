"""The register of timers: at which moment the room that set one is to be called.

A timer hangs on the stream of the events that set it, move it and take it away: what happened
decides whether anything is still to be done, so nothing is done twice after a restart.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Text, Uuid

from office.kernel.columns import Moment
from office.kernel.registers import Entry, Put, Register, Remove
from office.kernel.store import register_tables

timers = Table(
    "timers",
    register_tables,
    Column("subject", Uuid),
    Column("slot", String(64)),
    Column("kind", String(48)),
    Column("agency", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("data", Text, nullable=False),
    PrimaryKeyConstraint("subject", "slot", "kind"),
)

timer_register = Register("office.timers", tables=(timers,))


def times(  # what a timer calls with has that many parts
    event: Any,
    entry: Entry,
    *,
    kind: str,
    at: datetime,
    subject: UUID | None = None,
    slot: str = "",
    data: str = "",
) -> Put:
    """Whoever is registered for `kind` is called at this moment, or as soon as can be after it,
    for the event's subject or the other that is named.

    Another moment for the same subject, slot and kind takes its place. What is called once more
    though its moment is long past (an answer asked for after the deadline) is timed at the event's
    own moment, never again at the old one: at one moment a timer rings once.
    """
    row = {"subject": subject or event.originator_id, "slot": slot, "kind": kind}
    return Put(timers, {**row, "agency": entry.agency, "at": at, "data": data})


def times_no_more(subject: UUID, *, kind: str, slot: str = "") -> Remove:
    """It was done, or there is nothing to be done any more."""
    return Remove(timers, {"subject": subject, "slot": slot, "kind": kind})
