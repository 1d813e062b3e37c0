from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from office.kernel.act import Act
from office.kernel.clock import SetClock
from office.kernel.followers import Followers
from office.kernel.node import Node
from office.kernel.registers import Entry, Operation, Register
from office.timers.followers import Timekeeper
from office.timers.held import held
from office.timers.registers import timer_register, timers, times, times_no_more
from office.timers.timer import TIMER, Timer
from tests.specimen import Tallies, tally_register

A = "A-001"
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DUE = NOW + timedelta(hours=2)
KIND = "specimen.alarm"

alarms = Register("specimen.alarms", tables=())


@alarms.on("specimen.Tally.Opened")
def opened(event: Any, entry: Entry) -> Iterator[Operation]:
    yield times(event, entry, kind=KIND, at=DUE, data="x")


@alarms.on("specimen.Tally.Raised")
def raised(event: Any, entry: Entry) -> Iterator[Operation]:
    yield times_no_more(event.originator_id, kind=KIND)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def node(sqlite_url: str, tmp_path: Path, clock: SetClock) -> Iterator[Node]:
    found = Node(
        database=sqlite_url,
        content=tmp_path / "content",
        registers=[tally_register, timer_register, alarms],
        guard=lambda *_: None,
        clock=clock,
    )
    found.create()
    yield found
    found.close()


@pytest.fixture
def room(node: Node) -> Tallies:
    return Tallies(node)


def opens(room: Tallies, name: str) -> UUID:
    return UUID(room.open_tally(Act(agency=A, person="p", command=f"open {name}"), name))


def keeper_of(room: Tallies) -> tuple[Timekeeper, list[Timer]]:
    """A keeper whose calls raise the tally, and what it was called for."""
    rung: list[Timer] = []

    def called(act: Act, timer: Timer) -> None:
        rung.append(timer)
        room.raise_tally(act, timer.subject, 1)

    keeper = Timekeeper()
    keeper.call(KIND, called)
    return keeper, rung


def count(node: Node, table: Any) -> int:
    with node.store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_timer_rings_at_its_moment_once(room: Tallies, node: Node, clock: SetClock) -> None:
    it = opens(room, "t")
    keeper, rung = keeper_of(room)
    followers = Followers(node, [keeper])
    clock.advance(hours=1, minutes=59)
    followers.drain()
    assert rung == []
    clock.advance(minutes=1)
    followers.drain()
    followers.drain()
    assert rung == [Timer(it, "", KIND, A, DUE, "x")]
    assert count(node, timers) == 0


def test_two_who_both_find_a_timer_due_carry_out_one_act(room: Tallies, clock: SetClock) -> None:
    it = opens(room, "t")
    timer = Timer(it, "", KIND, A, DUE, "x")
    clock.advance(hours=3)
    assert room.raise_tally(timer.act, it, 1) == room.raise_tally(timer.act, it, 1) == 1
    assert timer.act.person == TIMER
    assert len(timer.act.command) <= 64


def test_one_timers_trouble_holds_up_no_other_and_is_tried_ever_more_seldom(
    room: Tallies, node: Node, clock: SetClock
) -> None:
    bad, good = opens(room, "bad"), opens(room, "good")
    tried: list[datetime] = []

    def called(act: Act, timer: Timer) -> None:
        if timer.subject == bad:
            tried.append(clock.now())
            raise ValueError("cannot")
        room.raise_tally(act, timer.subject, 1)

    keeper = Timekeeper()
    keeper.call(KIND, called)
    clock.advance(hours=2)
    began = clock.now()
    for _ in range(24):
        keeper.work(node)
        clock.advance(minutes=1)
    minutes = [int((each - began).total_seconds() // 60) for each in tried]
    assert minutes == [0, 1, 3, 7, 15]
    room.raise_tally(Act(agency=A, person="p", command="by hand"), bad, 1)
    assert (count(node, timers), good != bad) == (0, True)
    assert not keeper.work(node)


def test_what_changes_nothing_is_not_called_again_and_again(
    room: Tallies, node: Node, clock: SetClock
) -> None:
    opens(room, "t")
    rung: list[Timer] = []
    keeper = Timekeeper()
    keeper.call(KIND, lambda _, timer: rung.append(timer))
    clock.advance(hours=2)
    Followers(node, [keeper]).drain()
    assert (len(rung), count(node, held)) == (1, 1)


def test_nobody_is_disturbed_while_the_office_is_shut(
    room: Tallies, node: Node, clock: SetClock
) -> None:
    it = opens(room, "t")
    rung: list[UUID] = []
    keeper = Timekeeper()
    opening = DUE + timedelta(hours=12)

    def called(act: Act, timer: Timer) -> None:
        rung.append(timer.subject)
        room.raise_tally(act, timer.subject, 1)

    keeper.call(KIND, called, only_while=lambda moment: moment >= opening)
    clock.advance(hours=3)
    assert not keeper.work(node)
    assert rung == []
    clock.advance(hours=12)
    keeper.work(node)
    assert rung == [it]


def test_only_one_is_called_for_a_kind() -> None:
    keeper = Timekeeper()
    keeper.call(KIND, lambda *_: None)
    with pytest.raises(ValueError, match="two are called"):
        keeper.call(KIND, lambda *_: None)
