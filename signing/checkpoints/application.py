"""Writing checkpoints, and keeping those of other nodes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, select

from office.kernel.act import Act
from office.kernel.journal import journal, journal_head
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from signing.certificates.building import NODE_USAGE, Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use, serves
from signing.checkpoints.checking import common_name, goes_on, holds, key_of, misnamed
from signing.checkpoints.checkpoint import NODE, Checkpoint, PeerCheckpoint
from signing.checkpoints.peers import (
    must_be_later,
    must_be_past,
    must_be_the_same,
    must_go_on,
)
from signing.checkpoints.registers import checkpoints, witnesses
from signing.checkpoints.statement import SignedStatement, SignedWitness, Statement, Witness
from signing.checkpoints.subtrees import JournalNodes
from signing.checkpoints.tree import consistency as consistency_of
from signing.checkpoints.tree import root
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, Owner, OwnerKind
from signing.keys.signer import Signer

UNNAMED = "wenshu"
"""How a node is called that nobody named and that has recorded nothing."""
OWNER = Owner(OwnerKind.NODE)
_LIKED = (Algorithm.SM2, Algorithm.ECDSA, Algorithm.RSA)


class Checkpoints(Room):
    """`name`: of this node among nodes, as the site says; it may leave that to the journal. (The
    library has a `name` of its own, of the application.)"""

    def __init__(self, node: Node, *, keys: Keystore, name: str = "") -> None:
        super().__init__(node)
        self._keys = keys
        self._given = name
        self.nodes = JournalNodes(node.store)

    @property
    def node_name(self) -> str:
        """As the site says, else from the journal's first event: it goes with the database into
        every backup and is nobody else's, for that event holds a random salt."""
        if self._given:
            return self._given
        first = select(journal.c.chain).where(journal.c.id == 1)
        with self.node.store.reading() as connection:
            chain = connection.execute(first).scalar()
        return f"{UNNAMED}-{bytes(chain)[:4].hex()}" if chain else UNNAMED

    @property
    def known_name(self) -> str:
        """`node_name` once it stands; empty while the journal that gives it has nothing yet."""
        return "" if self.node_name == UNNAMED else self.node_name

    @property
    def can_sign(self) -> bool:
        """Whether the node has a key and a certificate that lets it speak for the node."""
        return self._key() is not None

    def newest(self, *, of: str = "") -> Row[Any] | None:
        """The line of the newest checkpoint of another node, else of this one: under whatever
        name, for a node may be given another."""
        whose = and_(checkpoints.c.node == of, ~checkpoints.c.own) if of else checkpoints.c.own
        query = select(checkpoints).where(whose)
        with self.node.store.reading() as connection:
            return connection.execute(query.order_by(checkpoints.c.size.desc()).limit(1)).first()

    def is_due(self) -> bool:
        """Whether anything but the last checkpoint itself was recorded since."""
        newest = self.newest()
        size, _ = self._head()
        return size > (0 if newest is None else newest.size + 1)

    def write(self) -> SignedStatement:
        """Sign how the journal stands. Raises Refused where the node has no key."""
        size, chain = self._head()
        newest, at = self.newest(), self.clock.now()
        before = self.own(newest.size).statement if newest else None
        if before and at < datetime.fromisoformat(before.at):
            raise Refused(
                f"本节点的时钟（{at:%Y-%m-%d %H:%M:%S}）早于上一个检查点签署的时间，没有签署。"
                "请系统管理员校准服务器的时钟。"
            )
        while self.nodes.grow(size=size):
            pass
        statement = Statement(
            node=self.node_name,
            size=size,
            root=root(self.nodes, size=size).hex(),
            chain=chain.hex(),
            at=at.isoformat(timespec="seconds"),
            previous="" if before is None else before.digest,
        )
        self._must_grow(statement, before=before)
        signed = SignedStatement(
            statement=statement, **_by(self.signer(), statement.text.encode())
        )

        def decide() -> None:
            last = self.newest()  # under the journal's lock: each names the one before it
            if (last and last.digest) != (newest and newest.digest):
                raise Refused("刚才已经签署了另一个检查点，不必重复签署。")
            self.save(Checkpoint.write(signed, at=at))

        act = Act(agency=NODE, person=NODE, command=f"checkpoint:{_short(self.node_name)}:{size}")
        self.perform(act, name="checkpoint", given={"size": size}, decide=decide)
        return self.load(Checkpoint, Checkpoint.id_of(self.node_name, size)).signed

    def _must_grow(self, said: Statement, *, before: Statement | None) -> None:
        """Raises Refused where the kept roots give another tree than was signed before."""
        if before is None:
            return
        reaches = before.size <= said.size
        grown = self.grown(older=before.size, size=said.size) if reaches else []
        if not goes_on(said, after=before, by=grown):
            raise Refused(
                "日志的根值与上一个检查点不相衔接，没有签署。请系统管理员立即执行 office verify："
                "它指出被改动的事件；事件没有改动的，它重建根值的中间结果。"
            )

    def receive(
        self, signed: SignedStatement, *, consistency: Sequence[bytes], recertified: bool = False
    ) -> bool:
        """Keep another node's; whether it is new here.

        Raises Refused when it does not go on from what we have of it, or another than before
        signed it (`recertified`: that was asked about and is in order). Whether its authority is
        trusted is the caller's to check.
        """
        said = signed.statement
        if said.node in self.own_names:
            raise Refused(
                f"这是名为“{said.node}”的节点自己的检查点，而本节点也叫这个名称。"
                "各节点的名称（设置 wenshu.node）须各不相同；本节点的检查点不必导入。"
            )
        if not holds(signed):
            raise Refused(f"节点“{said.node}”的检查点签名不成立，没有收存。请向对方核实。")
        if fault := misnamed(signed, node=said.node):
            raise Refused(f"节点“{said.node}”的检查点没有收存：{fault}请向对方核实。")
        before = self.newest(of=said.node)
        if before is not None:
            if before.digest == said.digest:
                return False
            must_go_on(signed, before=before, consistency=consistency)
            kept = self.kept(before.subject)
            must_be_later(said, after=kept.statement)
            if not recertified:
                must_be_the_same(signed, as_in=kept)
        must_be_past(said, now=self.clock.now())

        def decide() -> None:
            made = PeerCheckpoint.receive(
                signed,
                consistency=consistency,
                at=self.clock.now(),
                recertified=recertified and before is not None,
            )
            self.save(made)

        act = Act(agency=NODE, person=NODE, command=f"peer-checkpoint:{said.digest[:40]}")
        self.perform(act, name="receive checkpoint", given={"digest": said.digest}, decide=decide)
        return True

    def kept(self, subject: UUID) -> SignedStatement:
        """Another node's, as it came. Raises Missing."""
        return self.load(PeerCheckpoint, subject).signed

    def attest(self, signed: SignedStatement) -> SignedWitness:
        """That this node has a checkpoint of another. Raises Refused without a key."""
        said, signer = signed.statement, self.signer()
        witness = Witness(
            node=self.node_name,
            of=said.node,
            size=said.size,
            digest=said.digest,
            at=self.clock.now().isoformat(timespec="seconds"),
        )
        return SignedWitness(witness=witness, **_by(signer, witness.text.encode()))

    def note_witness(self, signed: SignedWitness) -> None:
        """Another node has one of ours. Raises Refused when it is not ours, or not signed by
        another node."""
        said, own = signed.witness, self.own_names
        if said.of not in own:
            raise Refused(f"这份见证是为节点“{said.of}”的检查点作的，不是本节点的。请核对文件。")
        if not holds(signed):
            raise Refused(f"节点“{said.node}”的见证签名不成立，没有收存。请向对方核实。")
        if fault := misnamed(signed, node=said.node):
            raise Refused(f"节点“{said.node}”的见证没有收存：{fault}请向对方核实。")
        if said.node in own:
            raise Refused("这是本节点自己签的，不是其他节点的见证，没有收存。")
        if (known := self.newest(of=said.node)) is not None:
            must_be_the_same(signed, as_in=self.kept(known.subject))

        def decide() -> None:
            it = self.load(Checkpoint, Checkpoint.id_of(said.of, said.size))
            if key_of(it.signed) == key_of(signed):
                raise Refused("这份见证是用本节点的密钥签的，没有收存。请向对方核实。")
            it.witness(signed, at=self.clock.now())
            self.save(it)

        digest = sha256(signed.text.encode()).hexdigest()
        act = Act(agency=NODE, person=NODE, command=f"witness:{digest[:40]}")
        self.perform(act, name="note witness", given={"signed": digest}, decide=decide)

    def signed_by_node(self, data: bytes) -> dict[str, Any]:
        """The node's signature over what it hands out: hex, and whose it is, PEM."""
        return _by(self.signer(), data)

    def own(self, size: int) -> SignedStatement:
        """This node's checkpoint of that size, under whatever name. Raises Missing."""
        query = select(checkpoints.c.subject).where(checkpoints.c.own, checkpoints.c.size == size)
        with self.node.store.reading() as connection:
            subject = connection.execute(query).scalar()
        return self.load(Checkpoint, subject or Checkpoint.id_of(self.node_name, size)).signed

    @property
    def own_names(self) -> set[str]:
        """Of this node, now and in its checkpoints."""
        query = select(checkpoints.c.node).where(checkpoints.c.own).distinct()
        with self.node.store.reading() as connection:
            return {self.node_name, *connection.execute(query).scalars()}

    def grown(self, *, older: int, size: int) -> list[bytes]:
        """That the journal of `size` events begins with that of `older`."""
        return consistency_of(self.nodes, older=older, size=size)

    def listed(self, *, own: bool, limit: int = 50) -> list[Row[Any]]:
        """The newest lines of this node's or of the others', with `witnessed`: how many did."""
        counted = (
            select(witnesses.c.subject, func.count().label("witnessed"))
            .group_by(witnesses.c.subject)
            .subquery()
        )
        query = (
            select(checkpoints, func.coalesce(counted.c.witnessed, 0).label("witnessed"))
            .outerjoin(counted, counted.c.subject == checkpoints.c.subject)
            .where(checkpoints.c.own == own)
            .order_by(checkpoints.c.at.desc(), checkpoints.c.size.desc())
            .limit(limit)
        )
        with self.node.store.reading() as connection:
            return list(connection.execute(query))

    def witnesses_of(self, subject: UUID) -> list[str]:
        """Which nodes have it."""
        query = select(witnesses.c.node).where(witnesses.c.subject == subject)
        with self.node.store.reading() as connection:
            return list(connection.execute(query.order_by(witnesses.c.at)).scalars())

    def _head(self) -> tuple[int, bytes]:
        """How long the journal is, and its chain's value there: of one row, so that both agree."""
        with self.node.store.reading() as connection:
            size = connection.execute(select(journal_head.c.id)).scalar_one()
            if not size:
                raise Refused("日志中还没有事件，没有可以签署的检查点。")
            chain = connection.execute(select(journal.c.chain).where(journal.c.id == size))
            return int(size), bytes(chain.scalar_one())

    def signer(self) -> Signer:
        """The node's own hand, for what it says of its journal. Raises Refused without one."""
        found = self._key()
        if found is None:
            raise Refused(
                "本节点没有签署检查点的密钥。"
                "请系统管理员执行 office ca issue --kind node，或导入节点证书"
                f"（扩展密钥用途为 {NODE_USAGE}；机关、个人、印章的证书不能代替；"
                f"证书的通用名称须是本节点的名称“{self.node_name}”，改了名称须换证书）。"
            )
        return self._keys.signer_of(found.id)

    def _key(self) -> HeldKey | None:
        """Whoever else's certificate was brought for the node does not speak for it."""
        held = (self._keys.current(OWNER, algorithm=each, purpose=Purpose.NODE) for each in _LIKED)
        return next(
            (
                each
                for each in held
                if each is not None
                and serves(each.certificate, use=Use.SPEAK_FOR_NODE)
                and common_name(each.certificate) == self.node_name
            ),
            None,
        )


def _by(signer: Signer, data: bytes) -> dict[str, Any]:
    """A signature and whose it is, as signed statements hold them."""
    return {
        "signature": signer.sign(data).hex(),
        "certificate": Certificate(signer.certificate).pem.decode("ascii"),
        "issuers": tuple(Certificate(each).pem.decode("ascii") for each in signer.issuers),
    }


def _short(name: str) -> str:
    """A node's name in a command, which has room for little."""
    return sha256(name.encode()).hexdigest()[:16]
