"""督办台账: the register of matters, of the parties' shares and of what counts in the score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, Integer, PrimaryKeyConstraint, String, Table, Text, Uuid

from documents.consignments.states import COURIER
from documents.handling.holding import CLERK
from documents.supervision.share import Share
from documents.supervision.stages import KIND_WORDS, STEP_WORDS, Kind, ShareStage, Stage, Step
from office.desk.registers import describes, did, passes_on, waits, waits_no_more
from office.kernel.clock import office_day
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Change, Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "supervision"

supervisions = Table(
    "supervisions",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("source_room", String(32), nullable=False),
    Column("source", String(64), nullable=False, index=True),
    Column("leader", String(64), nullable=False),
    Column("hosts", Text, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("deadline", String(10), nullable=False, index=True),
    Column("days_late", Integer, nullable=False),
    Column("opened_on", String(10), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

supervision_shares = Table(
    "supervision_shares",
    register_tables,
    Column("subject", Uuid),
    Column("party", String(96)),
    Column("agency", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("host", Boolean, nullable=False),
    Column("deadline", String(10), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("given_on", String(10), nullable=False),
    PrimaryKeyConstraint("subject", "party"),
)

supervision_marks = Table(
    "supervision_marks",
    register_tables,
    Column("subject", Uuid),
    Column("version", Integer),
    Column("party", String(96)),
    Column("agency", String(64), nullable=False, index=True),
    Column("reason", String(16), nullable=False),
    Column("days", Integer, nullable=False),
    Column("on", String(10), nullable=False, index=True),
    PrimaryKeyConstraint("subject", "version", "party"),
)
"""What counts in the score, as facts: `version` is the event's, `reason` a key of the site's
points, `days` the working days by which it was late. The points are reckoned when one looks."""

supervision_register = Register(
    "documents.supervision", tables=(supervisions, supervision_shares, supervision_marks)
)
on = supervision_register.on

_changed = changing(supervisions)


@on("documents.Supervision.Opened")
def opened(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line; the office gives it to somebody."""
    facts, source = event.facts, event.source
    yield Put(
        supervisions,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "number": event.number,
            "title": facts["title"],
            "kind": event.kind,
            "urgency": facts["urgency"],
            "source_room": source.get("room", ""),
            "source": source.get("id", ""),
            "leader": event.leader,
            "hosts": "",
            "stage": Stage.OPENED,
            "deadline": event.deadline,
            "days_late": 0,
            "opened_on": office_day(event.timestamp).isoformat(),
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind=KIND_WORDS[Kind(event.kind)],
        urgency=facts["urgency"],
        origin=facts["basis"],
        number=event.number,
    )
    if ink := source.get("ink"):
        yield refers(event, entry, digest=ink)
    yield from _done(event, entry, "立项")
    yield _waits(event, entry, Step.ASSIGN)


@on("documents.Supervision.Assigned")
def assigned(event: Any, entry: Entry) -> Iterator[Operation]:
    """With those who carry it out."""
    for each in event.shares:
        share = Share.from_json(each)
        yield Put(
            supervision_shares,
            {
                "subject": event.originator_id,
                "party": share.party,
                "agency": entry.agency,
                "name": share.name,
                "host": share.host,
                "deadline": share.deadline,
                "stage": ShareStage.AT_WORK,
                "given_on": office_day(event.timestamp).isoformat(),
            },
        )
    yield _changed(event, hosts=event.hosts)
    yield from _done(event, entry, "交办")
    yield from _moved(event, entry)
    if event.pages:
        yield refers(event, entry, digest=event.pages)


@on("documents.Supervision.ProgressReported")
def progress_reported(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes on."""
    yield _changed(event)
    yield from _needs_files(event, entry)


@on("documents.Supervision.ExtensionAsked")
def extension_asked(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office decides."""
    yield _changed(event)
    yield from _needs_files(event, entry)
    yield waits(
        event,
        entry,
        role=CLERK.role,
        slot=_asking(event.party),
        step=Step.DECIDE,
        asked=STEP_WORDS[Step.DECIDE],
    )


@on("documents.Supervision.Extended")
def extended(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another day; it counts."""
    yield _changed(event, deadline=event.deadline)
    yield _share(event, deadline=event.until)
    yield waits_no_more(event.originator_id, slot=_asking(event.party))
    yield _mark(event, entry, event.party, "extended")
    yield from _done(event, entry, "同意延期")


@on("documents.Supervision.Rearranged")
def rearranged(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another day, or another host."""
    yield _share(event, deadline=event.until, host=event.host)
    yield _changed(event, hosts=event.hosts, deadline=event.deadline)
    yield from _done(event, entry, "调整承办")
    yield from _moved(event, entry)


@on("documents.Supervision.Denied")
def denied(event: Any, entry: Entry) -> Iterator[Operation]:
    """As before."""
    yield _changed(event)
    yield waits_no_more(event.originator_id, slot=_asking(event.party))
    yield from _done(event, entry, "不同意延期")


@on("documents.Supervision.Urged")
def urged(event: Any, entry: Entry) -> Iterator[Operation]:
    """It counts."""
    yield _changed(event)
    yield _mark(event, entry, event.party, "urged")
    yield from _done(event, entry, "催办")


@on("documents.Supervision.Reported")
def reported(event: Any, entry: Entry) -> Iterator[Operation]:
    """In time or late."""
    yield _share(event, stage=ShareStage.REPORTED)
    yield waits_no_more(event.originator_id, slot=_asking(event.party))
    reason = "late" if event.days_late else "on_time"
    yield _mark(event, entry, event.party, reason, days=event.days_late)
    yield from _done(event, entry, "反馈办理结果")
    yield from _moved(event, entry)
    yield from _needs_files(event, entry)


@on("documents.Supervision.SentBack")
def sent_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """To be done again."""
    yield _share(event, stage=ShareStage.AT_WORK)
    yield _mark(event, entry, event.party, "sent_back")
    yield from _done(event, entry, "退回重办")
    yield from _moved(event, entry)


@on("documents.Supervision.ShareEnded")
def share_ended(event: Any, entry: Entry) -> Iterator[Operation]:
    """Theirs no more."""
    yield _share(event, stage=ShareStage.ENDED)
    yield _changed(event, hosts=event.hosts)
    yield waits_no_more(event.originator_id, slot=_asking(event.party))
    if event.why == "refused":
        yield _mark(event, entry, event.party, "refused")
    yield from _moved(event, entry)


@on("documents.Supervision.Answered")
def answered(event: Any, entry: Entry) -> Iterator[Operation]:
    """Who proposed it has the answer."""
    yield _changed(event)
    yield from _done(event, entry, "登记答复")


@on("documents.Supervision.FeedbackEntered")
def feedback_entered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It counts for every host."""
    for party in event.parties:
        yield _mark(event, entry, party, event.satisfaction)
    yield from _done(event, entry, "登记反馈意见")
    if event.satisfaction == "dissatisfied":
        yield from _moved(event, entry)
    else:
        yield _changed(event)


@on("documents.Supervision.Submitted")
def submitted(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before the leader."""
    yield _changed(event, stage=Stage.SUBMITTED, leader=event.to)
    yield from _done(event, entry, "报请审阅")
    yield waits(event, entry, person=event.to, step=Step.SEE, asked=STEP_WORDS[Step.SEE])


@on("documents.Supervision.Returned")
def returned(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office has it done again."""
    yield _changed(event, stage=Stage.REPORTED)
    yield from _done(event, entry, "退回")
    yield _waits(event, entry, Step.CHECK)


@on("documents.Supervision.Seen")
def seen(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office may close it."""
    yield _changed(event, stage=Stage.SEEN)
    yield from _done(event, entry, "审阅")
    yield _waits(event, entry, Step.CLOSE)


@on("documents.Supervision.Closed", "documents.Supervision.Dropped")
def ended(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing is left to do."""
    closed = type(event).__name__ == "Closed"
    late = {"days_late": event.days_late} if closed else {}
    yield _changed(event, stage=Stage.CLOSED if closed else Stage.DROPPED, **late)
    for party in event.ended:
        yield Change(
            supervision_shares,
            {"subject": event.originator_id, "party": party},
            {"stage": ShareStage.ENDED},
        )
        yield waits_no_more(event.originator_id, slot=_asking(party))
    yield waits_no_more(event.originator_id)
    yield from _done(event, entry, "销号" if closed else "撤项")


@on("documents.Supervision.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another sees the result."""
    yield _changed(event, leader=event.taker)
    yield passes_on(event.originator_id, to=event.taker)


_WAITING = {Stage.OPENED: Step.ASSIGN, Stage.REPORTED: Step.CHECK}


def _moved(event: Any, entry: Entry) -> Iterator[Operation]:
    """As the event says that it stands; what waited for somebody's step waits for the next.

    What stands before the leader, or is seen, waits on while a helper reports.
    """
    yield _changed(event, stage=event.stage)
    if event.stage in (Stage.SUBMITTED, Stage.SEEN):
        return
    step = _WAITING.get(Stage(event.stage))
    yield _waits(event, entry, step) if step else waits_no_more(event.originator_id)


def _waits(event: Any, entry: Entry, step: Step) -> Operation:
    return waits(event, entry, role=CLERK.role, step=step, asked=STEP_WORDS[step])


def _asking(party: str) -> str:
    """The slot of a party's request."""
    return party[-64:]


def _share(event: Any, **values: Any) -> Operation:
    key = {"subject": event.originator_id, "party": event.party}
    return Change(supervision_shares, key, values)


def _mark(event: Any, entry: Entry, party: str, reason: str, *, days: int = 0) -> Operation:
    return Put(
        supervision_marks,
        {
            "subject": event.originator_id,
            "version": event.originator_version,
            "party": party,
            "agency": entry.agency,
            "reason": reason,
            "days": days,
            "on": office_day(event.timestamp).isoformat(),
        },
    )


def _needs_files(event: Any, entry: Entry) -> Iterator[Operation]:
    for each in event.files:
        yield refers(event, entry, digest=each["digest"])


def _done(event: Any, entry: Entry, act: str) -> Iterator[Operation]:
    if event.by == COURIER:
        return
    yield from did(event, entry, act)
