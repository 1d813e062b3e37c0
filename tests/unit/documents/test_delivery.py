"""On the way: what the courier does when answers are lost, differ or come from elsewhere."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.channels import Channel
from documents.consignments.claims import Item
from documents.consignments.lines import consignment_lines
from documents.consignments.ports import HERE
from documents.consignments.registers import CONSIGNMENT
from documents.consignments.states import Code, State
from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from tests.offices import CITY, EAST, WEST, Offices, arrived, by, dispatched, released, states


class Way:
    """A gateway that does `first` before it hands on to the real one, `then` after it."""

    def __init__(self, real: Any, *, first: Any = None, then: Any = None) -> None:
        self.real, self.first, self.then = real, first, then

    def reaches(self, agency: str) -> bool:
        return True

    def destination(self, agency: str) -> str:
        return HERE

    def send(self, capsule: Any, contents: Any) -> Any:
        if self.first:
            self.first(capsule)
        accepted = self.real.send(capsule, contents)
        if self.then:
            self.then(capsule)
        return accepted

    def report(self, report: Any) -> None:
        self.real.report(report)


def on_the_way(office: Offices, **done: Any) -> None:
    gateways = office.consignments.gateways
    gateways[0] = Way(gateways[0], **done)


def lose_the_answer(_: Any) -> None:
    raise TimeoutError


def test_when_only_the_answer_was_lost_nothing_is_tried_again(office: Offices) -> None:
    on_the_way(office, then=lose_the_answer)
    it = dispatched(office)
    office.deliver()
    rows = office.consignments.of_document(it)
    assert [(row.state, row.problem, row.next_try) for row in rows] == [
        (State.DELIVERED, "", None)
    ] * 2
    assert [line.badge.text for line in consignment_lines(rows)] == ["已送达"] * 2


def test_only_an_agency_is_shown_with_a_code(office: Offices) -> None:
    it = dispatched(office)
    (east, west) = office.consignments.of_document(it)
    outside = SimpleNamespace(**{**west._mapping, "addressee": "other:1", "channel": Channel.POST})
    assert [line.code for line in consignment_lines([east, outside])] == [EAST, ""]


def test_a_receipt_that_overtakes_the_answer_ends_the_waiting(office: Offices) -> None:
    office.consignments.gateways.insert(0, Way(None, first=lose_the_answer))
    it = dispatched(office)
    office.deliver()
    assert all(row.next_try for row in office.consignments.of_document(it))
    del office.consignments.gateways[0]
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    clock.advance(minutes=1)
    on_the_way(office, then=lose_the_answer)
    office.deliver()
    assert [row.next_try for row in office.consignments.of_document(it)] == [None, None]


def test_two_couriers_that_saw_different_outcomes_disturb_nobody(office: Offices) -> None:
    overlapping: list[Any] = []

    def second_courier(capsule: Any) -> None:
        if capsule.addressee == EAST and not overlapping:
            overlapping.append(capsule)
            for row in office.consignments.of_document(it):  # its claim ran out meanwhile
                office.consignments.carry(Item(row.subject, CONSIGNMENT, row.addressee))
            raise NotTaken(Code.BUSY, "请稍后再送。")

    on_the_way(office, first=second_courier)
    it = dispatched(office)
    office.deliver()
    assert overlapping
    assert states(office, it) == [State.DELIVERED] * 2


def test_an_item_whose_outcome_cannot_be_noted_holds_up_no_other(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = dispatched(office)
    note = office.consignments._note
    east = office.consignments.of_document(it)[0].subject

    def stumble(stream: Any, **told: Any) -> None:
        if stream.id == east:
            raise Refused("这次不行。")
        note(stream, **told)

    monkeypatch.setattr(office.consignments, "_note", stumble)
    office.deliver()
    assert states(office, it)[1] == State.DELIVERED
    monkeypatch.undo()
    assert office.consignments.carry(Item(east, CONSIGNMENT, EAST))


def test_an_agency_does_not_dispatch_to_itself(office: Offices) -> None:
    it = released(office)
    with pytest.raises(Refused, match="本机关"):
        office.documents.dispatch(by(f"{CITY}/clerk"), it, addressees=[EAST, CITY], seen=8)


def test_a_refused_consignment_is_called_so(office: Offices) -> None:
    it = dispatched(office)
    office.deliver()
    office.incomings.refuse(by(f"{WEST}/clerk"), arrived(office, WEST), reason="错投", seen=1)
    office.deliver()
    lines = consignment_lines(office.consignments.of_document(it))
    assert [line.badge.text for line in lines] == ["已送达", "拒收"]


def test_an_agency_that_left_the_directory_is_told_so_and_dispatches_nothing(
    office: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = released(office)
    monkeypatch.setattr(office.documents.directory, "agency_on", lambda code, day=None: None)
    with pytest.raises(Refused, match="没有本机关"):
        office.documents.dispatch(by(f"{CITY}/clerk"), it, addressees=[EAST], seen=8)
    assert states(office, it) == []
