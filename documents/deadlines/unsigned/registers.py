"""The register of what is not signed for, its timers, and the line on the sender's desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, String, Table, Uuid

from documents.handling.holding import CLERK
from office.desk.registers import TO_READ, waits, waits_no_more
from office.kernel.registers import Change, Entry, Operation, Put, Register, Remove
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more

STEP = SLOT = "unsigned"
UNSIGNED = "unsigned.over"
"""The timer of one consignment: by then it was to be signed for."""

unsigned = Table(
    "unsigned",
    register_tables,
    Column("subject", Uuid),
    Column("consignment", Uuid),
    Column("agency", String(64), nullable=False),
    Column("document", Uuid, nullable=False),
    Column("over", Boolean, nullable=False),
    PrimaryKeyConstraint("subject", "consignment"),
    Index("unsigned_document", "document"),
)
"""What is delivered and not signed for. `subject` is the watch over it; `over`: its moment is
past."""

unsigned_register = Register("documents.unsigned", tables=(unsigned,))
on = unsigned_register.on


@on("documents.SigningWatch.Awaited")
def awaited(event: Any, entry: Entry) -> Iterator[Operation]:
    """Until then there is time; where it rings a second time it was sent a second time."""
    due = datetime.fromisoformat(event.due)
    yield Put(
        unsigned,
        {
            **_key(event, event.consignment),
            "agency": entry.agency,
            "document": UUID(event.document),
            "over": False,
        },
    )
    yield times(event, entry, kind=UNSIGNED, slot=event.consignment, at=max(due, event.timestamp))
    yield from _asked_no_more(event)


@on("documents.SigningWatch.Passed")
def passed(event: Any, entry: Entry) -> Iterator[Operation]:
    """The sender's clerks are told, once for all addressees: a line of the paper's own."""
    for each in event.consignments:
        yield Change(unsigned, _key(event, each), {"over": True})
        yield times_no_more(event.originator_id, kind=UNSIGNED, slot=each)
    yield waits(
        event,
        entry,
        subject=UUID(event.document),
        role=CLERK.role,
        slot=SLOT,
        to=TO_READ,
        step=STEP,
        asked="催签收",
    )


@on("documents.SigningWatch.Settled")
def settled(event: Any, entry: Entry) -> Iterator[Operation]:
    """Signed for, or nobody waits for it."""
    yield Remove(unsigned, _key(event, event.consignment))
    yield times_no_more(event.originator_id, kind=UNSIGNED, slot=event.consignment)
    yield from _asked_no_more(event)


def _key(event: Any, consignment: str) -> dict[str, UUID]:
    return {"subject": event.originator_id, "consignment": UUID(consignment)}


def _asked_no_more(event: Any) -> Iterator[Operation]:
    if not event.over:
        yield waits_no_more(UUID(event.document), slot=SLOT)
