"""A node speaks under its own name: its certificate bears it, and nobody else is believed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from office.kernel.act import Act
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.checkpoints.application import Checkpoints, _by
from signing.checkpoints.checkpoint import NODE, Checkpoint, PeerCheckpoint
from signing.checkpoints.exchanging import CHECKPOINT, WITNESS, _written
from signing.checkpoints.statement import (
    SignedStatement,
    SignedWitness,
    Statement,
    Witness,
)
from signing.issuing.holders import holder
from signing.keys.algorithms import Algorithm
from tests.certified import NOW, TestAuthority, two_steps
from tests.unit.signing.test_checkpoints import Place, give_key


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "here", name="澜州")
    made.go_on(5)
    made.checkpoints.write()
    yield made
    made.node.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "there", name="省政府")
    made.go_on(8)
    made.checkpoints.write()
    yield made
    made.node.close()


def witness_of(place: Place, *, node: str, signer: Any) -> SignedWitness:
    """Of the newest checkpoint of the place, by `node` as it says."""
    said = place.checkpoints.own(place.checkpoints.newest().size).statement
    at = place.clock.now().isoformat(timespec="seconds")
    witness = Witness(node=node, of=said.node, size=said.size, digest=said.digest, at=at)
    return SignedWitness(witness=witness, **_by(signer, witness.text.encode()))


def checkpoint_of(node: str, *, signer: Any, size: int = 5, at: Any = NOW) -> SignedStatement:
    said = Statement(
        node=node, size=size, root="ab" * 32, chain="cd" * 32, at=at.isoformat(), previous=""
    )
    return SignedStatement(statement=said, **_by(signer, said.text.encode()))


def as_file(signed: SignedStatement | SignedWitness) -> bytes:
    kind = WITNESS if isinstance(signed, SignedWitness) else CHECKPOINT
    return _written(kind, signed=signed.to_json())


def test_the_node_witnesses_nothing_of_its_own_in_anothers_name(place: Place) -> None:
    own = place.checkpoints.signer()
    forged = witness_of(place, node="省政府", signer=own)
    with pytest.raises(Refused, match="证书是“澜州”的，不是节点“省政府”的"):
        place.exchange.take(as_file(forged))
    with pytest.raises(Refused, match="本节点自己签的"):
        place.exchange.take(as_file(witness_of(place, node="澜州", signer=own)))
    assert place.checkpoints.listed(own=True)[0].witnessed == 0


def test_its_own_key_under_another_certificate_witnesses_nothing(place: Place) -> None:
    key = place.checkpoints.signer()
    other = two_steps(Algorithm.SM2)[1].issue("省政府", key=key._key, purpose=Purpose.NODE)
    with pytest.raises(Refused, match="用本节点的密钥签的"):
        place.exchange.take(as_file(witness_of(place, node="省政府", signer=other)))


def test_nobody_takes_a_nodes_name_before_it_has_spoken(place: Place, elsewhere: Place) -> None:
    squatting = checkpoint_of("省政府", signer=place.checkpoints.signer())
    with pytest.raises(Refused, match="不是节点“省政府”的"):
        place.exchange.take(as_file(squatting))
    assert "已收存" in place.exchange.take(elsewhere.exchange.exported()).words
    assert place.verified()[0] == ""


def test_verification_finds_what_was_put_into_the_journal_past_the_checks(place: Place) -> None:
    """Whoever has the database and the node's key writes what no room would take."""
    signed = checkpoint_of("省政府", signer=place.checkpoints.signer())
    put(place, PeerCheckpoint.receive(signed, consistency=(), at=place.clock.now()))
    assert "证书是“澜州”的，不是节点“省政府”的" in place.verified()[0]


def test_a_witness_of_ones_own_in_the_journal_is_a_fault(place: Place) -> None:
    room = place.checkpoints
    it = room.load(Checkpoint, room.newest().subject)
    it.witness(witness_of(place, node="澜州", signer=room.signer()), at=place.clock.now())
    put(place, it)
    assert "不是其他节点的见证" in place.verified()[0]


def put(place: Place, it: Any) -> None:
    """Into the journal, asking nothing."""
    room = place.checkpoints
    room.perform(
        Act(agency=NODE, person=NODE, command="put"),
        name="put",
        given={},
        decide=lambda: room.save(it) and None,
    )


def test_a_name_is_borne_by_whom_it_was_first_seen_with(place: Place, elsewhere: Place) -> None:
    """Another authority that is trusted here certifies the same name for somebody else."""
    place.exchange.take(elsewhere.exchange.exported())
    other = TestAuthority(Algorithm.SM2, name="别的受信任机构")
    place.trusted.add(other.certificate, by="test")
    place.trusted.add_list(other.list(), by="test")
    stranger = other.issue("省政府", purpose=Purpose.NODE)
    with pytest.raises(Refused, match="以前由“省政府”（“云川测试签发机构”签发）签署"):
        place.exchange.take(as_file(witness_of(place, node="省政府", signer=stranger)))

    signer = elsewhere.checkpoints.signer()
    elsewhere.go_on(2)
    elsewhere.checkpoints._key = lambda: signer  # type: ignore[method-assign]
    elsewhere.checkpoints.signer = lambda: stranger  # type: ignore[method-assign]
    elsewhere.checkpoints.write()
    file = elsewhere.exchange.exported()
    with pytest.raises(Refused, match="--new-certificate"):
        place.exchange.take(file)
    assert "已收存" in place.exchange.take(file, recertified=True).words
    assert place.verified()[0] == ""


def test_a_running_node_that_is_given_a_name_goes_on(tmp_path: Path, elsewhere: Place) -> None:
    place = Place(tmp_path / "renamed", name="", keyed=False)
    give_key(place)
    before = place.checkpoints.node_name
    first = place.checkpoints.write()
    place.go_on(3)
    place.checkpoints = Checkpoints(place.node, keys=place.keys, name="澜州")
    with pytest.raises(Refused, match="通用名称须是本节点的名称“澜州”"):
        place.checkpoints.write()
    give_key(place)
    second = place.checkpoints.write()
    assert second.statement.previous == first.statement.digest
    assert place.verified()[0] == ""
    assert place.checkpoints.own(first.statement.size) == first
    assert place.checkpoints.own_names == {before, "澜州"}
    place.checkpoints.note_witness(elsewhere.checkpoints.attest(first))
    assert "其中 1 个有其他节点见证" in place.verified()[1][0]
    place.node.close()


def test_no_certificate_is_issued_in_a_name_that_will_be_another(place: Place) -> None:
    """Before the first event an unnamed node has none that stays."""
    with pytest.raises(Refused, match="本节点还没有名称"):
        holder(Mock(), kind="node", whose="", node="")
    assert holder(Mock(), kind="node", whose="", node="澜州").name == "澜州"
    assert place.checkpoints.known_name == "澜州"


def test_time_does_not_go_back_between_checkpoints(place: Place, elsewhere: Place) -> None:
    place.exchange.take(elsewhere.exchange.exported())
    elsewhere.go_on(2)
    elsewhere.clock.moment = NOW - timedelta(days=200)
    with pytest.raises(Refused, match="早于上一个检查点签署的时间"):
        elsewhere.checkpoints.write()
    elsewhere.clock.moment = NOW + timedelta(days=1)
    elsewhere.checkpoints.write()
    with pytest.raises(Refused, match="将来的时间"):
        place.exchange.take(elsewhere.exchange.exported())
    place.clock.moment = NOW + timedelta(days=1) - timedelta(minutes=5)
    assert "已收存" in place.exchange.take(elsewhere.exchange.exported()).words
    assert place.verified()[0] == ""


def test_a_journal_of_more_events_than_there_are_is_no_checkpoint(
    place: Place, elsewhere: Place
) -> None:
    endless = checkpoint_of("省政府", signer=elsewhere.checkpoints.signer(), size=1 << 63)
    with pytest.raises(Refused, match="这不是检查点数据"):
        place.exchange.take(as_file(endless))
