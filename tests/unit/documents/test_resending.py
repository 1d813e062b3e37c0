"""重新发送: what was refused or set aside reaches the receiver once more, and only once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.consignment import Consignment
from documents.consignments.ports import HERE
from documents.consignments.states import Code, State
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage, Track
from office.kernel.refusals import Conflict, Refused
from tests.offices import CITY, EAST, Offices, arrived, by, dispatched, states, waiting

SENDER, CLERK = f"{CITY}/clerk", f"{EAST}/clerk"


def refused(office: Offices) -> tuple[UUID, UUID]:
    """A document and the paper that the first addressee refused."""
    it = dispatched(office)
    office.deliver()
    paper = arrived(office, EAST)
    office.incomings.refuse(by(CLERK), paper, reason="缺附件", seen=1)
    office.deliver()
    return it, paper


def resend(office: Offices, document: UUID) -> UUID:
    consignment: UUID = office.consignments.of_document(document)[0].subject
    office.consignments.requeue(by(SENDER), consignment, reason="已电话说明")
    return consignment


def contents_of(office: Offices, paper: UUID) -> tuple[Any, dict[str, bytes]]:
    capsule = office.incomings.load(Incoming, paper).capsule
    get = office.node.content.get
    return capsule, {part.digest: get(EAST, part.digest) for part in capsule.parts}


def test_what_was_refused_and_sent_again_is_before_the_receivers_clerk(office: Offices) -> None:
    it, paper = refused(office)
    resend(office, it)
    row = office.consignments.of_document(it)[0]
    assert (row.state, row.delivered_at, row.problem) == (State.QUEUED, None, "")
    office.deliver()
    assert states(office, it)[0] == State.DELIVERED
    assert waiting(office, EAST) == [("", "clerk", "签收")]
    office.incomings.sign_for(by(CLERK), paper, seen=3)
    office.incomings.register(by(CLERK), paper, track=Track.HANDLING, seen=4)
    office.deliver()
    assert states(office, it)[0] == State.REGISTERED


def test_it_may_be_refused_and_sent_any_number_of_times(office: Offices) -> None:
    it, paper = refused(office)
    for seen in (3, 5):
        resend(office, it)
        office.deliver()
        assert office.incomings.load(Incoming, paper).stage is Stage.ARRIVED
        office.incomings.refuse(by(CLERK), paper, reason="仍缺附件", seen=seen)
        office.deliver()
        assert states(office, it)[0] == State.REFUSED
        assert waiting(office, EAST) == []


def test_a_sending_repeated_or_overtaken_opens_nothing(office: Offices) -> None:
    it, paper = refused(office)
    first, contents = contents_of(office, paper)
    for _ in range(3):
        office.arrivals.take(first, contents)
    assert office.incomings.load(Incoming, paper).stage is Stage.REFUSED
    resend(office, it)
    office.deliver()
    office.incomings.refuse(by(CLERK), paper, reason="仍缺附件", seen=3)
    second, _ = contents_of(office, paper)
    assert (first.sending, second.sending) == (1, 2)
    for capsule in (second, first, second):
        office.arrivals.take(capsule, contents)
    assert office.incomings.load(Incoming, paper).stage is Stage.REFUSED


def test_another_sending_with_other_content_is_a_conflict(office: Offices) -> None:
    _, paper = refused(office)
    capsule, contents = contents_of(office, paper)
    other = replace(capsule, sending=2, facts={**capsule.facts, "title": "另一件"})
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(other, contents)
    assert error.value.code is Code.CONFLICT
    assert office.incomings.load(Incoming, paper).stage is Stage.REFUSED


def test_a_paper_that_is_being_handled_goes_on_and_the_sender_learns_how_it_stands(
    office: Offices,
) -> None:
    gateway = office.consignments.gateways[0]

    class Liar:
        def reaches(self, agency: str) -> bool:
            return True

        def destination(self, agency: str) -> str:
            return HERE

        def send(self, capsule: Any, contents: Any) -> Any:
            gateway.send(capsule, contents)
            raise NotTaken(Code.ADDRESSEE_MOVED, "对方已迁址。")

        def report(self, report: Any) -> None:
            raise NotTaken(Code.BUSY, "对方正忙。")

    office.consignments.gateways[0] = Liar()
    it = dispatched(office)
    office.deliver()
    office.consignments.gateways[0] = gateway
    paper = arrived(office, EAST)
    office.incomings.sign_for(by(CLERK), paper, seen=1)
    assert states(office, it)[0] == State.DEAD_LETTERED
    resend(office, it)  # what the other side told of the first sending is still on its way
    office.deliver()
    assert states(office, it)[0] == State.SIGNED_FOR
    assert waiting(office, EAST) == [("", "clerk", "登记")]


def test_resending_needs_a_reason(office: Offices) -> None:
    it, _ = refused(office)
    consignment = office.consignments.of_document(it)[0].subject
    with pytest.raises(Refused, match="原因"):
        office.consignments.requeue(by(SENDER), consignment, reason=" ")
    assert office.consignments.load(Consignment, consignment).state is State.REFUSED


def test_an_arrival_that_meets_another_act_is_tried_again_later(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatched(office)
    office.deliver()
    capsule, contents = contents_of(office, arrived(office, EAST))

    def busy(*_: Any, **__: Any) -> Any:
        raise Conflict("这件事刚刚被别人办理过。")

    monkeypatch.setattr(office.incomings, "perform", busy)
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(replace(capsule, sending=2), contents)
    assert error.value.code is Code.BUSY
