"""The register of incoming documents (收文登记簿), and what they put on desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, String, Table, Text, Uuid

from documents.consignments.states import ASKS_WORDS, Asks
from documents.handling.holding import CLERK, Holder, held_by
from documents.incoming.doubles.likeness import number_key
from documents.incoming.receiving import received_at
from documents.incoming.stages import STEP_WORDS, Stage, Step, Track
from documents.opinions.registers import transcribed
from office.desk.registers import (
    TO_READ,
    describes,
    did,
    passes_on,
    redescribes,
    waits,
    waits_no_more,
)
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "incoming"
HEED = "heed"
"""The slot of what the office sees to while units handle the paper."""
ASKED = "asked"
"""The slot of what the sender asks for (追回、更正)."""

incomings = Table(
    "incomings",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("type", String(16), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("document_number", Text, nullable=False),
    Column("number_key", String(128), nullable=False, index=True),
    Column("folded_into", Uuid, index=True),
    Column("replaced_by", Uuid, index=True),
    Column("number", Text, nullable=False),
    Column("source_kind", String(16), nullable=False),
    Column("track", String(16), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("deadline", String(10), nullable=False),
    Column("round", Integer, nullable=False),
    Column("way", String(16), nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("incomings_latest", "agency", "changed_at", "subject"),
)

incoming_register = Register("documents.incoming", tables=(incomings,))
on = incoming_register.on

_changed = changing(incomings)


@on("documents.Incoming.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line in the register; the clerks sign for it."""
    capsule, facts = event.capsule, event.capsule["facts"]
    yield Put(
        incomings,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "sender": capsule["sender"],
            "sender_name": capsule["sender_name"],
            "title": facts["title"],
            "type": facts["type"],
            "urgency": facts["urgency"],
            "document_number": facts["number"],
            "number_key": number_key(facts["number"]),
            "number": "",
            "source_kind": "",
            "track": "",
            "stage": Stage.ARRIVED,
            "deadline": "",
            "round": 1,
            "way": "",
            "arrived_at": received_at(event.arrived_on, entered=event.timestamp),
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=capsule["sender_name"],
        number=facts["number"],
    )
    yield _waits(event, entry, Step.SIGN_FOR, CLERK)
    for part in capsule["parts"]:
        yield refers(event, entry, digest=part["digest"])


@on("documents.Incoming.ArrivedAgain")
def arrived_again(event: Any, entry: Entry) -> Iterator[Operation]:
    """Sent once more; what was refused is before the clerks again."""
    if event.reopened:
        arrived_at = event.timestamp
        yield _changed(event, stage=Stage.ARRIVED, arrived_at=arrived_at, number="", track="")
        yield redescribes(event.originator_id, number="")
        yield _waits(event, entry, Step.SIGN_FOR, CLERK)


@on("documents.Incoming.SignedFor")
def signed_for(event: Any, entry: Entry) -> Iterator[Operation]:
    """Taken by a person."""
    yield from _moved(event, entry, Stage.SIGNED_FOR, "签收")
    yield _waits(event, entry, Step.REGISTER, CLERK)


@on("documents.Incoming.Scanned")
def scanned(event: Any, entry: Entry) -> Iterator[Operation]:
    """What it looks like is here now."""
    yield _changed(event)
    yield from did(event, entry, "补扫描件")
    for part in event.parts:
        yield refers(event, entry, digest=part["digest"])


@on("documents.Incoming.KeptOnPaper")
def kept_on_paper(event: Any, entry: Entry) -> Iterator[Operation]:
    """A 涉密件: that it came is all that is known here."""
    yield from _moved(event, entry, Stage.ON_PAPER, "登记涉密件")
    number = getattr(event, "number", "")  # from before they had one
    yield _changed(event, number=number, source_kind=getattr(event, "kind", ""))
    yield redescribes(event.originator_id, number=number)
    yield waits_no_more(event.originator_id)


GONE = {
    "Refused": (Stage.REFUSED, "拒收"),
    "Returned": (Stage.RETURNED, "退文"),
    "Recalled": (Stage.RECALLED, "同意追回"),
    "Amended": (Stage.AMENDED, "同意更正"),
}


@on(*(f"documents.Incoming.{name}" for name in GONE))
def sent_away(event: Any, entry: Entry) -> Iterator[Operation]:
    """Not taken, sent back, or given back; what takes its place, where anything does."""
    yield from _moved(event, entry, *GONE[type(event).__name__])
    if newer := getattr(event, "replaced_by", ""):
        yield _changed(event, replaced_by=UUID(newer))
    for slot in ("act", HEED, ASKED):
        yield waits_no_more(event.originator_id, slot=slot)


@on("documents.Incoming.Asked")
def asked(event: Any, entry: Entry) -> Iterator[Operation]:
    """The sender wants it back, or another to take its place: its clerks answer."""
    yield _changed(event)
    words = f"来文机关请求{ASKS_WORDS[Asks(event.request['asks'])]}"
    step = Step.ANSWER_REQUEST
    yield waits(event, entry, role=CLERK.role, slot=ASKED, step=step, asked=words)


@on("documents.Incoming.RequestDenied")
def request_denied(event: Any, entry: Entry) -> Iterator[Operation]:
    """It is handled as before."""
    yield _changed(event)
    yield from did(event, entry, f"不同意{ASKS_WORDS[Asks(event.asks)]}")
    yield waits_no_more(event.originator_id, slot=ASKED)


@on("documents.Incoming.Folded")
def folded(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes with another paper."""
    yield from _moved(event, entry, Stage.FOLDED, "并件")
    yield _changed(event, folded_into=UUID(event.into))
    yield waits_no_more(event.originator_id)


@on("documents.Incoming.Unfolded")
def unfolded(event: Any, entry: Entry) -> Iterator[Operation]:
    """By itself again, where it stood."""
    yield from _moved(event, entry, Stage(event.stage), "拆开")
    yield _changed(event, folded_into=None)
    steps = {Stage.SIGNED_FOR: Step.REGISTER, Stage.REGISTERED: Step.SCREEN}
    step = steps.get(Stage(event.stage)) or _next_of(event.track)
    yield _waits(event, entry, step, CLERK)


@on("documents.Incoming.Registered")
def registered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its register number."""
    yield from _moved(event, entry, Stage.REGISTERED, "登记")
    kind = getattr(event, "kind", "")  # from before there were several
    yield _changed(event, number=event.number, track=event.track, source_kind=kind)
    yield redescribes(event.originator_id, number=event.number)
    yield _waits(event, entry, Step.SCREEN, CLERK)


@on("documents.Incoming.Screened")
def screened(event: Any, entry: Entry) -> Iterator[Operation]:
    """It may be handled here, or read."""
    yield from _moved(event, entry, Stage.SCREENED, "初审")
    yield _waits(event, entry, _next_of(event.track), CLERK)


@on("documents.Incoming.Retracked")
def retracked(event: Any, entry: Entry) -> Iterator[Operation]:
    """Of the other kind now."""
    yield _changed(event, track=event.track)
    yield from did(event, entry, "改变分类")
    yield _waits(event, entry, _next_of(event.track), CLERK)


@on("documents.Incoming.Proposed")
def proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before a leader."""
    yield from _moved(event, entry, Stage.PROPOSED, "拟办")
    yield _waits(event, entry, Step.INSTRUCT, held_by(event.to))


@on("documents.Incoming.Instructed")
def instructed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Back to the clerks, but for what is said beside the paper's way, or while it is handled."""
    yield from did(event, entry, "批示")
    yield from transcribed(event, entry)
    yield _changed(event, track=event.track, round=event.round)
    if getattr(event, "begins_round", False):  # from before it was said
        yield _changed(event, way="", deadline="")
        yield from _shown_no_more(event)
    if event.at_work:
        yield _to_heed(event, entry, "按新批示布置")
    elif getattr(event, "beside", False):
        return
    elif event.track == Track.READING:
        yield _changed(event, stage=Stage.SCREENED)
        yield _waits(event, entry, Step.CIRCULATE, CLERK)
    else:
        yield _changed(event, stage=Stage.INSTRUCTED)
        yield _waits(event, entry, Step.ASSIGN, CLERK)


@on("documents.Incoming.Assigned")
def assigned(event: Any, entry: Entry) -> Iterator[Operation]:
    """With the units; their shares wait for them by themselves."""
    yield from _moved(event, entry, Stage.ASSIGNED, "分办")
    yield _changed(event, deadline=event.deadline)
    yield waits_no_more(event.originator_id)
    yield waits_no_more(event.originator_id, slot=HEED)


@on("documents.Incoming.HelpersAdded", "documents.Incoming.Heeded")
def heeded(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office has seen to it, by giving it to more units or otherwise."""
    yield _changed(event)
    gave = type(event).__name__ == "HelpersAdded"
    yield from did(event, entry, "加派协办" if gave else "布置")
    yield waits_no_more(event.originator_id, slot=HEED)


@on("documents.Incoming.Handled")
def handled(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office checks the result."""
    yield _changed(event, stage=Stage.HANDLED)
    yield waits_no_more(event.originator_id, slot=HEED)
    yield _waits(event, entry, Step.COMPLETE, CLERK)


@on("documents.Incoming.HandedBack")
def handed_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office finds another."""
    if event.host:
        yield _changed(event, stage=Stage.INSTRUCTED)
        yield waits_no_more(event.originator_id, slot=HEED)
        yield _waits(event, entry, Step.REASSIGN, CLERK)
    else:
        yield _changed(event)
        yield _to_heed(event, entry, STEP_WORDS[Step.REASSIGN])


@on("documents.Incoming.PassedOn", "documents.Incoming.AnswerBegun", "documents.Incoming.Answered")
def moved_beside(event: Any, entry: Entry) -> Iterator[Operation]:
    """Something happened about it; it stands as before."""
    yield _changed(event)


@on("documents.Incoming.Rescheduled")
def rescheduled(event: Any, entry: Entry) -> Iterator[Operation]:
    """Due with its host's share."""
    yield _changed(event, deadline=event.deadline)


@on("documents.Incoming.SentBack", "documents.Incoming.Circulated")
def given_away(event: Any, entry: Entry) -> Iterator[Operation]:
    """In the host's hands again, or with its readers; each has it on their lists by itself."""
    back = type(event).__name__ == "SentBack"
    stage = Stage.ASSIGNED if back else Stage.CIRCULATING
    yield from _moved(event, entry, stage, "退回重办" if back else "传阅")
    yield waits_no_more(event.originator_id)


@on("documents.Incoming.ReadByAll")
def read_by_all(event: Any, entry: Entry) -> Iterator[Operation]:
    """Back to the clerks; the stage is as it was."""
    yield _changed(event)
    yield _waits(event, entry, Step.COMPLETE, CLERK)


@on("documents.Incoming.CirculationWithdrawn")
def circulation_withdrawn(event: Any, entry: Entry) -> Iterator[Operation]:
    """To be circulated again."""
    yield _changed(event, stage=Stage.SCREENED)
    yield _waits(event, entry, Step.CIRCULATE, CLERK)


@on("documents.Incoming.Completed")
def completed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing is left to do; who instructed is shown what came of it."""
    yield from _moved(event, entry, Stage.COMPLETED, "办结")
    yield _changed(event, way=event.way)
    for slot in ("act", HEED):
        yield waits_no_more(event.originator_id, slot=slot)
    for leader in event.shown_to:
        yield _is_shown(event, entry, leader)


@on("documents.Incoming.Acknowledged")
def acknowledged(event: Any, entry: Entry) -> Iterator[Operation]:
    """Seen by who instructed."""
    yield _changed(event)
    yield from did(event, entry, "阅知办结")
    yield waits_no_more(event.originator_id, slot=event.whose)


@on("documents.Incoming.Reopened")
def reopened(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another round."""
    yield from _moved(event, entry, Stage.INSTRUCTED, "重新办理")
    yield _changed(event, round=event.round, way="", deadline="", track=Track.HANDLING)
    yield from _shown_no_more(event)
    yield _waits(event, entry, Step.ASSIGN, CLERK)


@on("documents.Incoming.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """What waited for the one waits for the other."""
    yield _changed(event)
    if event.holding:
        yield passes_on(event.originator_id, to=event.taker)
    if event.shown:
        yield waits_no_more(event.originator_id, slot=event.giver)
        yield _is_shown(event, entry, event.taker)


def _moved(event: Any, entry: Entry, stage: Stage, act: str) -> Iterator[Operation]:
    yield _changed(event, stage=stage)
    yield from did(event, entry, act)


def _next_of(track: str) -> Step:
    return Step.CIRCULATE if track == Track.READING else Step.PROPOSE


def _to_heed(event: Any, entry: Entry, asked: str) -> Operation:
    return waits(event, entry, role=CLERK.role, slot=HEED, step=Step.REASSIGN, asked=asked)


def _shown_no_more(event: Any) -> Iterator[Operation]:
    """What came of the round before is nobody's to look at now that another has begun."""
    for leader in getattr(event, "no_longer_shown", None) or ():  # from before they were named
        yield waits_no_more(event.originator_id, slot=leader)


def _is_shown(event: Any, entry: Entry, leader: str) -> Operation:
    return waits(
        event,
        entry,
        person=leader,
        slot=leader,
        to=TO_READ,
        step=Step.ACKNOWLEDGE,
        asked=STEP_WORDS[Step.ACKNOWLEDGE],
    )


def _waits(event: Any, entry: Entry, step: Step, holder: Holder) -> Operation:
    return waits(
        event, entry, person=holder.person, role=holder.role, step=step, asked=STEP_WORDS[step]
    )
