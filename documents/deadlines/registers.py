"""The register of deadlines, their timers, and what they say on desks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
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
)

from office.desk.registers import TO_READ, describes, due_on, waits, waits_no_more
from office.kernel.clock import office_day
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register, Remove, changing
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more

ROOM = "deadline"
STEP = "reminder"

NEAR, OVER, REMIND, SENDERS_OVER = (
    "deadline.near",
    "deadline.over",
    "deadline.remind",
    "deadline.senders-over",
)
"""The timers of a deadline: a reminder before it, its passing, reminders after it, and the passing
of the sender's day."""
OWN_TIME = (NEAR, OVER, REMIND)

deadlines = Table(
    "deadlines",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("room", String(32), nullable=False),
    Column("about", Uuid, nullable=False),
    Column("paper", Uuid, nullable=False),
    Column("slot", String(64), nullable=False),
    Column("step", String(32), nullable=False),
    Column("person", String(64), nullable=False),
    Column("role", String(32), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("since", Moment, nullable=False),
    Column("due", Moment),
    Column("basis", String(16), nullable=False),
    Column("allowance", Text, nullable=False),
    Column("senders", String(10), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("reminded", Integer, nullable=False),
    Column("passed_at", Moment),
    Column("senders_passed_at", Moment),
    Column("stopped_at", Moment),
    Column("ended_at", Moment),
    Column("late", Boolean, nullable=False),
    Index("deadlines_about", "about", "slot"),
    Index("deadlines_paper", "paper"),
    Index("deadlines_open", "agency", "ended_at"),
)
"""`about`: the subject on the desk; `ended_at`: when it was done or taken away, NULL while it is
open; `late`: it ended after its moment; `current`: the desk shows its day."""

paper_clocks = Table(
    "paper_clocks",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("paper", Uuid, nullable=False, unique=True),
    Column("senders", String(10), nullable=False),
)

answer_drafts = Table(
    "deadline_answer_drafts",
    register_tables,
    Column("subject", Uuid),
    Column("document", Uuid),
    Column("agency", String(64), nullable=False),
    PrimaryKeyConstraint("subject", "document"),
    Index("deadline_answer_drafts_document", "document"),
)
"""Which draft of ours answers which paper that came in (the subject)."""

paper_waits = Table(
    "paper_waits",
    register_tables,
    Column("subject", Uuid),
    Column("cause", String(64)),
    Column("agency", String(64), nullable=False),
    Column("paper", Uuid, nullable=False),
    Column("consultation", Uuid),
    PrimaryKeyConstraint("subject", "cause"),
)
"""What a clock stands still for: `cause` is empty (by hand), or a consultation's id."""

deadline_register = Register(
    "documents.deadlines", tables=(deadlines, paper_clocks, answer_drafts, paper_waits)
)
on = deadline_register.on

_changed = changing(deadlines)


@on("documents.Deadline.Set")
def deadline_set(event: Any, entry: Entry) -> Iterator[Operation]:
    """A turn has until then."""
    about = UUID(event.about)
    since = datetime.fromisoformat(event.since)
    yield Put(
        deadlines,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "room": event.room,
            "about": about,
            "paper": UUID(event.paper),
            "slot": event.slot,
            "step": event.step,
            **event.holder,
            "kind": event.kind,
            "urgency": event.urgency,
            "since": since,
            "due": _moment(event.due),
            "basis": event.basis,
            "allowance": event.allowance,
            "senders": event.senders,
            "current": event.current,
            "reminded": 0,
            "stopped_at": event.timestamp if event.stopped else None,
            "late": False,
        },
    )
    if not event.stopped:
        yield from _timed(event, entry)
    yield from _senders_timed(event, entry, event.senders_end)
    if event.current and event.due and not event.stopped:
        yield _shown(about, event.slot, event.due)


@on("documents.Deadline.Moved")
def moved(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another moment."""
    values = {"due": _moment(event.due), "basis": event.basis, "allowance": event.allowance}
    yield _changed(event, passed_at=None, **values)
    if not getattr(event, "stopped", False):  # from before it was said; starting times it
        yield from _timed(event, entry)


@on("documents.Deadline.Handed")
def handed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another has it."""
    yield _changed(event, **event.holder)


@on("documents.Deadline.SendersStated")
def senders_stated(event: Any, entry: Entry) -> Iterator[Operation]:
    """The sender's day."""
    yield _changed(event, senders=event.day, senders_passed_at=None)
    yield from _senders_timed(event, entry, event.end)


@on("documents.Deadline.Reminded")
def reminded(event: Any, entry: Entry) -> Iterator[Operation]:
    """Once more. Who stands in for somebody reads it among their own."""
    yield _changed(event, reminded=event.number)
    for kind in (NEAR, REMIND):
        yield times_no_more(event.originator_id, kind=kind)
    if event.again:
        yield _timer(event, entry, REMIND, event.again)
    for deputy in event.deputies:
        yield waits(
            event, entry, person=deputy, slot=deputy, to=TO_READ, step=STEP, asked="代办催办"
        )
    if event.deputies:
        yield describes(
            event, entry, room=ROOM, title=event.words, kind="催办", urgency="", origin="系统"
        )


@on("documents.Deadline.Passed")
def passed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Overdue."""
    yield _changed(event, passed_at=datetime.fromisoformat(event.due))
    for kind in (NEAR, OVER):
        yield times_no_more(event.originator_id, kind=kind)
    if event.again:
        yield _timer(event, entry, REMIND, event.again)


@on("documents.Deadline.SendersPassed")
def senders_passed(event: Any, entry: Entry) -> Iterator[Operation]:
    """The sender waits in vain."""
    yield _changed(event, senders_passed_at=event.timestamp)
    yield times_no_more(event.originator_id, kind=SENDERS_OVER)


@on("documents.Deadline.Stopped")
def stopped(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nobody's time runs."""
    yield _changed(event, stopped_at=event.timestamp)
    for kind in OWN_TIME:
        yield times_no_more(event.originator_id, kind=kind)


@on("documents.Deadline.Started")
def started(event: Any, entry: Entry) -> Iterator[Operation]:
    """It runs on."""
    yield _changed(event, stopped_at=None, due=_moment(event.due), current=event.current)
    if getattr(event, "passed", False):  # from before what was over was left alone
        if event.again:
            yield _timer(event, entry, REMIND, event.again)
    else:
        yield from _timed(event, entry)
    if event.current and event.due:
        yield _shown(UUID(event.about), event.slot, event.due)


@on("documents.Deadline.Met")
def met(event: Any, entry: Entry) -> Iterator[Operation]:
    """Done, or nobody's any more."""
    ended = datetime.fromisoformat(event.ended)
    yield _changed(event, ended_at=ended, late=event.late, stopped_at=None)
    for kind in (*OWN_TIME, SENDERS_OVER):
        yield times_no_more(event.originator_id, kind=kind)
    for deputy in event.deputies:
        yield waits_no_more(event.originator_id, slot=deputy)


@on("documents.PaperClock.Begun")
def clock_begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """Somebody has something to say of a paper's time."""
    row = {"subject": event.originator_id, "paper": UUID(event.paper)}
    yield Put(paper_clocks, {**row, "agency": entry.agency, "senders": ""})


@on("documents.PaperClock.Stopped")
def clock_stopped(event: Any, entry: Entry) -> Iterator[Operation]:
    """For one thing more."""
    yield Put(
        paper_waits,
        {
            "subject": event.originator_id,
            "cause": event.cause,
            "agency": entry.agency,
            "paper": UUID(event.paper),
            "consultation": UUID(event.cause) if event.cause else None,
        },
    )


@on("documents.PaperClock.Started")
def clock_started(event: Any, entry: Entry) -> Iterator[Operation]:
    """For one thing no more."""
    yield Remove(paper_waits, {"subject": event.originator_id, "cause": event.cause})


@on("documents.Incoming.AnswerBegun")
def answer_begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """Whom this draft is asked about, the paper waits for."""
    key = {"subject": event.originator_id, "document": UUID(event.document)}
    yield Put(answer_drafts, {**key, "agency": entry.agency})


@on("documents.PaperClock.SendersStated")
def clock_limited(event: Any, entry: Entry) -> Iterator[Operation]:
    """The sender's day."""
    yield Change(paper_clocks, {"subject": event.originator_id}, {"senders": event.day})


def _timed(event: Any, entry: Entry) -> Iterator[Operation]:
    for kind, moment in ((NEAR, event.near), (OVER, event.due)):
        if moment:
            yield _timer(event, entry, kind, moment)
        else:
            yield times_no_more(event.originator_id, kind=kind)
    yield times_no_more(event.originator_id, kind=REMIND)


def _senders_timed(event: Any, entry: Entry, end: str) -> Iterator[Operation]:
    if end:
        yield _timer(event, entry, SENDERS_OVER, end)
    else:
        yield times_no_more(event.originator_id, kind=SENDERS_OVER)


def _timer(event: Any, entry: Entry, kind: str, moment: str) -> Operation:
    return times(event, entry, kind=kind, at=max(datetime.fromisoformat(moment), event.timestamp))


def _shown(about: UUID, slot: str, due: str) -> Operation:
    return due_on(about, office_day(datetime.fromisoformat(due)).isoformat(), slot=slot)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
