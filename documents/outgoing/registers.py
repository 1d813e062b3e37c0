"""The register of outgoing documents (发文登记簿), and what they put on desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, String, Table, Text, Uuid

from documents.holding import CLERK, NOBODY, Holder
from documents.outgoing.stages import STAGE_WORDS, Stage
from office.desk.registers import describes, has_done, redescribes, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables

ROOM = "document"

documents = Table(
    "documents",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("identity", String(64), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("type", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("number", Text, nullable=False),
    Column("drafter", String(64), nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

outgoing_register = Register("documents.outgoing", tables=(documents,))
on = outgoing_register.on

ACTS = {
    "Submitted": "送核",
    "Reviewed": "核稿",
    "SignedOff": "签发",
    "Returned": "退回",
    "Rechecked": "复核",
    "Numbered": "编号",
    "Typeset": "排版",
    "Released": "核发",
    "Dispatched": "分发",
}


@on("documents.Document.Drafted")
def drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new line in the register, and on the drafter's desk."""
    facts = event.facts
    yield Put(
        documents,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "identity": event.identity,
            "stage": Stage.DRAFTING,
            "type": facts["type"],
            "title": facts["title"],
            "urgency": facts["urgency"],
            "number": "",
            "drafter": event.by,
            "drafted_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        subject=event.originator_id,
        agency=entry.agency,
        room=ROOM,
        title=facts["title"],
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=facts["issuer"],
    )
    yield _waits(event, entry, Stage.DRAFTING, Holder(person=event.by))
    yield refers(subject=event.originator_id, agency=entry.agency, digest=event.revision)


@on("documents.Document.Revised")
def revised(event: Any, entry: Entry) -> Iterator[Operation]:
    """The text changed, and with it perhaps what the lists show."""
    facts = event.facts
    shown = {name: facts[name] for name in ("type", "title", "urgency")}
    yield _changed(event, **shown)
    yield redescribes(
        event.originator_id,
        title=facts["title"],
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=facts["issuer"],
    )
    yield refers(subject=event.originator_id, agency=entry.agency, digest=event.revision)


@on("documents.Document.Submitted")
def submitted(event: Any, entry: Entry) -> Iterator[Operation]:
    """On to the reviewer."""
    yield from _moved(event, entry, Stage.REVIEWING, Holder(person=event.to))
    yield from _keeps(event, entry, event.shown)


@on("documents.Document.Reviewed")
def reviewed(event: Any, entry: Entry) -> Iterator[Operation]:
    """On to the signer."""
    yield from _moved(event, entry, Stage.SIGNING, Holder(person=event.to))
    yield from _keeps(event, entry, event.shown)


@on("documents.Document.SignedOff")
def signed_off(event: Any, entry: Entry) -> Iterator[Operation]:
    """On to the clerks."""
    yield from _moved(event, entry, Stage.RECHECKING, CLERK)
    yield from _keeps(event, entry, event.shown)


@on("documents.Document.Returned")
def returned(event: Any, entry: Entry) -> Iterator[Operation]:
    """Back to whoever acted there."""
    yield from _moved(event, entry, Stage(event.stage), Holder(person=event.to))


@on("documents.Document.Rechecked")
def rechecked(event: Any, entry: Entry) -> Iterator[Operation]:
    """In order; the number comes next."""
    yield from _moved(event, entry, Stage.NUMBERING, CLERK)


@on("documents.Document.Numbered")
def numbered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its number."""
    yield from _moved(event, entry, Stage.TYPESETTING, CLERK)
    yield _changed(event, number=event.number)
    yield redescribes(event.originator_id, number=event.number)


@on("documents.Document.Typeset")
def typeset(event: Any, entry: Entry) -> Iterator[Operation]:
    """The original is stored."""
    yield from _moved(event, entry, Stage.RELEASING, CLERK)
    yield from _keeps(event, entry, event.original)


@on("documents.Document.Released")
def released(event: Any, entry: Entry) -> Iterator[Operation]:
    """Ready to go out."""
    yield from _moved(event, entry, Stage.DISPATCHING, CLERK)


@on("documents.Document.Dispatched")
def dispatched(event: Any, entry: Entry) -> Iterator[Operation]:
    """Out of the house."""
    yield from _moved(event, entry, Stage.DISPATCHED, NOBODY)


def _moved(event: Any, entry: Entry, stage: Stage, holder: Holder) -> Iterator[Operation]:
    yield _changed(event, stage=stage)
    yield _waits(event, entry, stage, holder)
    yield from has_done(
        subject=event.originator_id,
        agency=entry.agency,
        person=event.by,
        act=ACTS[type(event).__name__],
        at=event.timestamp,
    )


def _waits(event: Any, entry: Entry, stage: Stage, holder: Holder) -> Operation:
    if holder.nobody:
        return waits_no_more(event.originator_id)
    return waits(
        subject=event.originator_id,
        agency=entry.agency,
        person=holder.person,
        role=holder.role,
        asked=STAGE_WORDS[stage],
        since=event.timestamp,
    )


def _changed(event: Any, **values: Any) -> Operation:
    changed = {**values, "changed_at": event.timestamp}
    return Change(documents, {"subject": event.originator_id}, changed)


def _keeps(event: Any, entry: Entry, shown: dict[str, Any]) -> Iterator[Operation]:
    """The pages for paper, and since there are any, those for the screen and in OFD."""
    for name in ("pages", "screen", "ofd"):
        if name in shown:
            digest = shown[name]
            yield refers(subject=event.originator_id, agency=entry.agency, digest=digest)
