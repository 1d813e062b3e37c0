"""Circulation in the rooms: thirty readers with additions and withdrawal, order, reminders."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.circulation.circulation import Circulation
from documents.circulation.stages import Mark, Mode, Stage
from documents.consignments.returning import Fault
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage as InStage
from documents.incoming.stages import Track, Way
from office.access.permissions import NotAllowed
from office.directory.kinds import Role
from office.kernel.refusals import Refused
from office.timers.registers import timers
from tests import offices
from tests.offices import EAST, Offices, by, goes_round, waiting
from tests.unit.documents.test_handling import CLERK, HANDLER, LEADER, OTHER, registered

READERS = [f"{EAST}/reader{number:02}" for number in range(1, 33)]
"""More than are sent it at first."""


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in READERS:
        monkeypatch.setitem(offices.ROLES, each.partition("/")[2], {Role.DRAFTER})


def reading(office: Offices, *readers: str, mode: Mode = Mode.AT_ONCE) -> tuple[UUID, UUID]:
    """A paper for reading that goes round, and its circulation."""
    paper = registered(office, Track.READING)
    office.incomings.circulate(by(CLERK), paper, to=readers, mode=mode, seen=4)
    return paper, goes_round(office, paper)


def seen(office: Offices, it: UUID) -> int:
    return office.circulations.load(Circulation, it).version


def on_lists(office: Offices) -> set[str]:
    return {person for person, _, asked in waiting(office, EAST) if asked in ("阅", "催阅")}


def timed(office: Offices) -> set[str]:
    with office.node.store.reading() as connection:
        return set(connection.execute(select(timers.c.slot)).scalars())


@pytest.mark.usefixtures("crowd")
def test_thirty_read_it_some_are_added_one_leaves_and_then_it_is_withdrawn(
    office: Offices,
) -> None:
    rooms, first = office.circulations, READERS[:30]
    paper, it = reading(office, *first)
    assert on_lists(office) == set(first)
    for each in first[:20]:
        rooms.initial(by(each), it, opinion="已阅")
    rooms.ask_for_reader(by(first[0]), it, reader=READERS[30], reason="分管此事")
    assert ("", "clerk", "审定加阅") in waiting(office, EAST)
    with pytest.raises(NotAllowed):
        rooms.add(by(first[0]), it, readers=[READERS[30]], seen=seen(office, it))
    rooms.add(by(CLERK), it, readers=READERS[30:], seen=seen(office, it))
    assert ("", "clerk", "审定加阅") not in waiting(office, EAST)
    rooms.remove(by(CLERK), it, reader=first[20], reason="误送", seen=seen(office, it))
    rooms.skip(by(CLERK), it, reader=first[21], reason="出差", seen=seen(office, it))
    assert on_lists(office) == {*first[22:], *READERS[30:]} == timed(office)
    with pytest.raises(Refused, match="已经阅过"):
        rooms.remove(by(CLERK), it, reader=first[0], reason="误送", seen=seen(office, it))
    rooms.withdraw(by(CLERK), it, reason="来文机关通知更正", seen=seen(office, it))
    assert not on_lists(office)
    assert not timed(office)
    assert waiting(office, EAST) == [("", "clerk", "传阅")]
    assert office.incomings.load(Incoming, paper).stage is InStage.SCREENED
    marks = [each.mark for each in rooms.load(Circulation, it).places.values()]
    assert (marks.count(Mark.READ), marks.count(Mark.SKIPPED), len(marks)) == (20, 1, 31)


def test_in_order_it_goes_from_one_to_the_next_and_comes_back_when_all_have_read(
    office: Offices,
) -> None:
    rooms = office.circulations
    paper, it = reading(office, HANDLER, OTHER, LEADER, mode=Mode.IN_ORDER)
    assert rooms.load(Circulation, it).readers[0] == LEADER, "the leader comes first"
    assert on_lists(office) == {LEADER}
    with pytest.raises(NotAllowed):
        rooms.initial(by(HANDLER), it, opinion="")
    *_, last = rooms.load(Circulation, it).ahead
    order = list(reversed(rooms.load(Circulation, it).ahead))
    rooms.reorder(by(CLERK), it, order=order, seen=seen(office, it))
    rooms.initial(by(LEADER), it, opinion="")
    assert on_lists(office) == {last}
    rooms.skip(by(CLERK), it, reader=last, reason="出差", seen=seen(office, it))
    (next_one,) = on_lists(office)
    with pytest.raises(Refused, match="没有圈阅"):
        office.incomings.complete(by(CLERK), paper, way=Way.READ, result="", seen=5)
    rooms.initial(by(next_one), it, opinion="")
    assert rooms.load(Circulation, it).stage is Stage.FINISHED
    office.incomings.complete(by(CLERK), paper, way=Way.READ, result="", seen=6)
    assert waiting(office, EAST) == []


def test_who_has_not_read_it_is_reminded_by_time_and_no_more_often_than_the_site_says(
    office: Offices,
) -> None:
    clock: Any = office.node.clock
    _, it = reading(office, OTHER, HANDLER)
    office.circulations.initial(by(HANDLER), it, opinion="")
    for _ in range(80):
        clock.advance(hours=6)
        office.deliver()
    place = office.circulations.load(Circulation, it).places[OTHER]
    assert place.reminded == 3
    assert not timed(office)
    assert waiting(office, EAST) == [(OTHER, "", "催阅")]


def test_a_paper_goes_round_beside_its_handling_and_its_end_moves_nothing(
    office: Offices,
) -> None:
    rooms, paper = office.circulations, registered(office, Track.HANDLING)
    begun = UUID(
        rooms.begin(by(CLERK), paper, room="incoming", readers=[OTHER], mode=Mode.AT_ONCE, note="")
    )
    rooms.initial(by(OTHER), begun, opinion="已阅")
    assert office.incomings.load(Incoming, paper).stage is InStage.SCREENED
    assert waiting(office, EAST) == [("", "clerk", "拟办")]
    with pytest.raises(NotAllowed):
        rooms.begin(
            by(OTHER), paper, room="incoming", readers=[HANDLER], mode=Mode.AT_ONCE, note=""
        )


def test_a_leader_who_reads_it_is_told_why_nothing_can_be_instructed(office: Offices) -> None:
    rooms, paper = office.circulations, registered(office, Track.HANDLING)
    begun = UUID(
        rooms.begin(
            by(CLERK), paper, room="incoming", readers=[LEADER], mode=Mode.AT_ONCE, note=""
        )
    )
    it = rooms.load(Circulation, begun)
    assert rooms.why_no_instruction(it) == ""
    office.incomings.return_to_sender(
        by(CLERK), paper, fault=Fault.OTHER, reason="送错机关", seen=4
    )
    assert "不能批示" in (rooms.why_no_instruction(it) or "")
    assert rooms.load(Circulation, begun).stage is Stage.WITHDRAWN
