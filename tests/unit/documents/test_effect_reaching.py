"""Who has a document is told of its change of effect, whatever the network did; nobody else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from documents.consignments.capsule import Accepted, Capsule, NotTaken, Report
from documents.consignments.consignment import Consignment
from documents.consignments.lines import receipts
from documents.consignments.states import Code, State
from documents.effect.force import Change
from office.kernel.clock import SetClock
from tests.carrying import due
from tests.changing_effect import decide, heard, notices, propose
from tests.offices import CITY, EAST, WEST, Offices, arrived, by, dispatched, states


def days(office: Offices, count: int) -> None:
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    for _ in range(count):
        clock.advance(days=1)
        office.deliver()


@pytest.fixture
def way(office: Offices, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """What the network does to capsules: `busy`, or `lost` answers; and `good` again."""
    (gateway,) = office.consignments.gateways
    real = gateway.send

    def be(how: str) -> None:
        def send(capsule: Capsule, contents: Mapping[str, bytes]) -> Accepted:
            if how == "busy":
                raise NotTaken(Code.BUSY, "对方正忙")
            real(capsule, contents)
            raise OSError("the answer was lost")

        def report(_: Report) -> None:
            raise NotTaken(Code.BUSY, "对方正忙")

        monkeypatch.undo()
        if how != "good":
            monkeypatch.setattr(gateway, "send", send)
            monkeypatch.setattr(gateway, "report", report)

    yield be
    be("good")


def test_what_is_still_in_the_outbox_when_it_is_annulled_stays_in_the_house(
    office: Offices, way: Callable[[str], None]
) -> None:
    way("busy")
    document = dispatched(office)
    office.deliver()
    propose(office, document, Change.ANNUL)
    assert len(office.effects.to_stop(document)) == 2
    decide(office, document)
    rows = office.consignments.of_document(document)
    assert [row.state for row in rows] == [State.CANCELLED_BEFORE_ACCEPT] * 2
    assert {row.problem for row in rows} == {"此件已撤销，不再发送。"}
    assert due(office.consignments) == []
    way("good")
    days(office, 2)
    assert states(office, document) == [State.CANCELLED_BEFORE_ACCEPT] * 2
    assert notices(office, document) == [], "who never got it is told nothing"


def test_who_has_it_though_the_answer_was_lost_is_told(
    office: Offices, way: Callable[[str], None]
) -> None:
    way("lost")
    document = dispatched(office)
    office.deliver()
    propose(office, document, Change.ANNUL)
    decide(office, document)
    assert states(office, document) == [State.CANCELLED_BEFORE_ACCEPT] * 2
    way("good")
    days(office, 2)
    assert heard(office) == {EAST: "annul", WEST: "annul"}
    assert states(office, document) == [State.DELIVERED] * 2, "as their receipts say"


def test_who_signed_for_what_had_expired_is_a_recipient(
    office: Offices, way: Callable[[str], None]
) -> None:
    way("lost")
    document = dispatched(office)
    days(office, 9)
    assert states(office, document) == [State.EXPIRED] * 2
    way("good")
    office.incomings.sign_for(by(f"{EAST}/clerk"), arrived(office, EAST), seen=1)
    days(office, 2)
    assert states(office, document) == [State.SIGNED_FOR, State.DELIVERED]
    rows = office.consignments.of_document(document)
    assert "回执迟到" in receipts(office.consignments, rows)[0].sentence
    assert len(office.effects.to_inform(document)) == 2


def test_who_turns_out_to_have_it_after_the_annulment_is_told_then(office: Offices) -> None:
    document = dispatched(office)
    courier = office.consignments
    east, _ = courier.of_document(document)
    capsule = courier.load(Consignment, east.subject).capsule
    propose(office, document, Change.ANNUL)
    decide(office, document)  # the courier was handing it over just then
    parts = {part.digest: office.node.content.get(CITY, part.digest) for part in capsule.parts}
    office.arrivals.take(capsule, parts)
    office.deliver()
    assert states(office, document) == [State.DELIVERED, State.CANCELLED_BEFORE_ACCEPT]
    assert heard(office) == {EAST: "annul"}
