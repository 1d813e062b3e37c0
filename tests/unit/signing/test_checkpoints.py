"""The node signs how its journal stands, and others hold it to that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from office.kernel.clock import SetClock
from office.kernel.journal import chained, digest_of, entry_of, journal, journal_head
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.verify import verify
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import OWNER, Checkpoints
from signing.checkpoints.auditing import CheckpointAuditor
from signing.checkpoints.checking import holds
from signing.checkpoints.exchanging import Exchange, kept_outside
from signing.checkpoints.followers import Checkpointer
from signing.checkpoints.registers import checkpoint_register
from signing.checkpoints.statement import SignedStatement
from signing.checkpoints.tree import consistency
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret
from tests.certified import NOW, TestAuthority, two_steps
from tests.specimen import Tallies, tally_id, tally_register
from tests.unit.kernel.conftest import A, act, everybody_may
from tests.unit.kernel.test_verify import unprotect

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
        self.trusted = Trusted(self.node.store, self.clock)
        for each in two_steps(Algorithm.SM2):
            self.trusted.add(each.certificate, by="test")
            self.trusted.add_list(each.list(), by="test")
        self.exchange = Exchange(self.checkpoints, self.trusted)
        self.follower = Checkpointer(self.checkpoints, every=EVERY)
        self.keys = keys
        if keyed:
            give_key(self)
        self.room.open_tally(act("c0"), "t")

    def verified(self, *beyond: SignedStatement) -> tuple[str, list[str]]:
        """What is wrong, and what is told."""
        auditor = CheckpointAuditor(
            self.node.store,
            name=self.checkpoints.node_name,
            trusted=self.trusted,
            clock=self.clock,
            beyond=beyond,
        )
        found = verify(self.node.store, auditors=(auditor,))
        return found.fault or "", list(auditor.conclude(found))

    def forge(self, *, where: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Somebody with the owner's rights writes an event anew, and all hashes after it."""
        with self.node.store.changing_state() as connection:
            unprotect(connection)
            chain = bytes(32)
            for row in connection.execute(journal.select().order_by(journal.c.id)).all():
                state = row.state
                if row.topic == where:
                    told = json.loads(state)
                    change(told)
                    state = json.dumps(told).encode()
                digest = digest_of(state)
                entry = entry_of(
                    agency=row.agency,
                    originator_id=row.originator_id,
                    version=row.originator_version,
                    topic=row.topic,
                    command=row.command,
                    digest=digest,
                )
                chain = chained(chain, entry)
                values = {"state": state, "digest": digest, "chain": chain}
                connection.execute(journal.update().where(journal.c.id == row.id).values(values))
            connection.execute(journal_head.update().values(chain=chain))

    def go_on(self, events: int) -> None:
        """Some more of them."""
        begun = self.node.recorder.max_notification_id() or 0
        for turn in range(begun, begun + events):
            self.room.raise_tally(act(f"c{turn}"), tally_id(A, "t"), turn)


def give_key(place: Place, algorithm: Algorithm = Algorithm.SM2, *, named: str = "") -> None:
    """The node's own, in its name unless told otherwise."""
    key = PrivateKey.generate(algorithm)
    name = named or place.checkpoints.node_name
    signer = two_steps(algorithm)[1].issue(name, key=key, purpose=Purpose.NODE)
    place.keys.keep(
        OWNER,
        key=key,
        certificate=Certificate(signer.certificate),
        issuers=signer.issuers,
        purpose=Purpose.NODE,
        by="admin",
    )


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


def test_verification_compares_every_checkpoint_with_the_journal(place: Place) -> None:
    place.go_on(5)
    place.checkpoints.write()
    place.go_on(9)
    place.checkpoints.write()
    fault, told = place.verified()
    assert not fault
    assert "检查点 2 个，根值、签名、证书都相符，其中 0 个有其他节点见证" in told[0]
    assert "其后还有 1 个" in told[0]


def _raised(told: dict[str, Any]) -> None:
    told["by"] = 4711


def _resigned(told: dict[str, Any]) -> None:
    """With a key of one's own, under the same name."""
    key = PrivateKey.generate(Algorithm.SM2)
    other = TestAuthority(Algorithm.SM2, name="自建").issue("澜州", key=key)
    said = SignedStatement.from_json(told["signed"]).statement
    told["signed"]["signature"] = key.sign(said.text.encode()).hex()
    told["signed"]["certificate"] = Certificate(other.certificate).pem.decode()


def _broken(told: dict[str, Any]) -> None:
    told["signed"]["signature"] = "00" + told["signed"]["signature"][2:]


def _unlinked(told: dict[str, Any]) -> None:
    told["signed"] = "不是检查点"


@pytest.mark.parametrize(
    ("where", "change", "said"),
    [
        ("specimen.Tally.Raised", _raised, "根值与第1至6号事件不符"),
        ("signing.Checkpoint.Signed", _resigned, "不是受信任的机构签发的"),
        ("signing.Checkpoint.Signed", _broken, "签名不成立"),
        ("signing.Checkpoint.Signed", _unlinked, "应是检查点"),
    ],
)
def test_a_journal_written_anew_does_not_fit_its_checkpoint(
    place: Place, where: str, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    place.go_on(5)
    place.checkpoints.write()
    place.go_on(2)
    place.forge(where=where, change=change)
    assert verify(place.node.store).fault is None, "the chain alone is content"
    fault, _ = place.verified()
    assert "第7号事件" in fault
    assert said in fault


def test_a_checkpoint_kept_elsewhere_tells_of_a_journal_that_was_exchanged(
    place: Place, elsewhere: Place
) -> None:
    place.go_on(5)
    place.checkpoints.write()
    kept = kept_outside(place.exchange.exported(), nodes={"澜州"})
    assert place.verified(kept)[0] == ""
    elsewhere.checkpoints = Checkpoints(elsewhere.node, keys=elsewhere.keys, name="澜州")
    with pytest.raises(Refused, match="而日志只有 1 个"):
        elsewhere.verified(kept)
    elsewhere.go_on(7)
    assert "根值与第1至6号事件不符" in elsewhere.verified(kept)[0]


def test_nodes_witness_each_others_checkpoints_by_file(place: Place, elsewhere: Place) -> None:
    give_key(elsewhere)
    place.go_on(5)
    place.checkpoints.write()
    taken = elsewhere.exchange.take(place.exchange.exported())
    assert "已收存节点“澜州”到第 6 个事件的检查点" in taken.words
    assert taken.answer is not None
    assert "已记下节点“云川”" in place.exchange.take(taken.answer).words
    place.exchange.take(taken.answer)  # once more changes nothing
    assert place.checkpoints.listed(own=True)[0].witnessed == 1
    assert "1 个有其他节点见证" in place.verified()[1][0]

    place.go_on(3)
    place.checkpoints.write()
    assert "已收存" in elsewhere.exchange.take(place.exchange.exported()).words
    again = elsewhere.exchange.take(place.exchange.exported())
    assert "没有改动" in again.words
    fault, told = elsewhere.verified()
    assert not fault
    assert "收存有节点“澜州”的检查点 2 个" in told[1]


def test_what_does_not_go_on_or_is_signed_by_a_stranger_is_not_taken(
    place: Place, elsewhere: Place
) -> None:
    place.go_on(5)
    old = place.checkpoints.write()
    file = place.exchange.exported()
    elsewhere.exchange.take(file)
    with pytest.raises(Refused, match="须各不相同"):
        place.exchange.take(file)
    place.go_on(3)
    place.checkpoints.write()
    with pytest.raises(Refused, match="--since 6"):
        elsewhere.exchange.take(place.exchange.exported(since=2))
    elsewhere.exchange.take(place.exchange.exported(since=6))
    with pytest.raises(Refused, match="旧，不再收存"):
        elsewhere.exchange.take(file)
    for root in elsewhere.trusted.authorities():
        elsewhere.trusted.withdraw(root.certificate.fingerprint, by="test")
    with pytest.raises(Refused, match="证书不能采信"):
        elsewhere.exchange.take(place.exchange.exported())
    for rubbish in (b"", b"[]", b"{}", b"[" * 100_000, json.dumps(old.to_json()).encode()):
        with pytest.raises(Refused, match="请核对所选的文件"):
            elsewhere.exchange.take(rubbish)


def test_a_witness_of_what_was_never_signed_is_an_alarm(place: Place, elsewhere: Place) -> None:
    give_key(elsewhere)
    place.go_on(5)
    signed = place.checkpoints.write()
    other = replace(signed, statement=replace(signed.statement, root="00" * 32))
    with pytest.raises(Refused, match="不是同一个"):
        place.checkpoints.note_witness(elsewhere.checkpoints.attest(other))
