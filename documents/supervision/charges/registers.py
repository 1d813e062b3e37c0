"""What other agencies supervise and we carry out: the register, and what waits for the clerks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, String, Table, Text, Uuid

from documents.handling.holding import CLERK
from documents.supervision.said import ENDING, REPORTING_WORDS, SAID_WORDS, Reporting, Said
from documents.supervision.stages import KIND_WORDS, Kind
from office.desk.registers import describes, did, passes_on, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "charge"
STEP = "note_charge"
APPROVE, REVISE = "approve_report", "revise_report"
"""Steps, and the slots in which a draft of a report waits."""

OPEN, REPORTED, ENDED = "open", "reported", "ended"

charges = Table(
    "charges",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("incoming", Uuid, nullable=False, index=True),
    Column("sender_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("deadline", String(10), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

charge_register = Register("documents.supervision.charges", tables=(charges,))
on = charge_register.on

_changed = changing(charges)


@on("documents.Charge.Begun")
def begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line; its paper waits by itself."""
    facts, matter = event.capsule["facts"], event.capsule["facts"]["supervision"]
    yield Put(
        charges,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "incoming": UUID(event.incoming),
            "sender_name": event.capsule["sender_name"],
            "title": facts["title"],
            "number": matter["number"],
            "kind": matter["kind"],
            "urgency": facts["urgency"],
            "stage": OPEN,
            "deadline": matter["deadline"],
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind=KIND_WORDS[Kind(matter["kind"])],
        urgency=facts["urgency"],
        origin=event.capsule["sender_name"],
        number=matter["number"],
    )
    for part in event.capsule["parts"]:
        yield refers(event, entry, digest=part["digest"])


@on("documents.Charge.Heard")
def heard(event: Any, entry: Entry) -> Iterator[Operation]:
    """The clerks take note."""
    said = Said(event.said)
    if said is Said.EXTENDED:
        yield _changed(event, deadline=event.until)
    if said is Said.SENT_BACK:
        yield _changed(event, stage=OPEN)
    if said in ENDING:
        yield _changed(event, stage=ENDED)
        for slot in (APPROVE, REVISE):
            yield waits_no_more(event.originator_id, slot=slot)
    yield _changed(event)
    yield waits(event, entry, role=CLERK.role, step=STEP, asked=f"阅知{SAID_WORDS[said]}")


@on("documents.Charge.CameBack")
def came_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """To be reported again."""
    if event.what == Reporting.RESULT:
        yield _changed(event, stage=OPEN)
    yield _changed(event)
    yield waits(event, entry, role=CLERK.role, step=STEP, asked="督办反馈未送达")


@on("documents.Charge.Noted")
def noted(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing waits."""
    yield waits_no_more(event.originator_id)
    yield from did(event, entry, "阅知督办通知")


@on("documents.Charge.Proposed")
def proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before a leader."""
    yield _changed(event)
    yield from did(event, entry, "拟督办反馈")
    yield waits_no_more(event.originator_id, slot=REVISE)
    yield waits(event, entry, person=event.to, slot=APPROVE, step=APPROVE, asked="审定督办反馈")
    for each in event.report["files"]:
        yield refers(event, entry, digest=each["digest"])


@on("documents.Charge.GivenBack")
def given_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """The clerks draft it again."""
    yield _changed(event)
    yield from did(event, entry, "退回")
    yield waits_no_more(event.originator_id, slot=APPROVE)
    yield waits(event, entry, role=CLERK.role, slot=REVISE, step=REVISE, asked="修改督办反馈")


@on("documents.Charge.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before another leader."""
    yield _changed(event)
    yield passes_on(event.originator_id, to=event.taker, slot=APPROVE)


@on("documents.Charge.Sent")
def sent(event: Any, entry: Entry) -> Iterator[Operation]:
    """Reported."""
    if event.what == Reporting.RESULT:
        yield _changed(event, stage=REPORTED)
    yield _changed(event)
    if event.what != Reporting.PROGRESS:
        for slot in (APPROVE, REVISE):
            yield waits_no_more(event.originator_id, slot=slot)
    yield from did(event, entry, REPORTING_WORDS[Reporting(event.what)])
    for each in event.files:
        yield refers(event, entry, digest=each["digest"])
