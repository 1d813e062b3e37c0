"""The tree over a real journal, kept or computed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from office.kernel.journal import entry_of, journal
from office.kernel.node import Node
from signing.checkpoints import subtrees
from signing.checkpoints.subtrees import JournalNodes
from signing.checkpoints.tree import Held, inclusion, is_included, leaf, root
from tests.specimen import Tallies, tally_id
from tests.unit.kernel.conftest import *  # noqa: F403 - its fixtures: a node on both databases
from tests.unit.kernel.conftest import A, act


@pytest.fixture
def history(room: Tallies, monkeypatch: pytest.MonkeyPatch) -> Tallies:
    monkeypatch.setattr(subtrees, "BLOCK", 2)
    room.open_tally(act("c0"), "t")
    for turn in range(20):
        room.raise_tally(act(f"c{turn + 1}"), tally_id(A, "t"), turn + 1)
    return room


def in_memory(node: Node) -> Held:
    columns = ("agency", "originator_id", "topic", "command", "digest")
    query = select(*(journal.c[name] for name in columns), journal.c.originator_version)
    with node.store.reading() as connection:
        rows = connection.execute(query.order_by(journal.c.id)).all()
    return Held(
        {
            (0, place): leaf(
                entry_of(
                    agency=row.agency,
                    originator_id=row.originator_id,
                    version=row.originator_version,
                    topic=row.topic,
                    command=row.command,
                    digest=row.digest,
                )
            )
            for place, row in enumerate(rows)
        }
    )


@pytest.mark.parametrize("kept", [False, True])
def test_the_journal_gives_what_a_tree_in_memory_gives(
    history: Tallies, node: Node, kept: bool
) -> None:
    nodes, plain = JournalNodes(node.store), in_memory(node)
    if kept:
        assert nodes.grow(size=21)
        assert not nodes.grow(size=21)
    for size in (1, 3, 4, 8, 13, 20, 21):
        assert root(nodes, size=size) == root(plain, size=size)
    path = inclusion(nodes, index=5, size=21)
    whole = root(plain, size=21)
    assert is_included(plain.node(0, 5), index=5, size=21, path=path, root=whole)


def test_a_block_that_grew_is_read_again(history: Tallies, node: Node) -> None:
    nodes = JournalNodes(node.store)
    root(nodes, size=21)
    history.raise_tally(act("more"), tally_id(A, "t"), 99)
    assert root(nodes, size=22) == root(in_memory(node), size=22)
