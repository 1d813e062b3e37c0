"""Faults that these tests found in the kernel and that shall not come back."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from office.kernel import rebuild as rebuilding
from office.kernel.content import FolderContentStore
from office.kernel.destruction import Destructions
from office.kernel.followers import LONGEST_PAUSE, Followers, followers
from office.kernel.node import Node
from office.kernel.rebuild import rebuild
from tests.faults import invariants
from tests.faults.note_taking import NoteTaker
from tests.faults.steps import Step, failing
from tests.specimen import Tallies, tallies, tally_id, tally_register
from tests.unit.kernel.conftest import A, act, everybody_may


@pytest.fixture
def node(database_url: str, tmp_path: Path) -> Iterator[Node]:
    node = Node(
        database=database_url,
        content=tmp_path / "content",
        registers=[tally_register],
        guard=everybody_may,
    )
    node.create()
    with closing(node):
        yield node


def test_what_is_destroyed_during_a_rebuild_does_not_come_back(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, destructions = Tallies(node), Destructions(node)
    room.open_tally(act("c1"), "secret", content=b"secret")
    room.open_tally(act("c2"), "kept")
    proposal = destructions.propose(act("d1"), subjects=[tally_id(A, "secret")], reason="误传涉密")
    monkeypatch.setattr(rebuilding, "BATCH", 1)

    def approve_in_the_middle(done: int, _: int) -> None:
        if done == 2:
            destructions.approve(act("d2", person="p2"), UUID(proposal))

    found = rebuild(node.store, node.registers, progress=approve_in_the_middle)
    assert all(each.equal for each in found)
    with node.store.reading() as connection:
        assert connection.execute(select(tallies.c.name)).scalars().all() == ["kept"]


def test_a_rebuild_that_fails_at_any_commit_leaves_the_registers_as_they_were(node: Node) -> None:
    room = Tallies(node)
    for name in "abc":
        room.open_tally(act(name), name, content=name.encode())
    for turn in range(1, 20):
        with failing(node.store, Step.COMMIT, turn=turn) as faulty:
            try:
                rebuild(node.store, node.registers)
            except invariants.ERRORS:
                assert faulty.struck
        invariants.assert_sound(node)
        if not faulty.struck:
            break
    assert 3 < turn < 19


def test_a_name_that_is_there_already_is_made_durable_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderContentStore(tmp_path / "content")
    digest = store.put("A", b"bytes")
    synced: list[bool] = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
    )
    assert store.put("A", b"bytes") == digest
    assert synced == [True, True, True]


def test_a_damaged_object_heals_when_the_same_bytes_are_put_again(tmp_path: Path) -> None:
    store = FolderContentStore(tmp_path / "content")
    digest = store.put("A", b"whole")
    next(store.root.rglob(digest)).write_bytes(b"torn")
    store.put("A", b"whole")
    assert store.get("A", digest) == b"whole"


def test_a_follower_that_failed_a_hundred_times_still_pauses(node: Node) -> None:
    class Broken(NoteTaker):
        def follow(self, node: Node, events: Any) -> None:
            raise ValueError("cannot")

    Tallies(node).open_tally(act("c1"), "t")
    Tallies(node).raise_tally(act("c2"), tally_id(A, "t"), 1)
    team = Followers(node, [Broken()])
    assert team._lease(team.members[0]) is not None
    with node.store.changing_state() as connection:
        connection.execute(followers.update().values(failures=100))
    before = datetime.now(tz=UTC)
    assert not team.step(team.members[0])
    with node.store.reading() as connection:
        state = connection.execute(select(followers)).one()
    assert state.failures == 101
    assert state.next_try >= before + LONGEST_PAUSE
