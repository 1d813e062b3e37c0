"""The register of outgoing documents (发文登记簿), and what they put on desks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Index, String, Table, Text, Uuid

from documents.opinions.registers import transcribed
from documents.outgoing.route import Move
from documents.outgoing.secrecy import SECRECY
from documents.outgoing.stages import OVER, STAGE_WORDS, Stage
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
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "document"

documents = Table(
    "documents",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("identity", String(64), nullable=False),
    Column("stage", String(32), nullable=False),
    Column("type", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("number", Text, nullable=False),
    Column("drafter", String(64), nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("documents_latest", "agency", "changed_at", "subject"),
)

outgoing_register = Register("documents.outgoing", tables=(documents,))
on = outgoing_register.on

_changed = changing(documents)

ACTS = {
    "Submitted": "送核",
    "Reviewed": "核稿",
    "Countersigned": "会签",
    "Endorsed": "审签",
    "SecrecyReviewed": "保密审查",
    "SecrecyObjected": "保密审查",
    "OpennessSetBack": "恢复公开属性",
    "Concluded": "外单位会签",
    "SignedOff": "签发",
    "Ratified": "补签",
    "SignOffDenied": "否认签发",
    "Acknowledged": "阅知更正",
    "DissentSettled": "协调分歧",
    "Rerouted": "调整流程",
    "Redirected": "转办",
    "TakenBack": "取回",
    "HandedOver": "移交",
    "Returned": "退回",
    "Abandoned": "撤稿",
    "Rechecked": "复核",
    "Numbered": "编号",
    "NumberVoided": "文号作废",
    "Typeset": "排版",
    "Proofread": "校对",
    "Printed": "印制",
    "Sealed": "用印",
    "PartnerAskedAgain": "再送用印",
    "Released": "核发",
    "SentBack": "退回",
    "Dispatched": "分发",
}
"""What each act is called among what somebody has done (已办)."""

MOVING = tuple(f"documents.Document.{name}" for name in ACTS)
SHOWING = tuple(
    f"documents.Document.{name}"
    for name in (
        *("Submitted", "Reviewed", "Countersigned", "Endorsed"),
        *("SecrecyReviewed", "SecrecyObjected", "SignedOff"),
    )
)


SPEAKING = tuple(
    f"documents.Document.{name}" for name in ("Reviewed", "Countersigned", "Endorsed")
)
OBJECTION = "objection"
DENIED = ("denied", "denied:drafter")
"""Where it is told that a sign-off was denied: to who entered it, and to who drafted the paper."""


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
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=facts["issuer"],
    )
    words = STAGE_WORDS[Stage.DRAFTING]
    yield _waits(event, entry, step=Stage.DRAFTING, asked=words, person=event.by)
    yield from _holds(event, entry)


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
    yield from _holds(event, entry)


@on(*MOVING)
def moved(event: Any, entry: Entry) -> Iterator[Operation]:
    """Whose desk it leaves and whose it comes to; who did something, and for whom."""
    if getattr(event, "move", None):
        yield from _turns(event, entry, _named(event, Move.from_json(event.move)))
    for person in dict.fromkeys((event.by, event.behalf or event.by)):
        yield has_done(event, entry, ACTS[type(event).__name__], person=person)


@on(*SHOWING)
def shown(event: Any, entry: Entry) -> Iterator[Operation]:
    """The pages somebody was shown are kept."""
    yield from _keeps(event, entry, event.shown)


@on("documents.Document.SecrecyReviewAsked")
def secrecy_asked(event: Any, entry: Entry) -> Iterator[Operation]:
    """Whoever must do the 保密审查 and has no turn has it on the desk beside; or nobody must."""
    if event.person:
        yield _waits(
            event, entry, step=SECRECY, asked="保密审查", person=event.person, slot=SECRECY
        )
    else:
        yield waits_no_more(event.originator_id, slot=SECRECY)


@on("documents.Document.SecrecyObjectionTold")
def objection_told(event: Any, entry: Entry) -> Iterator[Operation]:
    """Whoever drafted, has or signed off what was refused has that on the desk until it is
    mended; the signer, who may set the openness back, as something to do."""
    for person in event.no_longer:
        yield waits_no_more(event.originator_id, slot=_objection(person))
    known = dict.fromkeys(event.told, TO_READ) | {event.decides: TO_DO}
    for person, to in known.items():
        if person:
            yield _waits(
                event,
                entry,
                step=OBJECTION,
                asked="保密审查不同意",
                person=person,
                slot=_objection(person),
                to=to,
            )


@on(*SPEAKING, "documents.Document.SecrecyReviewed", "documents.Document.SecrecyObjected")
def secrecy_reviewed(event: Any, entry: Entry) -> Iterator[Operation]:
    """It is done, or refused."""
    if getattr(event, "secrecy_reviewed", True):
        yield waits_no_more(event.originator_id, slot=SECRECY)


@on("documents.Document.SignedOff")
def signed_off(event: Any, entry: Entry) -> Iterator[Operation]:
    """A telephone call waits for the leader's own hand."""
    yield from transcribed(event, entry)
    yield from _denied_no_more(event)
    if event.transcribed.get("kind") == "telephone":
        yield _waits(event, entry, step="ratify", asked="补签", person=event.turn, slot="ratify")


@on("documents.Document.Countersigned", "documents.Document.Endorsed")
def entered(event: Any, entry: Entry) -> Iterator[Operation]:
    """What somebody entered for a leader is among what they have done, and its scan is kept."""
    yield from transcribed(event, entry)


@on("documents.Document.Ratified")
def ratified(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has come."""
    yield waits_no_more(event.originator_id, slot="ratify")


@on("documents.Document.Returned", "documents.Document.SignOffDenied")
def returned(event: Any, entry: Entry) -> Iterator[Operation]:
    """What waited for the signer waits no more."""
    for slot in ("ratify", "correction"):
        yield waits_no_more(event.originator_id, slot=slot)


@on("documents.Document.SignOffDenied")
def denied(event: Any, entry: Entry) -> Iterator[Operation]:
    """Who entered it and who drafted it know, until it is signed off anew or given up."""
    begins = Move.from_json(event.move).begins
    for slot, person in zip(
        DENIED, dict.fromkeys((event.transcriber, event.drafter)), strict=False
    ):
        if person and person not in begins:
            yield _waits(
                event,
                entry,
                step="denied",
                asked="签发被否认",
                person=person,
                slot=slot,
                to=TO_READ,
            )


@on("documents.Document.Abandoned")
def abandoned(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing is left to know."""
    yield from _denied_no_more(event)


@on("documents.Document.Rechecked")
def rechecked(event: Any, entry: Entry) -> Iterator[Operation]:
    """A correction is told to the signer, and its text is kept."""
    if event.correction:
        facts = event.correction["facts"]
        yield _changed(event, title=facts["title"])
        yield refers(event, entry, digest=event.correction["revision"])
        yield _waits(
            event,
            entry,
            step="acknowledge",
            asked="阅知更正",
            person=event.correction["signer"],
            slot="correction",
            to=TO_READ,
        )


@on("documents.Document.Acknowledged")
def acknowledged(event: Any, entry: Entry) -> Iterator[Operation]:
    """The signer has seen it."""
    yield waits_no_more(event.originator_id, slot="correction")


@on("documents.Document.Numbered")
def numbered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its number."""
    yield _changed(event, number=event.number)
    yield redescribes(event.originator_id, number=event.number)


@on("documents.Document.NumberVoided")
def number_voided(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has none any more."""
    yield _changed(event, number="")
    yield redescribes(event.originator_id, number="")


@on("documents.Document.Typeset")
def typeset(event: Any, entry: Entry) -> Iterator[Operation]:
    """The original is stored."""
    yield from _keeps(event, entry, event.original)


@on("documents.Document.Sealed")
def sealed(event: Any, entry: Entry) -> Iterator[Operation]:
    """So are the sealed files, unless it was sealed by hand."""
    yield from _keeps(event, entry, getattr(event, "sealed", None) or {})


@on("documents.Document.PartnerSealed", "documents.Document.PartnerDeclined")
def answered_about_seal(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nobody's act of the house: it waits for the next seal, for the clerks, or goes on."""
    yield from _turns(event, entry, Move.from_json(event.move))
    yield from _keeps(event, entry, getattr(event, "sealed", None) or {})


def _denied_no_more(event: Any) -> Iterator[Operation]:
    for slot in DENIED:
        yield waits_no_more(event.originator_id, slot=slot)


def _objection(person: str) -> str:
    return f"{OBJECTION}:{person}"


def _named(event: Any, move: Move) -> Move:
    """What came back says so on the desk."""
    if type(event).__name__ == "SignOffDenied":
        return replace(move, name="签发被否认")
    back = type(event).__name__ == "Returned" and move.stage is Stage.DRAFTING
    return replace(move, name="退回修改") if back else move


def _turns(event: Any, entry: Entry, move: Move) -> Iterator[Operation]:
    yield _changed(event, stage=move.stage)
    for person in move.ends:
        yield waits_no_more(event.originator_id, slot=_slot(person))
    if move.role:
        yield _waits(event, entry, step=move.stage, asked=move.name, role=move.role, due=move.due)
    else:
        yield waits_no_more(event.originator_id)
    if move.stage in OVER:
        return
    for person in move.begins:
        yield _waits(event, entry, step=move.stage, asked=move.name, person=person, due=move.due)


def _slot(person: str) -> str:
    """Where a turn waits: each person's own, or the one for a role."""
    return f"act:{person}" if person else "act"


def _waits(
    event: Any,
    entry: Entry,
    *,
    step: str,
    asked: str,
    person: str = "",
    slot: str = "",
    **how: Any,
) -> Operation:
    return waits(
        event, entry, person=person, step=step, asked=asked, slot=slot or _slot(person), **how
    )


def _holds(event: Any, entry: Entry) -> Iterator[Operation]:
    """The text, and what is stored with it: images of its figures, attached files."""
    for digest in (event.revision, *event.files):
        yield refers(event, entry, digest=digest)


def _keeps(event: Any, entry: Entry, shown: dict[str, Any]) -> Iterator[Operation]:
    """The pages for paper, and since there are any, those for the screen and in OFD."""
    for name in ("pages", "screen", "ofd"):
        if name in shown:
            digest = shown[name]
            yield refers(event, entry, digest=digest)
