"""The node signs how its journal stands, and others hold it to that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from office.kernel.clock import SetClock
from office.kernel.node import Node
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.checkpoints.application import OWNER, Checkpoints
from signing.checkpoints.checking import holds
from signing.checkpoints.followers import Checkpointer
from signing.checkpoints.registers import checkpoint_register
from signing.checkpoints.tree import consistency
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret
from tests.certified import NOW, two_steps
from tests.specimen import Tallies, tally_id, tally_register
from tests.unit.kernel.conftest import A, act, everybody_may

EVERY = timedelta(minutes=60)


class Place:
    """A node with a journal, and with or without a key."""

    def __init__(self, folder: Path, *, name: str, keyed: bool = True) -> None:
        folder.mkdir()
        self.clock = SetClock(NOW)
        self.node = Node(
            database=f"sqlite:///{folder}/office.db",
            content=folder / "content",
            registers=[tally_register, checkpoint_register],
            guard=everybody_may,
            clock=self.clock,
        )
        self.node.create()
        self.room = Tallies(self.node)
        make_secret(folder / "secret")
        keys = Keystore(self.node.store, clock=self.clock, secret=folder / "secret")
        self.checkpoints = Checkpoints(self.node, keys=keys, name=name)
        self.follower = Checkpointer(self.checkpoints, every=EVERY)
        if keyed:
            key = PrivateKey.generate(Algorithm.SM2)
            signer = two_steps(Algorithm.SM2)[1].issue(key=key)
            keys.keep(
                OWNER,
                key=key,
                certificate=Certificate(signer.certificate),
                issuers=signer.issuers,
                purpose=Purpose.AGENCY,
            )
        self.room.open_tally(act("c0"), "t")

    def go_on(self, events: int) -> None:
        """Some more of them."""
        begun = self.node.recorder.max_notification_id() or 0
        for turn in range(begun, begun + events):
            self.room.raise_tally(act(f"c{turn}"), tally_id(A, "t"), turn)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "here", name="澜州")
    yield made
    made.node.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "there", name="云川", keyed=False)
    yield made
    made.node.close()


def test_a_checkpoint_says_how_long_the_journal_is_and_is_signed(place: Place) -> None:
    place.go_on(5)
    signed = place.checkpoints.write()
    assert (signed.statement.node, signed.statement.size) == ("澜州", 6)
    assert holds(signed)
    forged = replace(signed, statement=replace(signed.statement, size=5))
    assert not holds(forged)
    second = place.checkpoints.write()
    assert second.statement.previous == signed.statement.digest


def test_the_clock_writes_them_while_anything_happens(place: Place) -> None:
    assert place.follower.work(place.node)
    assert not place.follower.work(place.node)
    place.clock.moment = NOW + EVERY
    assert not place.follower.work(place.node)  # nothing but the checkpoint itself
    place.go_on(1)
    assert place.follower.work(place.node)
    assert place.checkpoints.newest().size == 3


def test_without_a_key_nothing_is_signed(elsewhere: Place) -> None:
    assert not elsewhere.follower.work(elsewhere.node)
    with pytest.raises(Refused, match="没有签署检查点的密钥"):
        elsewhere.checkpoints.write()


def test_another_node_holds_this_one_to_its_word(place: Place, elsewhere: Place) -> None:
    place.go_on(5)
    first = place.checkpoints.write()
    elsewhere.checkpoints.receive(first, consistency=())
    place.go_on(7)
    second = place.checkpoints.write()
    grown = consistency(place.checkpoints.nodes, older=6, size=second.statement.size)
    with pytest.raises(Refused, match="不相衔接"):
        elsewhere.checkpoints.receive(second, consistency=grown[1:])
    with pytest.raises(Refused, match="签名不成立"):
        elsewhere.checkpoints.receive(replace(second, signature="00"), consistency=grown)
    elsewhere.checkpoints.receive(second, consistency=grown)
    assert elsewhere.checkpoints.newest(of="澜州").size == second.statement.size
