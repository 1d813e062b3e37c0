"""Every public command of the rooms: on which papers it is tried, and with what."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from documents.answering.application import Inquiries
from documents.assignments.application import Assignments
from documents.assignments.assignment import Assignment
from documents.assignments.registers import assignments
from documents.assignments.stages import Means
from documents.circulation.application import Circulations
from documents.circulation.circulation import Circulation
from documents.circulation.registers import circulations
from documents.circulation.stages import Mode
from documents.commissioning.application import Commissions
from documents.consignments.application import Consignments
from documents.consignments.channels import Channel
from documents.consignments.registers import consignments
from documents.consignments.returning import Fault
from documents.consulting.application import Consultations
from documents.consulting.place import Resolution
from documents.consulting.verdicts import AgencyVerdict as Answer
from documents.consulting.verdicts import Asking
from documents.distribution.application import DistributionLists
from documents.distribution.received.application import FurtherCopies
from documents.effect.application import Effects
from documents.effect.force import Change
from documents.effect.links import Relation
from documents.effect.receiving.application import EffectNotices
from documents.handling.transcription import Source, Transcription
from documents.incoming.application import Incomings
from documents.incoming.source_kinds import SourceKind
from documents.incoming.stages import Track, Way
from documents.manuscript import Manuscript
from documents.memoranda.application import Memoranda, Words
from documents.numbering.application import Numbering
from documents.numbering.registers import series
from documents.numbering.series import Series
from documents.opinions.application import Opinions
from documents.outgoing.application import Documents
from documents.outgoing.clearance import Ground
from documents.outgoing.route import PLAIN, Verdict
from documents.publication.application import Publications
from documents.replying.application import Replies
from office.kernel.clock import office_day
from office.kernel.room import Room
from tests.functional.office_app import (
    CITY,
    CLERK,
    LEADER,
    NOW,
    OFFICE,
    QINGHE,
    OfficeApp,
)
from tests.functional.wrong_people import Papers

BY_THEIR_PAPER: dict[type[Any], type[Any]] = {
    **dict.fromkeys((DistributionLists, Effects, Opinions, Publications), Documents),
    **dict.fromkeys((Commissions, EffectNotices, FurtherCopies, Replies), Incomings),
}
"""Rooms whose commands name a document or an incoming paper, or need none."""
ROOMS = (
    *(Documents, Incomings, Assignments, Consignments, Inquiries, Consultations, Memoranda),
    *(Numbering, Circulations),
    *BY_THEIR_PAPER,
)
SUBJECTS = (
    *("document", "incoming", "consignment"),
    *("inquiry", "consultation", "memorandum", "series", "assignment"),
    *("circulation", "paper"),
)

INTERNAL = {
    **{
        (room, name): "asked or told by a circulation, inside its guarded act"
        for room in (Incomings, Documents, Memoranda)
        for name in (
            *("circulated", "changed_readers", "read_by_all", "withdrawn"),
            "instruct_while_reading",
        )
    },
    (Circulations, "begin_for"): "part of circulating a paper",
    (Circulations, "remind_by_time"): "carried out by the timekeeper alone",
    (Circulations, "tell_of_instruction"): "part of a leader's instruction",
    (Circulations, "withdraw_all"): "part of completing or returning a paper",
    (Assignments, "open_for"): "part of assigning a paper",
    (Assignments, "withdraw_all"): "part of completing a paper",
    (Assignments, "urge_by_itself"): "carried out by the timekeeper alone",
    (Assignments, "note_urging"): "part of urging",
    (Numbering, "occupied"): "part of importing an old register",
    (Assignments, "tell_of_instruction"): "part of a leader's instruction",
    (Incomings, "handled"): "told by an assignment, in the commit of its result",
    (Incomings, "came_back"): "told by an assignment, in the commit of its refusal",
    (Incomings, "follow_host"): "told by an assignment, in the commit of its new deadline",
    (Incomings, "passed_on"): "told by an assignment, in the commit of its transfer",
    (Replies, "note_dispatched"): "part of dispatching the document",
    (Consultations, "pass_deadline"): "carried out by the timekeeper alone",
    (Effects, "remind_of_end"): "carried out by the timekeeper alone",
    (Effects, "run_out"): "carried out by the timekeeper alone",
    (Consignments, "dispatch"): "part of dispatching a document, asking and informing",
    (Consignments, "hand_out"): "the same on paper",
    (Consignments, "cancel"): "part of taking the document out of force",
    (DistributionLists, "dispatch"): "part of dispatching the document",
    (DistributionLists, "make_for"): "part of giving it a number",
    (DistributionLists, "enter"): "part of giving it a number",
    (Effects, "open_for"): "part of dispatching the document",
    (Effects, "tell_late"): "told by a consignment, in the commit of its receipt",
    (Consultations, "ask"): "part of consulting about a document and of sending it on",
    (Consultations, "withdraw_all"): "part of giving a draft up",
    (Documents, "agencies_answered"): "told by a consultation, in the commit of the answer",
    (Documents, "open_up"): "notes nothing for anybody else than who has it in hand",
    (Memoranda, "open_up"): "notes nothing for anybody else than who has it in hand",
    (Numbering, "identify"): "part of releasing a document",
    (Numbering, "take"): "part of numbering a paper of whatever kind",
    (Numbering, "void"): "part of voiding a document's number",
    (Opinions, "keep_scan"): "guarded by the permission that its caller names",
}
"""Commands inside another command, which is guarded, and why they have no guard of their own."""


def commands(room: type[Any]) -> dict[str, inspect.Signature]:
    """The room's public methods that act for a person, without what is part of another."""
    found = {
        name: inspect.signature(method)
        for name, method in inspect.getmembers(room)
        if callable(method) and not name.startswith("_") and not hasattr(Room, name)
    }
    return {
        name: each
        for name, each in found.items()
        if "act" in each.parameters and (room, name) not in INTERNAL
    }


def stock(office: OfficeApp, papers: Papers, room: type[Any]) -> list[Any]:
    """The papers on which the room's commands are tried."""
    kind = BY_THEIR_PAPER.get(room, room)
    if kind is Consignments:
        return [consignment_of(office)]
    if kind is Numbering:
        return [_series(office)]
    known: dict[type[Any], list[Any]] = {
        Documents: list(papers.outgoing.values()),
        Incomings: list(papers.incoming.values()),
        Inquiries: papers.inquiries,
        Consultations: [papers.consultation],
        Memoranda: [papers.memorandum],
        Assignments: [_assignment(office)],
        Circulations: [_circulation(office)],
    }
    return known[kind]


def consignment_of(office: OfficeApp) -> Any:
    room = office.house.find(Consignments)
    with office.house.node.store.reading() as connection:
        subject = connection.execute(select(consignments.c.subject)).scalars().first()
    assert subject is not None
    return room.repository.get(subject)


def _circulation(office: OfficeApp) -> Circulation:
    with office.house.node.store.reading() as connection:
        subject = connection.execute(select(circulations.c.subject)).scalars().first()
    assert subject is not None
    return office.house.find(Circulations).load(Circulation, subject)


def _assignment(office: OfficeApp) -> Assignment:
    query = select(assignments.c.subject).where(assignments.c.agency == QINGHE)
    with office.house.node.store.reading() as connection:
        subject = connection.execute(query).scalars().first()
    assert subject is not None
    return office.house.find(Assignments).load(Assignment, subject)


def _series(office: OfficeApp) -> Series:
    query = select(series.c.subject).where(series.c.agency == CITY)
    with office.house.node.store.reading() as connection:
        subject = connection.execute(query).scalars().first()
    assert subject is not None
    return office.house.find(Numbering).load(Series, subject)


def arguments(
    room: type[Any], signature: inspect.Signature, *, paper: Any, office: OfficeApp
) -> dict[str, Any]:
    """Something sensible for each parameter; one that is not known here has to be added."""
    leader, clerk = office.person(LEADER), office.person(CLERK)
    values: dict[str, Any] = {
        **dict.fromkeys(SUBJECTS, paper.id),
        **dict.fromkeys(("to", "person", "giver", "leader"), leader),
        **dict.fromkeys(("opinion", "note", "reason", "words", "result", "record"), "话"),
        **dict.fromkeys(("place", "organ", "scope", "basis", "purpose", "unit"), "某处"),
        **dict.fromkeys(("deadline", "until", "key", "approved_by", "telephone", "ruler"), ""),
        **dict.fromkeys(("keeping", "number", "registration", "signature", "pin"), ""),
        **dict.fromkeys(("readers", "slips", "lines", "settled", "helpers", "comments"), ()),
        **dict.fromkeys(("taken_over", "checks"), ()),
        **dict.fromkeys(("supersedes", "undoing"), False),
        "host": f"person:{clerk}",
        "way": Way.FILED,
        "fault": Fault.OTHER,
        "arrival": None,
        "into": paper.id,
        "means": Means.SYSTEM,
        "mode": Mode.AT_ONCE,
        "room": "incoming",
        **dict.fromkeys(("reader",), leader),
        "order": [leader],
        "faults": [],
        **dict.fromkeys(
            ("answer_due", "straight", "circle", "numbered", "in_turn", "left"), False
        ),
        **dict.fromkeys(("copies", "position", "serial", "last", "count"), 1),
        **{name: [QINGHE] for name in ("addressees", "agencies", "codes")},
        **{name: {} for name in ("images", "files", "steps", "shown")},
        **dict.fromkeys(("day", "since"), "2026-11-20"),
        "taker": clerk,
        "seen": paper.version,
        "identity": OFFICE,
        "manuscript": Manuscript(type="通知", title="关于试探的通知"),
        **dict.fromkeys(("particulars", "entry")),
        "track": Track.HANDLING,
        "verdict": Verdict.AGREE,
        "ground": Ground.OTHER,
        "outcome": "coordinated",
        "route": PLAIN,
        "signed_at": NOW,
        "channel": Channel.POST,
        "change": Change.ANNUL,
        "relation": Relation.AMENDS,
        "transcription": Transcription(Source.TELEPHONE, office_day(NOW), clerk),
        "asking": Asking.COUNTERSIGN,
        "code": QINGHE,
        "treatments": [(QINGHE, 0, "adopted", "")],
        "pdf": b"%PDF-1.7",
        "revision": "0" * 64,
        "explained": "",
        "seam": False,
        "type": "通知",
        "part": "0" * 64,
        "on": date(2026, 11, 20),
        "serials": [1],
        "word": "某办发",
        "year": 2026,
        "replaced_by": uuid4(),
        "kind": SourceKind.SUPERIOR,
        **IN_THIS_ROOM.get(room, {}),
    }
    wanted = [name for name in signature.parameters if name not in ("self", "act")]
    if "said" in wanted:  # what is said at a step, handed on as it is
        wanted = [*(name for name in wanted if name != "said"), "opinion", "seen"]
    given = {name: values[name] for name in wanted}
    if signature.parameters.get("to") and "Sequence" in str(signature.parameters["to"].annotation):
        given["to"] = [given["to"]]
    if "date" in str(getattr(signature.parameters.get("deadline"), "annotation", "")):
        given["deadline"] = date(2026, 11, 27)
    return given


IN_THIS_ROOM: dict[type[Any], dict[str, Any]] = {
    Consultations: {"outcome": Resolution.AS_IS},
    Inquiries: {"verdict": Answer.AGREE},
    Memoranda: {"words": Words("话", {}), "route": []},
}
"""Parameters that mean something else there."""
