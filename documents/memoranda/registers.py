"""The register of memoranda (签报登记簿), who takes part in each, and what waits on desks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table, Text, Uuid

from documents.memoranda.route import Turn, TurnChange, people_on
from documents.memoranda.stages import STEP_WORDS, Stage, Step
from office.desk.registers import (
    TO_DO,
    TO_READ,
    describes,
    has_done,
    redescribes,
    waits,
    waits_no_more,
)
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, Remove, changing
from office.kernel.store import register_tables

ROOM = "memorandum"
KIND = "签报"

memoranda = Table(
    "memoranda",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("drafter", String(64), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("document", String(36), nullable=False, index=True),
    Column("drafted_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("memoranda_latest", "agency", "changed_at", "subject"),
)

involved = Table(
    "memorandum_people",
    register_tables,
    Column("subject", Uuid),
    Column("person", String(64), index=True),
    Column("agency", String(64), nullable=False),
    PrimaryKeyConstraint("subject", "person"),
)

memorandum_register = Register("documents.memoranda", tables=(memoranda, involved))
on = memorandum_register.on

_changed = changing(memoranda)

ACTS = {
    "Submitted": "呈报",
    "Reviewed": "部门审核",
    "Checked": "办公室审核",
    "Countersigned": "会签",
    "Differed": "会签",
    "Approved": "审批",
    "Disapproved": "审批",
    "Returned": "退回",
    "TakenBack": "取回",
    "HandedOver": "移交",
}
HANDED_ON = tuple(f"documents.Memorandum.{name}" for name in ACTS if name != "Submitted")


@on("documents.Memorandum.Drafted")
def drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line in the register, and on the drafter's desk."""
    subject, facts = event.originator_id, event.facts
    yield Put(
        memoranda,
        {
            "subject": subject,
            "agency": entry.agency,
            "number": "",
            **_listed(facts),
            "drafter": event.whose,
            "stage": Stage.DRAFTING,
            "document": "",
            "drafted_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind=KIND,
        urgency=facts["urgency"],
        origin=facts["unit"],
    )
    yield from _takes_part(event, entry, (event.by, event.whose))
    yield waits(event, entry, person=event.whose, slot=event.whose, step=Step.SUBMIT, asked="呈报")
    yield refers(event, entry, digest=event.revision)


@on("documents.Memorandum.Revised")
def revised(event: Any, entry: Entry) -> Iterator[Operation]:
    """The text changed, and with it perhaps what the lists show."""
    facts = event.facts
    yield _changed(event, **_listed(facts))
    yield redescribes(
        event.originator_id,
        title=facts["title"],
        urgency=facts["urgency"],
        origin=facts["unit"],
    )
    for digest in (event.revision, *event.files):
        yield refers(event, entry, digest=digest)


@on("documents.Memorandum.Submitted")
def submitted(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its number and its route."""
    yield _changed(event, number=event.number)
    yield redescribes(event.originator_id, number=event.number)
    route = [Turn.from_json(each) for each in event.route]
    yield from _takes_part(event, entry, people_on(route))
    yield from handed_on(event, entry)


@on(*HANDED_ON)
def handed_on(event: Any, entry: Entry) -> Iterator[Operation]:
    """From some desks to others; at the end to the drafter's, to be read."""
    subject, move = event.originator_id, TurnChange.from_json(event.move)
    yield _changed(event, stage=move.stage)
    for person in move.gone:
        yield waits_no_more(subject, slot=person)
    if move.step:
        yield from _comes(event, entry, move, step=move.step)
    yield from _takes_part(event, entry, (event.by, *move.comes))
    yield from _done(event, entry, ACTS[type(event).__name__])
    for name in ("pages", "screen"):
        if digest := getattr(event, "shown", {}).get(name):
            yield refers(event, entry, digest=digest)


@on("documents.Memorandum.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """One stands for the other, also where nothing waits for either."""
    yield _changed(event, drafter=event.drafter)
    yield from _takes_part(event, entry, (event.taker,))


@on("documents.Memorandum.Acknowledged")
def acknowledged(event: Any, entry: Entry) -> Iterator[Operation]:
    """The drafter knows."""
    yield _changed(event)
    yield waits_no_more(event.originator_id, slot=event.whose)
    yield from _done(event, entry, "阅办理结果")


@on("documents.Memorandum.BecameDocument")
def became(event: Any, entry: Entry) -> Iterator[Operation]:
    """From here on the document is handled."""
    yield _changed(event, document=event.document)
    yield from _takes_part(event, entry, (event.by,))


@on("documents.Memorandum.ReadersChanged")
def readers_changed(event: Any, entry: Entry) -> Iterator[Operation]:
    """On the lists of these, and of those no more."""
    yield from _takes_part(event, entry, event.comes)
    for person in event.goes:
        yield Remove(involved, {"subject": event.originator_id, "person": person})


def _comes(event: Any, entry: Entry, move: TurnChange, *, step: Step) -> Iterator[Operation]:
    for person in move.comes:
        yield waits(
            event,
            entry,
            person=person,
            slot=person,
            to=TO_READ if move.stage.is_over else TO_DO,
            step=step,
            asked=STEP_WORDS[step],
        )


def _listed(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in ("title", "unit", "urgency")}


def _takes_part(event: Any, entry: Entry, people: Iterable[str]) -> Iterator[Operation]:
    for person in dict.fromkeys(people):
        row = {"subject": event.originator_id, "person": person, "agency": entry.agency}
        yield Put(involved, row)


def _done(event: Any, entry: Entry, act: str) -> Iterator[Operation]:
    for person in dict.fromkeys((event.by, getattr(event, "whose", event.by))):
        yield has_done(event, entry, act, person=person)
