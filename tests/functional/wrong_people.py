"""Papers of every room and stage, and who may do what with them whatever else: for the tests of
those who may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, select

from documents.answering.application import Inquiries
from documents.answering.inquiry import Inquiry
from documents.consignments.application import Consignments
from documents.consulting.application import Consultations
from documents.consulting.consultation import Consultation
from documents.consulting.verdicts import Asking
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage as InStage
from documents.manuscript import Manuscript, Paragraph
from documents.memoranda.application import Memoranda
from documents.memoranda.memorandum import Memorandum
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.registers import documents
from documents.outgoing.stages import Stage
from office.directory.answers import Incumbent
from office.directory.kinds import Role
from office.kernel.act import Act
from tests.carrying import carry_due
from tests.functional.office_app import CITY, DRAFTER, OFFICE, OfficeApp

ASKED = ("990100011", "990100013")
"""Agencies of the city that are asked about a draft."""

BESIDE = frozenset(
    {
        *("acknowledge", "ratify", "reroute", "settle", "take_back"),
        *("deny_sign_off", "set_openness_back"),
        *("requeue", "sign_for_return", "unfold", "void_number"),
    }
)
"""What a drafter, a signer, a clerk or who sent it on may do while a paper lies elsewhere."""


@dataclass(frozen=True)
class Papers:
    """One outgoing and incoming paper per stage, and what hangs on them."""

    outgoing: dict[Stage, Document]
    incoming: dict[InStage, Incoming]
    consultation: Consultation
    inquiries: list[Inquiry]
    memorandum: Memorandum


def papers_of(office: OfficeApp) -> Papers:
    """One paper for each stage that the demonstration shows, the city's if it can be.

    And a draft about which two agencies are asked, one of which works on it; a memorandum that is
    being drafted.
    """
    find = office.house.find
    consultation = _asked(office)
    asked = [
        Inquiry.id_of(agency=each.code, sender=CITY, consignment=each.consignment)
        for each in consultation.places.values()
    ]
    _assigned(office, find(Inquiries).load(Inquiry, asked[-1]))
    outgoing = {
        Stage(row.stage): find(Documents).load(Document, row.subject)
        for row in sorted(_rows(office, documents), key=lambda row: bool(row.agency == CITY))
    }
    incoming = {
        InStage(row.stage): find(Incomings).load(Incoming, row.subject)
        for row in _rows(office, incomings)
    }
    memorandum = find(Memoranda).draft(
        office.by(DRAFTER),
        manuscript=Manuscript(type="请示", title="关于试探的请示"),
        unit="综合科",
    )
    return Papers(
        outgoing,
        incoming,
        consultation,
        [find(Inquiries).load(Inquiry, each) for each in asked],
        find(Memoranda).load(Memorandum, memorandum),
    )


def _asked(office: OfficeApp) -> Consultation:
    room = office.house.find(Documents)
    text = Manuscript(
        type="通知",
        title="关于会签试探的通知",
        recipients="各区人民政府",
        body=(Paragraph(0, "特此通知。"),),
    )
    draft = room.draft(office.by(DRAFTER), identity=OFFICE, manuscript=text)
    room.consult(
        office.by(DRAFTER),
        draft,
        asking=Asking.COUNTERSIGN,
        agencies=ASKED,
        deadline=date(2026, 11, 27),
        seen=room.load(Document, draft).version,
    )
    rooms = office.house.find(Consignments)
    carry_due(rooms)
    return office.house.find(Consultations).of_document(draft)[-1]


def _assigned(office: OfficeApp, inquiry: Inquiry) -> None:
    """One proposes the answer, another is asked for an opinion."""
    room, directory = office.house.find(Inquiries), office.house.directory
    clerk = directory.people_with_role(inquiry.agency, Role.CLERK)[0]
    to, helper, *_ = dict.fromkeys(
        str(each.person.id) for each in directory.posts_on(inquiry.agency)
    )
    steps: tuple[tuple[Callable[..., None], dict[str, Any]], ...] = (
        (room.sign_for, {}),
        (room.register, {}),
        (room.assign, {"to": to, "helpers": [helper], "note": ""}),
    )
    for step, given in steps:
        act = Act(agency=inquiry.agency, person=str(clerk.person.id), command=str(uuid4()))
        step(act, inquiry.id, **given, seen=room.load(Inquiry, inquiry.id).version)


def _rows(office: OfficeApp, table: Table) -> Iterator[Any]:
    with office.house.node.store.reading() as connection:
        yield from connection.execute(select(table)).all()


def may(posts: list[Incumbent], paper: Any) -> bool:
    """Whether the paper is in the hands of who holds these posts, or goes round to them."""
    person = str(posts[0].person.id)
    roles = {str(role) for post in posts if post.agency == paper.agency for role in post.roles}
    goes_round = {Incoming: "readers", Inquiry: "helpers"}.get(type(paper), "")
    return (
        person in getattr(paper, goes_round, ())
        or person in paper.holder.people
        or paper.holder.role in roles
    )


def may_beside(posts: list[Incumbent], paper: Any) -> bool:
    """Whether somebody may do such an act, or may at least try."""
    person = str(posts[0].person.id)
    others = ("drafter", "signer", "last_to_hand_on")  # which only an outgoing one has
    return is_there(posts, paper, Role.CLERK) or person in {
        getattr(paper, each, None) for each in others
    }


def is_there(posts: list[Incumbent], paper: Any, role: Role) -> bool:
    """Whether one of the posts has this role in the paper's agency."""
    return any(role in post.roles and post.agency == paper.agency for post in posts)
