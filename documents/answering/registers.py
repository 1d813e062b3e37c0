"""The register of inquiries (征询件登记簿), and what they put on desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Index, String, Table, Text, Uuid

from documents.answering.stages import STEP_WORDS, Stage, Step
from documents.handling.holding import CLERK, Holder, held_by
from office.desk.registers import (
    describes,
    has_done,
    passes_on,
    redescribes,
    waits,
    waits_no_more,
)
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "inquiry"

inquiries = Table(
    "inquiries",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("paper", String(16), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("number", Text, nullable=False),
    Column("stage", String(32), nullable=False),
    Column("handler", String(64), nullable=False),
    Column("deadline", String(10), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("inquiries_latest", "agency", "changed_at", "subject"),
)

inquiry_register = Register("documents.answering", tables=(inquiries,))
on = inquiry_register.on

_changed = changing(inquiries)


@on("documents.Inquiry.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line in the register; the clerks sign for it."""
    capsule, facts = event.capsule, event.capsule["facts"]
    yield Put(
        inquiries,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "sender_name": capsule["sender_name"],
            "title": facts["title"],
            "paper": facts["paper"],
            "urgency": facts["urgency"],
            "number": "",
            "stage": Stage.ARRIVED,
            "handler": "",
            "deadline": facts["deadline"],
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind=facts["paper"],
        urgency=facts["urgency"],
        origin=capsule["sender_name"],
    )
    yield _waits(event, entry, Step.SIGN_FOR, CLERK, due=facts["deadline"])
    for part in capsule["parts"]:
        yield refers(event, entry, digest=part["digest"])


@on("documents.Inquiry.ArrivedAgain")
def arrived_again(event: Any, entry: Entry) -> Iterator[Operation]:
    """Sent once more; what was refused is before the clerks again."""
    if event.reopened:
        yield _changed(event, stage=Stage.ARRIVED)
        yield _waits(event, entry, Step.SIGN_FOR, CLERK, due=event.deadline)


@on("documents.Inquiry.SignedFor")
def signed_for(event: Any, entry: Entry) -> Iterator[Operation]:
    """Taken by a person."""
    yield from _moved(event, entry, Stage.SIGNED_FOR, "签收")
    yield _waits(event, entry, Step.REGISTER, CLERK, due=event.deadline)


@on("documents.Inquiry.Refused")
def refused(event: Any, entry: Entry) -> Iterator[Operation]:
    """Not taken."""
    yield from _moved(event, entry, Stage.REFUSED, "拒收")
    yield waits_no_more(event.originator_id)


@on("documents.Inquiry.Registered")
def registered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its number."""
    yield from _moved(event, entry, Stage.REGISTERED, "登记")
    yield _changed(event, number=event.number)
    yield redescribes(event.originator_id, number=event.number)
    yield _waits(event, entry, Step.ASSIGN, CLERK, due=event.deadline)


@on("documents.Inquiry.Assigned")
def assigned(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before who proposes the answer, and on the desks of those who are asked for opinions."""
    yield from _moved(event, entry, Stage.ASSIGNED, "分办")
    yield _changed(event, handler=event.to)
    yield _waits(event, entry, Step.PROPOSE, held_by(event.to), due=event.deadline)
    for each in event.helpers:
        yield _helps(event, entry, each)


@on("documents.Inquiry.Opined")
def opined(event: Any, entry: Entry) -> Iterator[Operation]:
    """One has given an opinion."""
    yield _changed(event)
    yield has_done(event, entry, "提出意见")
    yield waits_no_more(event.originator_id, slot=event.whose)


@on("documents.Inquiry.Proposed")
def proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before a leader."""
    yield from _moved(event, entry, Stage.APPROVING, "拟答复")
    yield _waits(event, entry, Step.APPROVE, held_by(event.to), due=event.deadline)


@on("documents.Inquiry.SentBack")
def sent_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """Back to who proposed it."""
    yield from _moved(event, entry, Stage.ASSIGNED, "退回")
    yield _waits(event, entry, Step.PROPOSE, held_by(event.to), due=event.deadline)


@on("documents.Inquiry.Answered")
def answered(event: Any, entry: Entry) -> Iterator[Operation]:
    """The answer is on its way."""
    yield from _moved(event, entry, Stage.ANSWERED, "审定")
    yield from _over(event)


@on("documents.Inquiry.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """What waited for the one waits for the other; who is asked anyway is asked once."""
    yield _changed(event, **({"handler": event.taker} if event.handling else {}))
    yield has_done(event, entry, "移交")
    if event.holding:
        yield passes_on(event.originator_id, to=event.taker)
    if event.helping:
        yield waits_no_more(event.originator_id, slot=event.giver)
        if not event.shared:
            yield _helps(event, entry, event.taker)


@on("documents.Inquiry.Reminded")
def reminded(event: Any, entry: Entry) -> Iterator[Operation]:
    """Urged by the asker."""
    yield _changed(event)


@on("documents.Inquiry.Withdrawn")
def withdrawn(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing is left to do."""
    yield _changed(event, stage=Stage.WITHDRAWN)
    yield from _over(event)


def _over(event: Any) -> Iterator[Operation]:
    yield waits_no_more(event.originator_id)
    for each in event.waiting:
        yield waits_no_more(event.originator_id, slot=each)


def _moved(event: Any, entry: Entry, stage: Stage, act: str) -> Iterator[Operation]:
    yield _changed(event, stage=stage)
    yield has_done(event, entry, act)


def _helps(event: Any, entry: Entry, person: str) -> Operation:
    return waits(
        event,
        entry,
        person=person,
        slot=person,
        step=Step.OPINE,
        asked=STEP_WORDS[Step.OPINE],
        due=event.deadline,
    )


def _waits(event: Any, entry: Entry, step: Step, holder: Holder, *, due: str) -> Operation:
    return waits(
        event,
        entry,
        person=holder.person,
        role=holder.role,
        step=step,
        asked=STEP_WORDS[step],
        due=due,
    )
