"""The register of assignments, and what they put on desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, Uuid

from documents.assignments.stages import ASKED_WORDS, STEP_WORDS, Asked, Stage, Step
from documents.handling.holding import CLERK, Holder, held_by
from documents.handling.party import Party
from office.desk.registers import (
    asks_anew,
    describes,
    did,
    due_on,
    passes_on,
    waits,
    waits_no_more,
)
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "assignment"
OFFICE = "office"
"""The slot of what waits for the office: somebody asked it for something."""

assignments = Table(
    "assignments",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("room", String(32), nullable=False),
    Column("paper", Uuid, nullable=False, index=True),
    Column("round", Integer, nullable=False),
    Column("party", String(96), nullable=False),
    Column("host", Boolean, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("handler", String(64), nullable=False),
    Column("deadline", String(10), nullable=False),
    Column("asked", String(16), nullable=False),
    Column("urged", Integer, nullable=False),
    Column("latest", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""`asked`: what waits for the office's decision; `urged`: how often somebody was urged and gave no
answer yet; `latest`: the newest words about progress."""

assignment_register = Register("documents.assignments", tables=(assignments,))
on = assignment_register.on

_changed = changing(assignments)


@on("documents.Assignment.Opened")
def opened(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new share, in the unit's inbox or before a person."""
    about, party = event.about, Party.of(event.party)
    assert party is not None
    handler = "" if party.holder.unit else party.key
    yield Put(
        assignments,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "room": event.room,
            "paper": UUID(event.paper),
            "round": event.round,
            "party": event.party,
            "host": event.host,
            "stage": Stage.OPEN,
            "handler": handler,
            "deadline": event.deadline,
            "asked": "",
            "urged": 0,
            "latest": "",
            "opened_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=about["title"],
        kind=about["type"],
        urgency=about["urgency"],
        origin=about["origin"],
        number=about["number"],
    )
    step = Step.HANDLE if handler else Step.TAKE_UP
    yield _waits(event, entry, step, party.holder, due=event.deadline)


@on("documents.Assignment.TakenUp")
def taken_up(event: Any, entry: Entry) -> Iterator[Operation]:
    """In somebody's hands."""
    yield from _in_hands(event, entry, event.whose, "领办")


@on("documents.Assignment.Given")
def given(event: Any, entry: Entry) -> Iterator[Operation]:
    """In the hands of whom the head named."""
    yield from _in_hands(event, entry, event.to, "二次分办")


@on("documents.Assignment.Refused", "documents.Assignment.Withdrawn")
def ended(event: Any, entry: Entry) -> Iterator[Operation]:
    """Theirs no more."""
    refused = type(event).__name__ == "Refused"
    stage = Stage.REFUSED if refused else Stage.WITHDRAWN
    yield from _over(event, entry, stage, "退回改派" if refused else "收回")


@on("documents.Assignment.Transferred")
def transferred(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another party's now; theirs is a stream of its own."""
    yield from _over(event, entry, Stage.WITHDRAWN, "同意转办")


@on("documents.Assignment.Done")
def finished(event: Any, entry: Entry) -> Iterator[Operation]:
    """The result is there."""
    yield from _over(event, entry, Stage.DONE, "报办理结果")
    yield _changed(event, latest=event.result)
    yield from _files(event, entry)


@on("documents.Assignment.ProgressReported")
def progress_reported(event: Any, entry: Entry) -> Iterator[Operation]:
    """The newest words; whatever was urged is answered."""
    yield _changed(event, latest=event.words, urged=0)
    yield from did(event, entry, "报告进展")
    yield from _files(event, entry)


@on("documents.Assignment.Asked")
def asked(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office is to decide."""
    yield _changed(event, asked=event.what)
    yield from did(event, entry, f"申请{ASKED_WORDS[Asked(event.what)]}")
    yield waits(
        event,
        entry,
        role=CLERK.role,
        slot=OFFICE,
        step=Step.DECIDE,
        asked=f"审定{ASKED_WORDS[Asked(event.what)]}申请",
    )


@on("documents.Assignment.Extended")
def extended(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another day; it goes on."""
    yield _changed(event, asked="", deadline=event.until)
    yield waits_no_more(event.originator_id, slot=OFFICE)
    yield due_on(event.originator_id, event.until)
    yield from did(event, entry, "同意延期")


@on("documents.Assignment.Denied")
def denied(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes on as before."""
    yield _changed(event, asked="")
    yield waits_no_more(event.originator_id, slot=OFFICE)
    yield from did(event, entry, "不同意所请")


@on("documents.Assignment.Urged")
def was_urged(event: Any, entry: Entry) -> Iterator[Operation]:
    """One more that has no answer."""
    yield _changed(event, urged=event.unanswered)
    yield from did(event, entry, "催办")


@on("documents.Assignment.UrgingAnswered")
def urging_answered(event: Any, entry: Entry) -> Iterator[Operation]:
    """All are answered."""
    yield _changed(event, urged=0, latest=event.words)
    yield from did(event, entry, "答复催办")


@on("documents.Assignment.SentBack")
def sent_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """In the same hands as before."""
    yield _changed(event, stage=Stage.IN_HAND if event.handler else Stage.OPEN)
    yield from did(event, entry, "退回重办")
    party = Party.of(event.party)
    assert party is not None
    holder = held_by(event.handler) if event.handler else party.holder
    step = Step.HANDLE if event.handler else Step.TAKE_UP
    yield _waits(event, entry, step, holder, due=event.deadline)


@on("documents.Assignment.HostChanged")
def host_changed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Whose the result is."""
    yield _changed(event, host=event.host)
    yield from did(event, entry, "变更主办")


@on("documents.Assignment.DeadlineSet")
def deadline_set(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another day."""
    yield _changed(event, deadline=event.deadline)
    yield due_on(event.originator_id, event.deadline)
    yield from did(event, entry, "调整时限")


@on("documents.Assignment.Instructed")
def instructed(event: Any, entry: Entry) -> Iterator[Operation]:
    """New again to whoever has it."""
    yield asks_anew(event.originator_id, asked="按新批示办理", since=event.timestamp)


@on("documents.Assignment.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another's to handle."""
    yield _changed(event, handler=event.taker, stage=Stage.IN_HAND)
    yield passes_on(event.originator_id, to=event.taker)


def _in_hands(event: Any, entry: Entry, person: str, act: str) -> Iterator[Operation]:
    yield _changed(event, stage=Stage.IN_HAND, handler=person)
    yield from did(event, entry, act)
    yield _waits(event, entry, Step.HANDLE, held_by(person), due=event.deadline)


def _over(event: Any, entry: Entry, stage: Stage, act: str) -> Iterator[Operation]:
    yield _changed(event, stage=stage, asked="", urged=0)
    yield waits_no_more(event.originator_id)
    yield waits_no_more(event.originator_id, slot=OFFICE)
    yield from did(event, entry, act)


def _waits(event: Any, entry: Entry, step: Step, holder: Holder, *, due: str) -> Operation:
    return waits(
        event,
        entry,
        person=holder.person,
        unit=holder.unit,
        step=step,
        asked=STEP_WORDS[step],
        due=due,
    )


def _files(event: Any, entry: Entry) -> Iterator[Operation]:
    """What was handed in with the words; events from before that have none."""
    for each in getattr(event, "files", None) or ():
        yield refers(event, entry, digest=each["digest"])
