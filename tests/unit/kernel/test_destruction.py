from __future__ import annotations

import json
from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import select

from office.kernel.destruction import CARRIED_OUT, Destructions, awaiting, destroyed_ids
from office.kernel.followers import ALL, Followed, Followers
from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.rebuild import rebuild
from office.kernel.refusals import Destroyed, Missing, Refused
from office.kernel.store import Store
from office.kernel.verify import verify
from tests.specimen import Tallies, Tally, tallies, tally_id
from tests.unit.kernel.conftest import A, act
from tests.unit.kernel.test_verify import unprotect

SECRET = tally_id(A, "secret")


@pytest.fixture
def destructions(room: Tallies, node: Node) -> Destructions:
    room.open_tally(act("c1"), "kept", content=b"shared")
    room.open_tally(act("c2"), "secret", content=b"only here")
    room.raise_tally(act("c3"), SECRET, 7)
    return Destructions(node)


def destroy(destructions: Destructions) -> None:
    proposal = destructions.propose(act("d1", person="p1"), subjects=[SECRET], reason="误传涉密")
    destructions.approve(act("d2", person="p2"), UUID(proposal))


def test_destruction_empties_events_content_and_register_rows_and_the_chain_stays(
    destructions: Destructions, node: Node
) -> None:
    before = list(node.content.digests(A))
    destroy(destructions)
    with node.store.reading() as connection:
        states = connection.execute(
            select(journal.c.state).where(journal.c.originator_id == SECRET)
        ).scalars()
        assert set(states) == {b""}
        assert connection.execute(select(tallies.c.name)).scalars().all() == ["kept"]
    assert len(before) - len(list(node.content.digests(A))) == 1
    found = verify(node.store)
    assert (found.destroyed, found.fault) == (2, None)
    assert all(each.equal for each in rebuild(node.store, node.registers))


def test_what_stands_beside_a_destroyed_content_is_still_proven(
    destructions: Destructions, node: Node
) -> None:
    destroy(destructions)
    with node.store.changing_state() as connection:
        unprotect(connection)
        of_it = journal.update().where(journal.c.originator_id == SECRET)
        connection.execute(of_it.values(topic="tests.Other"))
    assert "链值" in str(verify(node.store).fault)


def test_reading_what_was_destroyed_says_so(destructions: Destructions, room: Tallies) -> None:
    destroy(destructions)
    with pytest.raises(Destroyed, match="销毁"):
        room.load(Tally, SECRET)


def test_content_that_another_stream_needs_is_spared(
    destructions: Destructions, room: Tallies, node: Node
) -> None:
    room.open_tally(act("c4"), "other", content=b"only here")
    before = list(node.content.digests(A))
    destroy(destructions)
    assert list(node.content.digests(A)) == before


def test_the_proposer_cannot_approve(destructions: Destructions, node: Node) -> None:
    proposal = destructions.propose(act("d1"), subjects=[SECRET], reason="误传")
    with pytest.raises(Refused, match="另一人"):
        destructions.approve(act("d2"), UUID(proposal))
    assert verify(node.store).destroyed == 0


def test_a_reason_must_be_given(destructions: Destructions) -> None:
    with pytest.raises(Refused, match="理由"):
        destructions.propose(act("d1"), subjects=[SECRET], reason="  ")


def test_content_left_over_by_a_crash_is_deleted_later(
    destructions: Destructions, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(destructions, "_delete", lambda agency, contents: None)
        destroy(destructions)
    assert len(list(node.content.digests(A))) == 2
    assert destructions.finish() == 1
    assert len(list(node.content.digests(A))) == 1
    assert destructions.finish() == 0


def test_no_event_and_no_table_keeps_a_digest_of_what_was_destroyed(
    destructions: Destructions, node: Node
) -> None:
    """Else whoever guesses a short text could try whether it was the secret."""
    destroy(destructions)
    digest = sha256(b"only here").hexdigest()
    with node.store.reading() as connection:
        states = [bytes(each) for each in connection.execute(select(journal.c.state)).scalars()]
        assert connection.execute(select(awaiting)).all() == []
    assert not any(digest.encode() in each for each in states)


def test_the_act_that_is_told_to_outsiders_names_rows_and_no_papers(
    destructions: Destructions, node: Node
) -> None:
    papers = [{"room": "incoming", "number": "收〔2026〕7号", "day": "2026-11-20", "code": ""}]
    proposal = destructions.propose(act("d1"), subjects=[SECRET], reason="误传", papers=papers)
    destructions.approve(act("d2", person="p2"), UUID(proposal))
    query = select(journal.c.topic, journal.c.state).order_by(journal.c.id.desc()).limit(2)
    with node.store.reading() as connection:
        carried_out, approved = connection.execute(query).all()
    assert carried_out.topic == CARRIED_OUT
    assert set(json.loads(carried_out.state)) >= {"rows", "by"}
    assert "收〔2026〕7号" not in json.dumps(json.loads(carried_out.state), ensure_ascii=False)
    assert json.loads(approved.state)["papers"] == papers


class Reader:
    """A follower that remembers what it was given."""

    name = "reader"
    title = "阅读"
    topics = ALL

    def __init__(self) -> None:
        self.topics_seen: list[str] = []

    def follow(self, node: Node, events: list[Followed]) -> None:
        self.topics_seen.extend(type(each.event).TOPIC for each in events)

    def work(self, node: Node) -> bool:
        return False


def test_followers_skip_what_was_destroyed(destructions: Destructions, node: Node) -> None:
    destroy(destructions)
    reader = Reader()
    Followers(node, [reader]).drain()
    assert reader.topics_seen == [
        "specimen.Tally.Opened",
        "kernel.Destruction.Proposed",
        "kernel.Destruction.Approved",
        "kernel.Destruction.CarriedOut",
    ]


def test_another_agencys_stream_cannot_be_destroyed(
    destructions: Destructions, room: Tallies, node: Node
) -> None:
    with pytest.raises(Missing, match="不属于本机关"):
        destructions.propose(act("d1", agency="B-002"), subjects=[SECRET], reason="误传")
    assert verify(node.store).destroyed == 0


def test_content_that_another_agency_keeps_too_is_still_destroyed_here(
    destructions: Destructions, room: Tallies, node: Node
) -> None:
    room.open_tally(act("o1", agency="B-002"), "same", content=b"only here")
    destroy(destructions)
    digest = sha256(b"only here").hexdigest()
    assert not node.content.has(A, digest)
    assert node.content.has("B-002", digest)


def test_a_destruction_during_a_verification_is_no_fault(
    destructions: Destructions, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[set[int]] = []

    def while_it_runs(store: Store) -> set[int]:
        found = destroyed_ids(store)
        if not asked:
            destroy(destructions)
        asked.append(found)
        return found

    monkeypatch.setattr("office.kernel.verify.destroyed_ids", while_it_runs)
    assert verify(node.store).fault is None
    assert len(asked) > 1
