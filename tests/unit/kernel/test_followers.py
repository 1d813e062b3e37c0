from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Integer, Table, select

from office.kernel.clock import SetClock
from office.kernel.followers import NONE, Followed, Followers, followers
from office.kernel.node import Node
from office.kernel.store import state_tables
from tests.specimen import Tallies, tally_id
from tests.unit.kernel.conftest import A, act
from tests.waiting import until

notes = Table("state_specimen_notes", state_tables, Column("id", Integer, primary_key=True))


class NoteTaker:
    """Writes one row per event: doing one twice would break the key."""

    name = "notes"
    title = "记数"
    topics = ("specimen.Tally.Raised",)

    def follow(self, node: Node, events: list[Followed]) -> None:
        with node.store.writing() as connection:
            connection.execute(notes.insert(), [{"id": each.entry.id} for each in events])

    def work(self, node: Node) -> bool:
        return False


class Broken(NoteTaker):
    name = "broken"

    def follow(self, node: Node, events: list[Followed]) -> None:
        raise ValueError("cannot")


def taken(node: Node) -> list[int]:
    with node.store.reading() as connection:
        return list(connection.execute(select(notes.c.id).order_by(notes.c.id)).scalars())


def state(node: Node, name: str) -> Any:
    with node.store.reading() as connection:
        return connection.execute(select(followers).where(followers.c.name == name)).one()


def raise_times(room: Tallies, number: int) -> None:
    room.open_tally(act("c0"), "t")
    for turn in range(number):
        room.raise_tally(act(f"c-{turn}"), tally_id(A, "t"), 1)


def test_a_follower_gets_each_event_of_its_topics_once(room: Tallies, node: Node) -> None:
    raise_times(room, 5)
    team = Followers(node, [NoteTaker()])
    team.drain()
    team.drain()
    assert taken(node) == [2, 3, 4, 5, 6]


def test_only_the_holder_of_the_lease_follows(
    make_node: Callable[..., Node],
) -> None:
    clock = SetClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    one, two = make_node(clock=clock), make_node(clock=clock)
    first, second = Followers(one, [NoteTaker()]), Followers(two, [NoteTaker()])
    raise_times(Tallies(one), 1)
    assert first.step(first.members[0])
    raise_times_again = Tallies(two)
    raise_times_again.raise_tally(act("later"), tally_id(A, "t"), 1)
    assert not second.step(second.members[0])
    clock.advance(seconds=30)
    assert second.step(second.members[0])
    assert taken(one) == [2, 3]


def test_a_follower_that_lost_its_lease_half_way_changes_nothing(
    make_node: Callable[..., Node],
) -> None:
    node = make_node()
    raise_times(Tallies(node), 1)

    class Robbed(NoteTaker):
        name = "robbed"

    team = Followers(node, [Robbed()])
    lease = team._lease(team.members[0])
    assert lease is not None
    with node.store.changing_state() as connection:
        connection.execute(followers.update().values(owner="somebody else"))
    assert not team._follow(team.members[0], position=0)
    assert taken(node) == []


def test_an_error_stays_with_its_follower_and_is_tried_again_later(
    make_node: Callable[..., Node], caplog: pytest.LogCaptureFixture
) -> None:
    clock = SetClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    node = make_node(clock=clock)
    raise_times(Tallies(node), 2)
    team = Followers(node, [Broken(), NoteTaker()])
    team.drain()
    assert taken(node) == [2, 3]
    broken = state(node, "broken")
    assert (broken.position, broken.failures, broken.problem) == (0, 1, "ValueError: cannot")
    assert not team.step(team.members[0])
    assert state(node, "broken").failures == 1  # not before its time
    clock.advance(seconds=5)
    team.step(team.members[0])
    assert state(node, "broken").failures == 2
    assert "cannot" in caplog.text


def test_two_webs_and_two_workers_run_each_follower_once(
    make_node: Callable[..., Node],
) -> None:
    nodes = [make_node() for _ in range(4)]
    teams = [Followers(node, [NoteTaker()], poll=0.02) for node in nodes]
    for team in teams:
        team.start()
    try:
        raise_times(Tallies(nodes[0]), 30)
        until(lambda: len(taken(nodes[0])) == 30)
    finally:
        for team in teams:
            team.stop()
    assert taken(nodes[0]) == list(range(2, 32))
    assert state(nodes[0], "notes").owner is None


def test_work_that_takes_longer_than_the_lease_is_not_taken_over(
    make_node: Callable[..., Node], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.kernel.followers.LEASE", timedelta(seconds=0.3))
    clock = SetClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    begun, done = threading.Event(), threading.Event()

    class Slow(NoteTaker):
        name = "slow"
        topics = NONE

        def work(self, node: Node) -> bool:
            begun.set()
            assert done.wait(60)
            return False

    one, two = make_node(clock=clock), make_node(clock=clock)
    first, second = Followers(one, [Slow()]), Followers(two, [Slow()])
    first.start()
    try:
        assert begun.wait(60)
        for _ in range(3):
            clock.advance(seconds=0.2)
            until(lambda: state(one, "slow").leased_until == clock.now() + timedelta(seconds=0.3))
            assert second._lease(second.members[0]) is None
    finally:
        done.set()
        first.stop()
    assert second._lease(second.members[0]) is not None


def test_nothing_of_a_stopped_team_is_still_at_work(make_node: Callable[..., Node]) -> None:
    team = Followers(make_node(), [NoteTaker()])
    before = set(threading.enumerate())
    team.start()
    assert len(set(threading.enumerate()) - before) == 2  # the follower's, and the heart
    team.stop()
    assert set(threading.enumerate()) <= before
