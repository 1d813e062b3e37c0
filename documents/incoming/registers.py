"""The register of incoming documents (收文登记簿), and what they put on desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, String, Table, Text, Uuid

from documents.handling.holding import CLERK, Holder, held_by
from documents.incoming.stages import STEP_WORDS, Stage, Step, Track
from documents.opinions.registers import transcribed
from office.desk.registers import (
    TO_READ,
    describes,
    has_done,
    passes_on,
    waits,
    waits_no_more,
)
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables

ROOM = "incoming"

incomings = Table(
    "incomings",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("sender", String(64), nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("type", String(16), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("document_number", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("track", String(16), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("deadline", String(10), nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

incoming_register = Register("documents.incoming", tables=(incomings,))
on = incoming_register.on


@on("documents.Incoming.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line in the register; the clerks sign for it."""
    capsule, facts = event.capsule, event.capsule["facts"]
    subject = event.originator_id
    yield Put(
        incomings,
        {
            "subject": subject,
            "agency": entry.agency,
            "sender": capsule["sender"],
            "sender_name": capsule["sender_name"],
            "title": facts["title"],
            "type": facts["type"],
            "urgency": facts["urgency"],
            "document_number": facts["number"],
            "number": "",
            "track": "",
            "stage": Stage.ARRIVED,
            "deadline": "",
            "arrived_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        subject=subject,
        agency=entry.agency,
        room=ROOM,
        title=facts["title"],
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=capsule["sender_name"],
        number=facts["number"],
    )
    yield _waits(event, entry, Step.SIGN_FOR, CLERK)
    for part in capsule["parts"]:
        yield refers(subject=subject, agency=entry.agency, digest=part["digest"])


@on("documents.Incoming.ArrivedAgain")
def arrived_again(event: Any, entry: Entry) -> Iterator[Operation]:
    """Sent once more; what was refused is before the clerks again."""
    if event.reopened:
        yield _changed(event, stage=Stage.ARRIVED, arrived_at=event.timestamp)
        yield _waits(event, entry, Step.SIGN_FOR, CLERK)


@on("documents.Incoming.SignedFor")
def signed_for(event: Any, entry: Entry) -> Iterator[Operation]:
    """Taken by a person."""
    yield from _moved(event, entry, Stage.SIGNED_FOR, "签收")
    yield _waits(event, entry, Step.REGISTER, CLERK)


@on("documents.Incoming.Refused")
def refused(event: Any, entry: Entry) -> Iterator[Operation]:
    """Not taken."""
    yield from _moved(event, entry, Stage.REFUSED, "拒收")
    yield waits_no_more(event.originator_id)


@on("documents.Incoming.Registered")
def registered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its register number."""
    yield from _moved(event, entry, Stage.REGISTERED, "登记")
    yield _changed(event, number=event.number, track=event.track)
    step = Step.CIRCULATE if event.track == Track.READING else Step.PROPOSE
    yield _waits(event, entry, step, CLERK)


@on("documents.Incoming.Proposed")
def proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before a leader."""
    yield from _moved(event, entry, Stage.PROPOSED, "拟办")
    yield _waits(event, entry, Step.INSTRUCT, held_by(event.to))


@on("documents.Incoming.Instructed")
def instructed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Back to the clerks, who assign it; it stays on the lists of who has still to read it."""
    yield from _moved(event, entry, Stage.INSTRUCTED, "批示")
    yield from transcribed(event, entry)
    yield _changed(event, track=Track.HANDLING)
    yield waits_no_more(event.originator_id, slot=event.behalf or event.by)
    yield _waits(event, entry, Step.ASSIGN, CLERK)


@on("documents.Incoming.Assigned")
def assigned(event: Any, entry: Entry) -> Iterator[Operation]:
    """In the hands of who handles it."""
    yield from _moved(event, entry, Stage.ASSIGNED, "分办")
    yield _changed(event, deadline=event.deadline)
    yield _waits(event, entry, Step.HANDLE, held_by(event.to), due=event.deadline)


@on("documents.Incoming.Circulated")
def circulated(event: Any, entry: Entry) -> Iterator[Operation]:
    """On every reader's list."""
    yield from _moved(event, entry, Stage.CIRCULATING, "传阅")
    yield waits_no_more(event.originator_id)
    for reader in event.to:
        yield _reads(event, entry, reader)


@on("documents.Incoming.Initialled")
def initialled(event: Any, entry: Entry) -> Iterator[Operation]:
    """Read by one; by the last one: back to the clerks. The stage is as it was."""
    yield _changed(event)
    yield from _done(event, entry, "圈阅")
    yield waits_no_more(event.originator_id, slot=event.behalf or event.by)
    if event.last:
        yield _waits(event, entry, Step.COMPLETE, CLERK)


@on("documents.Incoming.Completed")
def completed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing is left to do."""
    yield from _moved(event, entry, Stage.COMPLETED, "办结")
    yield waits_no_more(event.originator_id)
    for reader in getattr(event, "waiting", ()):
        yield waits_no_more(event.originator_id, slot=reader)


@on("documents.Incoming.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """What waited for the one waits for the other; who reads it anyway reads it once."""
    yield _changed(event)
    if event.holding:
        yield passes_on(event.originator_id, to=event.taker)
    if event.reading:
        yield waits_no_more(event.originator_id, slot=event.giver)
        if not event.shared:
            yield _reads(event, entry, event.taker)
    if event.last:
        yield _waits(event, entry, Step.COMPLETE, CLERK)


def _moved(event: Any, entry: Entry, stage: Stage, act: str) -> Iterator[Operation]:
    yield _changed(event, stage=stage)
    yield from _done(event, entry, act)


def _done(event: Any, entry: Entry, act: str) -> Iterator[Operation]:
    for person in dict.fromkeys((event.by, event.behalf or event.by)):
        yield from has_done(
            subject=event.originator_id,
            agency=entry.agency,
            person=person,
            act=act,
            at=event.timestamp,
        )


def _reads(event: Any, entry: Entry, reader: str) -> Operation:
    return waits(
        subject=event.originator_id,
        agency=entry.agency,
        person=reader,
        slot=reader,
        to=TO_READ,
        step=Step.READ,
        asked=STEP_WORDS[Step.READ],
        since=event.timestamp,
    )


def _waits(event: Any, entry: Entry, step: Step, holder: Holder, *, due: str = "") -> Operation:
    return waits(
        subject=event.originator_id,
        agency=entry.agency,
        person=holder.person,
        role=holder.role,
        step=step,
        asked=STEP_WORDS[step],
        since=event.timestamp,
        due=due,
    )


def _changed(event: Any, **values: Any) -> Operation:
    changed = {**values, "changed_at": event.timestamp}
    return Change(incomings, {"subject": event.originator_id}, changed)
