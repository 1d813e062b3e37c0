"""The register of what is to be signed for, its timers, and the lines of who is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, String, Table, Uuid

from documents.handling.holding import CLERK
from documents.incoming.stages import STEP_WORDS, Step
from office.desk.registers import TO_READ, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register, Remove
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more

ALARM = "arrival.unsigned"
"""The timer: by then it was to be signed for."""

arrival_alarms = Table(
    "arrival_alarms",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("incoming", Uuid, nullable=False, index=True),
    Column("due", Moment, nullable=False),
    Column("over", Boolean, nullable=False),
)
"""What came and is not signed for. `over`: its moment is past, and people were told."""

alarm_register = Register("documents.arrival_alarms", tables=(arrival_alarms,))
on = alarm_register.on


@on("documents.ArrivalAlarm.Awaited")
def awaited(event: Any, entry: Entry) -> Iterator[Operation]:
    """Until then there is time."""
    due = datetime.fromisoformat(event.due)
    yield Put(
        arrival_alarms,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "incoming": UUID(event.incoming),
            "due": due,
            "over": False,
        },
    )
    yield times(event, entry, kind=ALARM, at=max(due, event.timestamp))
    yield from _told_no_more(event)


@on("documents.ArrivalAlarm.Rang")
def rang(event: Any, entry: Entry) -> Iterator[Operation]:
    """A line for each who is told, at the paper itself."""
    yield Change(arrival_alarms, {"subject": event.originator_id}, {"over": True})
    yield times_no_more(event.originator_id, kind=ALARM)
    for each in event.to:
        yield waits(
            event,
            entry,
            subject=UUID(event.incoming),
            person=each,
            role="" if each else CLERK.role,
            slot=_slot(each),
            to=TO_READ,
            step=Step.ALARM,
            asked=STEP_WORDS[Step.ALARM],
        )


@on("documents.ArrivalAlarm.Settled")
def settled(event: Any, entry: Entry) -> Iterator[Operation]:
    """Signed for, or nobody waits for that."""
    yield Remove(arrival_alarms, {"subject": event.originator_id})
    yield times_no_more(event.originator_id, kind=ALARM)
    yield from _told_no_more(event)


def _told_no_more(event: Any) -> Iterator[Operation]:
    for each in event.told:
        yield waits_no_more(UUID(event.incoming), slot=_slot(each))


def _slot(person: str) -> str:
    return f"alarm:{person}"
