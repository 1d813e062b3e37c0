"""The register of consultations, of every agency's place in one, and what they put on desks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from documents.consignments.states import COURIER
from documents.consulting.verdicts import ASKING_WORDS, Asking
from office.desk.registers import describes, has_done, waits, waits_no_more
from office.kernel.clock import end_of
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Change, Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more
from office.timers.timer import TIMER

ROOM = "consultation"
STEP = "follow"
"""All that the asker is ever asked to do: see to the answers."""
BY_ITSELF = (COURIER, TIMER)
"""What an answer or the end of a day brings about is nobody's act."""
DEADLINE = "consultation.deadline"
"""The timer that notes who is silent when the day for answers is over."""

consultations = Table(
    "consultations",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("document", Uuid, nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("asking", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("asker", String(64), nullable=False, index=True),
    Column("deadline", String(10), nullable=False),
    Column("wanted", String(16), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

consulted = Table(
    "consulted",
    register_tables,
    Column("subject", Uuid),
    Column("code", String(64)),
    Column("agency", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("deadline", String(10), nullable=False, index=True),
    Column("expected", Boolean, nullable=False),
    Column("overdue", Boolean, nullable=False),
    PrimaryKeyConstraint("subject", "code"),
)
"""`expected`: it has the paper and has not answered, withdrawn from or silent."""

Index(
    "consulted_expected",
    consulted.c.subject,
    sqlite_where=text("expected = 1"),  # as queries say it there; else they do not use it
    postgresql_where=consulted.c.expected,
)
"""Of the few that are waited for: whoever asks for them looks at nothing else."""

consultation_register = Register("documents.consulting", tables=(consultations, consulted))
on = consultation_register.on

_changed = changing(consultations)

ACTS = {
    "Sent": "送出",
    "Reminded": "催办",
    "Withdrawn": "撤回",
    "Coordinated": "协调",
    "Escalated": "提请裁定",
    "Ruled": "登记裁定",
    "Disposed": "处理意见",
    "Summarised": "汇总意见",
    "HandedOver": "移交",
}


@on("documents.Consultation.Asked")
def asked(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line, and one for each agency."""
    facts, subject = event.facts, event.originator_id
    yield Put(
        consultations,
        {
            "subject": subject,
            "agency": entry.agency,
            "document": UUID(event.document),
            "round": event.round,
            "asking": event.asking,
            "title": facts["title"],
            "asked": len(event.agencies),
            "asker": event.by,
            "deadline": event.deadline,
            "wanted": "",
            "changed_at": event.timestamp,
        },
    )
    for each in event.agencies:
        yield Put(
            consulted,
            {
                "subject": subject,
                "code": each["code"],
                "agency": entry.agency,
                "name": each["name"],
                "deadline": event.deadline,
                "expected": False,
                "overdue": False,
            },
        )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind=ASKING_WORDS[Asking(event.asking)],
        urgency=facts["urgency"],
        origin=f"{ASKING_WORDS[Asking(event.asking)]} {len(event.agencies)} 家",
    )
    # What was sent out, and the pages that were shown for it: a destruction takes both.
    for digest in {part["digest"] for part in event.parts} | {event.shown["screen"]}:
        yield refers(event, entry, digest=digest)


@on("documents.Consultation.Sent")
def sent(event: Any, entry: Entry) -> Iterator[Operation]:
    """On its way to these, who have until the day is over; whoever's turn comes after it, none."""
    yield _changed(event)
    yield from _places(event, event.codes, expected=True)
    if event.deadline:
        yield times(
            event,
            entry,
            kind=DEADLINE,
            at=max(end_of(date.fromisoformat(event.deadline)), event.timestamp),
        )
    yield from _done(event, entry)


@on("documents.Consultation.Answered")
def answered(event: Any, entry: Entry) -> Iterator[Operation]:
    """An answer came."""
    yield from _places(event, [event.code], expected=False)
    yield from _wanted(event, entry)


@on("documents.Consultation.Reminded")
def reminded(event: Any, entry: Entry) -> Iterator[Operation]:
    """Urged."""
    yield _changed(event)
    yield from _done(event, entry)


@on("documents.Consultation.Overdue")
def overdue(event: Any, entry: Entry) -> Iterator[Operation]:
    """The day is over."""
    yield from _places(event, event.codes, overdue=True, expected=not event.consents)
    yield times_no_more(event.originator_id, kind=DEADLINE)
    yield from _wanted(event, entry)


@on("documents.Consultation.Withdrawn")
def withdrawn(event: Any, entry: Entry) -> Iterator[Operation]:
    """Asked no more."""
    yield from _places(event, event.codes, expected=False)
    yield from _wanted(event, entry)


@on(
    "documents.Consultation.Coordinated",
    "documents.Consultation.Escalated",
    "documents.Consultation.Ruled",
    "documents.Consultation.Disposed",
)
def seen_to(event: Any, entry: Entry) -> Iterator[Operation]:
    """Something was done about an answer."""
    yield from _wanted(event, entry)


@on("documents.Consultation.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another sees to it."""
    yield _changed(event, asker=event.asker)
    yield from _wanted(event, entry)


@on("documents.Consultation.Summarised")
def summarised(event: Any, entry: Entry) -> Iterator[Operation]:
    """The summary is stored."""
    yield _changed(event)
    yield from _done(event, entry)
    yield refers(event, entry, digest=event.summary["pages"])


def _places(event: Any, codes: Sequence[str], **values: Any) -> Iterator[Operation]:
    for code in codes:
        yield Change(consulted, {"subject": event.originator_id, "code": code}, values)


def _wanted(event: Any, entry: Entry) -> Iterator[Operation]:
    """What the asker is to do now stands on their desk."""
    yield _changed(event, wanted=event.wanted)
    if not event.due:  # nobody is waited for
        yield times_no_more(event.originator_id, kind=DEADLINE)
    if event.by not in BY_ITSELF:
        yield from _done(event, entry)
    if not event.wanted:
        yield waits_no_more(event.originator_id)
        return
    yield waits(event, entry, person=event.asker, step=STEP, asked=event.wanted, due=event.due)


def _done(event: Any, entry: Entry) -> Iterator[Operation]:
    if event.by in BY_ITSELF:  # the next issuer's turn came by an answer, not by a person
        return
    yield has_done(event, entry, ACTS[type(event).__name__])
