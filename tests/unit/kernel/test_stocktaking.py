from __future__ import annotations

import os
import threading
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from office.kernel.content import FolderContentStore
from office.kernel.destruction import Destructions
from office.kernel.node import Node
from office.kernel.refusals import Conflict
from office.kernel.stocktaking import GRACE, Held, bad, clear, orphans
from tests.specimen import Tallies, tally_id
from tests.unit.kernel.conftest import A, act

REFUSED = Held(A, sha256(b"refused").hexdigest())


def path_of(node: Node, held: Held) -> Path:
    assert isinstance(node.content, FolderContentStore)
    return node.content.root / held.agency / held.digest[:2] / held.digest


def age(node: Node, by: timedelta = 2 * GRACE) -> None:
    """As if everything had been stored that long ago."""
    moment = (node.clock.now() - by).timestamp()
    for path in (path_of(node, Held(A, each)) for each in node.content.digests(A)):
        os.utime(path, (moment, moment))


@pytest.fixture(autouse=True)
def _stored(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "kept", content=b"kept")
    with pytest.raises(Conflict, match="没有生效"):
        room.open_tally(act("c2"), "kept", content=b"refused")


def test_what_was_stored_for_a_refused_act_is_found_and_cleared_a_day_later(node: Node) -> None:
    assert orphans(node) == []
    age(node, by=GRACE - timedelta(minutes=1))
    assert orphans(node) == []
    age(node)
    assert orphans(node) == [REFUSED]
    assert clear(node, [REFUSED]) == [REFUSED]
    assert [*node.content.digests(A)] == [sha256(b"kept").hexdigest()]
    assert (orphans(node), bad(node)) == ([], {})


def test_what_somebody_stores_again_meanwhile_is_spared(room: Tallies, node: Node) -> None:
    age(node)
    found = orphans(node)
    room.open_tally(act("c3"), "other", content=b"refused")
    assert clear(node, found) == []
    assert bad(node) == {}


def test_what_an_event_names_is_no_orphan_though_its_register_forgot_it(node: Node) -> None:
    age(node)
    with node.store.changing_state() as connection:
        connection.exec_driver_sql("delete from content_references")
    assert orphans(node) == [REFUSED]


def test_content_that_a_crash_left_after_its_destruction_is_an_orphan(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    destructions = Destructions(node)
    monkeypatch.setattr(destructions, "_delete", lambda agency, contents: None)
    secret = tally_id(A, "kept")
    proposal = destructions.propose(act("d1"), subjects=[secret], reason="误传涉密")
    destructions.approve(act("d2", person="p2"), UUID(proposal))
    age(node)
    assert set(orphans(node)) == {REFUSED, Held(A, sha256(b"kept").hexdigest())}


def test_what_is_missing_or_damaged_is_named(room: Tallies, node: Node) -> None:
    room.open_tally(act("c4"), "gone", content=b"gone")
    torn, gone = (Held(A, sha256(each).hexdigest()) for each in (b"kept", b"gone"))
    path_of(node, torn).write_bytes(b"torn")
    path_of(node, gone).unlink()
    assert bad(node) == {torn: "损坏", gone: "缺失"}


def test_what_was_left_half_written_is_swept_a_day_later(node: Node) -> None:
    draft = path_of(node, REFUSED).with_name(".draft-killed")
    draft.write_bytes(b"half of a sec")
    now = node.clock.now()
    assert node.content.sweep(begun_before=now - GRACE) == 0
    assert node.content.sweep(begun_before=now + GRACE) == 1
    assert not draft.exists()


def test_whoever_stores_what_is_just_being_cleared_has_it_afterwards(node: Node) -> None:
    """Stored over and over while it is cleared over and over: it is there when `put` returns,
    and it is spared from then on.
    """
    ends = threading.Event()

    def clears() -> None:
        while not ends.is_set():
            clear(node, [REFUSED])

    clearer = threading.Thread(target=clears)
    clearer.start()
    try:
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            old = (node.clock.now() - 2 * GRACE).timestamp()
            os.utime(path_of(node, REFUSED), (old, old))
            node.content.put(A, b"refused")
            assert node.content.has(A, REFUSED.digest)
    finally:
        ends.set()
        clearer.join()
