"""Requests on their way: what is moot is not brought, what is refused unread is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from documents.consignments.capsule import NotTaken, Request
from documents.consignments.claims import Item
from documents.consignments.consignment import Consignment
from documents.consignments.registers import REQUEST, outbox
from documents.consignments.states import Asks, Code, State
from documents.incoming.incoming import Incoming
from tests.offices import CITY, EAST, Offices, arrived, by, dispatched

SENDER, CLERK = f"{CITY}/clerk", f"{EAST}/clerk"


def sent_to_east(office: Offices) -> Any:
    """The consignment, delivered."""
    document = dispatched(office)
    office.deliver()
    return office.consignments.of_document(document)[0]


def ask(office: Offices, row: Any) -> None:
    office.consignments.request_recall(by(SENDER), row.subject, reason="附件有误")


def carry(office: Offices, *, requests: bool) -> None:
    """What waits now: requests, or all the rest."""
    with office.node.store.reading() as connection:
        rows = connection.execute(select(outbox)).all()
    for row in rows:
        if (row.item == REQUEST) is requests:
            office.consignments.carry(Item(row.subject, row.item, row.addressee or EAST))


def it_came(office: Offices) -> Incoming:
    return office.incomings.load(Incoming, arrived(office, EAST))


def test_what_has_become_moot_is_not_asked_of_the_next_sending(office: Offices) -> None:
    row = sent_to_east(office)
    ask(office, row)
    paper = it_came(office)
    office.incomings.refuse(by(CLERK), paper.id, reason="错投", seen=paper.version)
    carry(office, requests=False)
    office.consignments.requeue(by(SENDER), row.subject, reason="已核实")
    carry(office, requests=False)
    carry(office, requests=True)
    assert it_came(office).asked is None
    assert office.consignments.load(Consignment, row.subject).asked is None
    with office.node.store.reading() as connection:
        waiting = connection.execute(select(outbox).where(outbox.c.item == REQUEST)).all()
    assert not waiting


def test_what_another_system_does_not_take_is_said_and_may_be_asked_again(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = sent_to_east(office)
    real: Any = office.consignments.gateways[0]

    def refuse(_: Request) -> None:
        raise NotTaken(Code.TYPE_UNMAPPED, "对方系统不受理追回，请电话联系。")

    with monkeypatch.context() as patch:
        patch.setattr(real, "ask", refuse)
        ask(office, row)
        office.deliver()
    (shown, _) = office.consignments.of_document(row.document)
    assert (shown.asked, shown.problem) == ("", "对方系统不受理追回，请电话联系。")
    assert shown.state == State.DELIVERED
    ask(office, row)
    office.deliver()
    assert it_came(office).asked is not None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"consignment": str(uuid4())}, Code.ENVELOPE_INVALID),
        ({"sender": "WEST"}, Code.ENVELOPE_INVALID),
        ({"addressee": "NOWHERE"}, Code.ADDRESSEE_UNKNOWN),
        ({"reason": " "}, Code.ENVELOPE_INVALID),
        ({"reason": "长" * 1001}, Code.ENVELOPE_INVALID),
        ({"asks": Asks.AMEND}, Code.ENVELOPE_INVALID),
        ({"replaced_by": str(uuid4())}, Code.ENVELOPE_INVALID),
    ],
)
def test_what_nobody_could_answer_is_not_taken(
    office: Offices, wrong: dict[str, Any], code: Code
) -> None:
    row = sent_to_east(office)
    request = Request(
        id=str(uuid4()),
        consignment=str(row.subject),
        asks=Asks.RECALL,
        sender=CITY,
        addressee=EAST,
        at=office.node.clock.now(),
        reason="附件有误",
    )
    with pytest.raises(NotTaken) as refusal:
        office.arrivals.ask(replace(request, **wrong))
    assert refusal.value.code is code
    assert it_came(office).asked is None
    office.arrivals.ask(request)
    office.arrivals.ask(request)
    assert it_came(office).asked == request


def test_another_cannot_take_its_place_before_it_is_there(office: Offices) -> None:
    row = sent_to_east(office)
    request = Request(
        id=str(uuid4()),
        consignment=str(row.subject),
        asks=Asks.AMEND,
        sender=CITY,
        addressee=EAST,
        at=office.node.clock.now(),
        reason="附件有误",
        replaced_by=str(uuid4()),
    )
    office.arrivals.ask(request)
    paper = it_came(office)
    with pytest.raises(Exception, match="还没有送达"):
        office.incomings.grant_request(by(CLERK), paper.id, seen=paper.version)
