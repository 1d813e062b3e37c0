"""Asking other agencies about a draft, and answering for them, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from documents.answering.inquiry import Inquiry
from documents.answering.registers import inquiries
from documents.answering.stages import Stage
from documents.consulting.comments import comments_of
from documents.consulting.consultation import Consultation
from documents.consulting.verdicts import AgencyVerdict, Asking
from documents.outgoing.document import Document
from tests.offices import CITY, EAST, WEST, Offices, by, manuscript

DEADLINE = date(2026, 11, 27)  # a Friday, a week after the offices' morning
REASONS = "二（一）：期限过短，建议改为年底前。"


def drafted(office: Offices, **other: Any) -> UUID:
    """A draft of the city."""
    drafter = by(f"{CITY}/drafter")
    text = manuscript(**other)
    return office.documents.draft(drafter, identity=f"{CITY}-office", manuscript=text)


def ask(
    office: Offices,
    document: UUID,
    asking: Asking,
    *,
    agencies: Sequence[str] = (EAST, WEST),
    deadline: date = DEADLINE,
    note: str = "",
    deliver: bool = True,
) -> UUID:
    """The drafter asks, in an act of its own; the courier carries."""
    rooms = office.consultations
    it = office.documents.load(Document, document)
    shown = office.documents.typesetter.shown(CITY, it.revision)
    act = by(f"{CITY}/drafter")
    asked = rooms.perform(
        act,
        name="ask",
        given={},
        decide=lambda: str(
            rooms.ask(
                act,
                document=document,
                asking=asking,
                agencies=agencies,
                deadline=deadline,
                shown=shown,
                facts=it.facts,
                note=note,
            )
        ),
    )
    if deliver:
        office.deliver()
    return UUID(asked)


def inquiry(office: Offices, agency: str) -> UUID:
    """What came to the agency last."""
    query = select(inquiries.c.subject).where(inquiries.c.agency == agency)
    with office.node.store.reading() as connection:
        found = (
            connection.execute(
                query.order_by(inquiries.c.changed_at, inquiries.c.stage == Stage.ARRIVED)
            )
            .scalars()
            .all()
        )
    return found[-1]


def assigned(office: Offices, agency: str, *, helpers: Sequence[str] = ()) -> UUID:
    """Signed for, registered and before its handler."""
    rooms, clerk, it = office.inquiries, f"{agency}/clerk", inquiry(office, agency)
    rooms.sign_for(by(clerk), it, seen=1)
    rooms.register(by(clerk), it, seen=2)
    rooms.assign(by(clerk), it, to=f"{agency}/handler", helpers=helpers, note="请研提", seen=3)
    return it


def propose(
    office: Offices, agency: str, it: UUID, *, verdict: AgencyVerdict, comments: str = ""
) -> None:
    """The handler lays an answer before the leader."""
    office.inquiries.propose(
        by(f"{agency}/handler"),
        it,
        to=f"{agency}/signer",
        verdict=verdict,
        opinion="",
        comments=comments_of(comments),
        seen=office.inquiries.load(Inquiry, it).version,
    )


def answer(
    office: Offices,
    agency: str,
    verdict: AgencyVerdict,
    comments: str = "",
    *,
    deliver: bool = True,
) -> UUID:
    """The agency answers what came last, through all its steps."""
    it = assigned(office, agency)
    propose(office, agency, it, verdict=verdict, comments=comments)
    rooms = office.inquiries
    joint = rooms.load(Inquiry, it).asking is Asking.JOINT
    rooms.approve(
        by(f"{agency}/signer"),
        it,
        words="",
        signature=f"{agency}-office" if joint else "",
        seen=rooms.load(Inquiry, it).version,
    )
    if deliver:
        office.deliver()
    return it


def standing(office: Offices, consultation: UUID) -> Consultation:
    """The consultation as it stands."""
    return office.consultations.load(Consultation, consultation)


def seen(office: Offices, consultation: UUID) -> int:
    """Its version."""
    return standing(office, consultation).version


def revision(office: Offices, document: UUID) -> str:
    return office.documents.load(Document, document).revision


def open_matters(office: Offices, document: UUID) -> list[str]:
    return office.consultations.open_matters(document, revision=revision(office, document))
