"""Which incoming papers are not what they were, and who has still to take note of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, String, Table, Text, Uuid

from documents.effect.receiving.heard_effect import CLERKS
from documents.handling.holding import CLERK
from office.desk.registers import TO_READ, has_done, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables

heard_effects = Table(
    "heard_effects",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("incoming", Uuid, nullable=False, index=True),
    Column("change", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    Column("basis", Text, nullable=False),
    Column("heard_at", Moment),
)

heard_register = Register("documents.heard_effects", tables=(heard_effects,))
on = heard_register.on


@on("documents.HeardEffect.Begun")
def begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """Its row; the notice itself follows."""
    yield Put(
        heard_effects,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "incoming": UUID(event.incoming),
            "change": "",
            "day": "",
            "basis": "",
        },
    )


@on("documents.HeardEffect.Heard")
def heard(event: Any, entry: Entry) -> Iterator[Operation]:
    """The clerks, and whoever had the paper in hand, are to read that its effect changed.

    The lines stand on desks as the paper's own, and open it.
    """
    facts = event.notice["facts"]
    yield Change(
        heard_effects,
        {"subject": event.originator_id},
        {
            "change": facts["change"],
            "day": facts["day"],
            "basis": facts["basis"],
            "heard_at": event.timestamp,
        },
    )
    to_note = [("", CLERK.role, CLERKS), *((person, "", person) for person in event.readers)]
    for person, role, slot in to_note:
        yield waits(
            event,
            entry,
            subject=UUID(event.incoming),
            person=person,
            role=role,
            slot=_slot(slot),
            to=TO_READ,
            step="note",
            asked="阅知效力变更",
        )


@on("documents.HeardEffect.Noted")
def noted(event: Any, entry: Entry) -> Iterator[Operation]:
    """Read by one; a clerk reads for all clerks."""
    subject = UUID(event.incoming)
    yield has_done(event, entry, "阅知效力变更", subject=subject)
    for slot in event.slots:
        yield waits_no_more(subject, slot=_slot(slot))


def _slot(name: str) -> str:
    return f"effect:{name}"
