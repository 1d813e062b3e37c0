"""The courier: claims, what goes first, destinations that are slow, dead or busy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any
from uuid import UUID

import pytest

from documents.consignments.capsule import Accepted, Capsule, NotSent, NotTaken
from documents.consignments.circuits import TOLERATED
from documents.consignments.claims import CLAIM, Claims
from documents.consignments.consignment import Consignment
from documents.consignments.retrying import TIME_TO_LIVE, pause_after, priority_of
from documents.consignments.states import Code, State
from office.kernel.clock import SetClock
from tests.carrying import due
from tests.offices import EAST, WEST, Offices, by, dispatched, states


class Nodes:
    """Each agency on a node of its own, that does what the test says."""

    def __init__(self, office: Offices) -> None:
        self.real: Any = office.consignments.gateways[0]
        self.does: dict[str, Callable[[Capsule], None]] = {}
        self.asked: list[str] = []
        self.told: Callable[[Any], None] = self.real.report
        office.consignments.gateways[:] = [self]
        office.consignments.chance = lambda: 0.0

    def reaches(self, agency: str) -> bool:
        return True

    def destination(self, agency: str) -> str:
        return f"node of {agency}"

    def send(self, capsule: Capsule, contents: Any) -> Accepted:
        self.asked.append(capsule.addressee)
        if capsule.addressee in self.does:
            self.does[capsule.addressee](capsule)
        accepted: Accepted = self.real.send(capsule, contents)
        return accepted

    def report(self, report: Any) -> None:
        self.told(report)

    def ask(self, request: Any) -> None:
        self.real.ask(request)


def clock_of(office: Offices) -> SetClock:
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    return clock


def down(_: Capsule) -> None:
    raise ConnectionError("no route to host")


def east_of(office: Offices, document: Any) -> Any:
    return office.consignments.of_document(document)[0]


def east_capsule(office: Offices, document: Any) -> Capsule:
    row = east_of(office, document)
    return office.consignments.load(Consignment, row.subject).capsule


def send(office: Offices, capsule: Capsule, *, number: int, urgency: str) -> None:
    """The same once more, as the consignment of that number."""
    facts, act = {**capsule.facts, "urgency": urgency}, by("CITY/clerk")
    another = replace(capsule, consignment=str(UUID(int=number)), facts=facts)
    room = office.consignments
    room.perform(
        act,
        name="dispatch",
        given={},
        decide=lambda: room.dispatch(act, document=UUID(int=number), capsules=[another]),
    )


def test_an_item_is_claimed_once_until_its_time_or_its_release(office: Offices) -> None:
    dispatched(office)
    node = office.node
    one, two = (Claims(node.store, clock=node.clock, owner=each) for each in ("one", "two"))
    taken = one.take([EAST, WEST], most=5)
    assert [each.addressee for each in taken] == [EAST, WEST]
    assert two.take([EAST, WEST], most=5) == []
    one.release(taken[0].subject)
    two.release(taken[1].subject)  # not theirs: nothing happens
    assert [each.addressee for each in two.take([EAST, WEST], most=5)] == [EAST]
    clock_of(office).advance(seconds=CLAIM.total_seconds() / 2)
    one.renew()
    clock_of(office).advance(seconds=CLAIM.total_seconds() / 2)
    assert [each.addressee for each in two.take([EAST, WEST], most=5)] == [EAST], "one is alive"
    clock_of(office).advance(seconds=CLAIM.total_seconds())
    assert len(two.take([EAST, WEST], most=5)) == 2, "whoever died holds a claim no longer"


def test_urgent_papers_go_first(office: Offices) -> None:
    capsule = east_capsule(office, dispatched(office))
    send(office, capsule, number=1, urgency="加急")
    send(office, capsule, number=2, urgency="特急")
    order = [each.subject.int for each in due(office.consignments)]
    assert order[:2] == [2, 1]
    assert len(order) == 4


@pytest.mark.parametrize(
    ("urgency", "priority"), [("特提", 0), ("特急", 0), ("加急", 1), ("平急", 2), ("", 2)]
)
def test_priorities(urgency: str, priority: int) -> None:
    assert priority_of(urgency) == priority


def test_a_slow_node_delays_no_other(office: Offices) -> None:
    nodes, answers = Nodes(office), Event()
    it = dispatched(office)

    def slow(_: Capsule) -> None:
        others_done = answers.wait(timeout=30)
        assert others_done

    nodes.does[EAST] = slow
    nodes.does[WEST] = lambda _: answers.set()
    office.deliver()
    assert answers.is_set()
    assert states(office, it) == [State.DELIVERED] * 2


def test_a_dead_node_is_left_alone_and_loses_no_attempts(office: Offices) -> None:
    nodes, clock = Nodes(office), clock_of(office)
    nodes.does[EAST] = down
    papers = [dispatched(office) for _ in range(6)]
    office.deliver()
    first = nodes.asked.count(EAST)
    assert TOLERATED <= first < len(papers), "those under way when it was opened, and no more"
    (standing,) = office.consignments.circuits.standing().values()
    assert standing.is_open(clock.now())
    assert standing.problem == "no route to host"
    office.deliver()
    assert nodes.asked.count(EAST) == first
    clock.advance(seconds=31)
    office.deliver()
    assert nodes.asked.count(EAST) == first + 1, "one item tries whether it is back"
    nodes.does.clear()
    clock.advance(minutes=30)
    office.deliver()
    assert office.consignments.circuits.standing() == {}
    assert all(states(office, each) == [State.DELIVERED] * 2 for each in papers)


def test_a_busy_node_is_asked_when_it_said(office: Offices) -> None:
    nodes, clock = Nodes(office), clock_of(office)

    def busy(_: Capsule) -> None:
        raise NotTaken(Code.BUSY, "正忙。", retry_after=900)

    nodes.does[EAST] = busy
    it = dispatched(office)
    office.deliver()
    assert (east_of(office, it).next_try - clock.now()).total_seconds() == 900
    assert office.consignments.circuits.standing() == {}, "it answered"


def test_pauses_are_spread() -> None:
    assert pause_after(0).total_seconds() == 30
    assert pause_after(0, chance=1.0).total_seconds() == 36
    assert pause_after(99).total_seconds() == 86_400
    assert pause_after(0, asked=600).total_seconds() == 600


def test_what_has_run_out_of_time_ends_though_its_node_is_not_asked(office: Offices) -> None:
    nodes, clock = Nodes(office), clock_of(office)
    nodes.does[EAST] = down
    papers = [dispatched(office) for _ in range(6)]
    office.deliver()
    asked = len(nodes.asked)
    clock.advance(seconds=TIME_TO_LIVE.total_seconds())
    office.consignments.circuits.failed(f"node of {EAST}", "no route to host")  # still open
    office.deliver()
    assert len(nodes.asked) == asked
    assert {east_of(office, each).state for each in papers} == {State.EXPIRED}


def test_held_papers_stay_until_they_are_let_go(office: Offices) -> None:
    nodes, clock = Nodes(office), clock_of(office)
    nodes.does[EAST] = down
    it = dispatched(office)
    office.deliver()
    east = east_of(office, it).subject
    office.consignments.hold(by("CITY/clerk"), east, reason="等对方恢复")
    nodes.does.clear()
    clock.advance(hours=2)
    office.deliver()
    row = east_of(office, it)
    assert (row.state, row.held, row.problem) == (State.QUEUED, True, "等对方恢复")
    office.consignments.let_go(by("CITY/clerk"), east, reason="对方已恢复")
    office.deliver()
    assert states(office, it) == [State.DELIVERED] * 2


def test_an_operator_gives_up_with_a_reason(office: Offices) -> None:
    nodes = Nodes(office)
    nodes.does[EAST] = down
    it = dispatched(office)
    office.deliver()
    east = east_of(office, it).subject
    office.consignments.give_up(by("CITY/clerk"), east, reason="改走机要")
    row = east_of(office, it)
    assert (row.state, row.problem) == (State.CANCELLED_BEFORE_ACCEPT, "改走机要")
    assert due(office.consignments) == []


def test_what_this_side_could_not_do_is_not_held_against_the_other(office: Offices) -> None:
    nodes = Nodes(office)

    def keyless(_: Capsule) -> None:
        raise NotSent("没有交换证书，不能封发。")

    def unbelievable(_: Capsule) -> None:
        raise NotSent("对方的回执不能采信。", may_be_there=True)

    nodes.does[EAST] = keyless
    papers = [dispatched(office) for _ in range(TOLERATED + 1)]
    office.deliver()
    assert office.consignments.circuits.standing() == {}
    rows = [east_of(office, each) for each in papers]
    assert {(row.state, row.problem) for row in rows} == {
        (State.QUEUED, "没有交换证书，不能封发。")
    }
    assert not office.consignments.load(Consignment, rows[0].subject).may_be_there
    nodes.does[EAST] = unbelievable
    clock_of(office).advance(minutes=1)
    office.deliver()
    assert office.consignments.load(Consignment, rows[0].subject).may_be_there
    nodes.does.clear()
    clock_of(office).advance(hours=1)
    office.deliver()


def test_a_receipt_that_is_refused_for_good_is_put_aside(office: Offices) -> None:
    nodes = Nodes(office)

    def refuse(_: Any) -> None:
        raise NotTaken(Code.SENDER_MISMATCH, "不认识。")

    nodes.told = refuse
    dispatched(office)
    office.deliver()
    clock_of(office).advance(days=2)
    assert due(office.consignments) == []


def test_what_lay_while_this_node_was_off_is_tried_before_it_is_given_up(office: Offices) -> None:
    it = dispatched(office)
    clock_of(office).advance(seconds=TIME_TO_LIVE.total_seconds() + 1)
    office.deliver()
    assert states(office, it) == [State.DELIVERED] * 2
