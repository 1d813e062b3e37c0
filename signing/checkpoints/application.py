"""Writing checkpoints, and keeping those of other nodes."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from office.kernel.act import Act
from office.kernel.journal import journal, journal_head
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from signing.certificates.building import NODE_USAGE, Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use, serves
from signing.checkpoints.checking import holds
from signing.checkpoints.checkpoint import NODE, Checkpoint, PeerCheckpoint
from signing.checkpoints.registers import checkpoints, witnesses
from signing.checkpoints.statement import SignedStatement, SignedWitness, Statement, Witness
from signing.checkpoints.subtrees import JournalNodes
from signing.checkpoints.tree import consistency as consistency_of
from signing.checkpoints.tree import is_consistent, root
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
    def can_sign(self) -> bool:
        """Whether the node has a key and a certificate that lets it speak for the node."""
        return self._key() is not None

    def newest(self, *, of: str = "") -> Row[Any] | None:
        """The line of the newest checkpoint of a node, else of this one."""
        query = select(checkpoints).where(checkpoints.c.node == (of or self.node_name))
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
        newest = self.newest()
        while self.nodes.grow(size=size):
            pass
        statement = Statement(
            node=self.node_name,
            size=size,
            root=root(self.nodes, size=size).hex(),
            chain=chain.hex(),
            at=self.clock.now().isoformat(timespec="seconds"),
            previous="" if newest is None else newest.digest,
        )
        signed = SignedStatement(
            statement=statement, **_by(self.signer(), statement.text.encode())
        )
        at = self.clock.now()

        def decide() -> None:
            last = self.newest()  # under the journal's lock: each names the one before it
            if (last and last.digest) != (newest and newest.digest):
                raise Refused("刚才已经签署了另一个检查点，不必重复签署。")
            self.save(Checkpoint.write(signed, at=at))

        act = Act(agency=NODE, person=NODE, command=f"checkpoint:{self.node_name}:{size}")
        self.perform(act, name="checkpoint", given={"size": size}, decide=decide)
        return self.load(Checkpoint, Checkpoint.id_of(self.node_name, size)).signed

    def receive(self, signed: SignedStatement, *, consistency: Sequence[bytes]) -> bool:
        """Keep another node's; whether it is new here.

        Raises Refused when it does not go on from what we have of it. Whose certificate signed it
        is the caller's to check against whom the node trusts.
        """
        said = signed.statement
        if said.node == self.node_name:
            raise Refused(
                f"这是名为“{said.node}”的节点自己的检查点，而本节点也叫这个名称。"
                "各节点的名称（设置 wenshu.node）须各不相同；本节点的检查点不必导入。"
            )
        if not holds(signed):
            raise Refused(f"节点“{said.node}”的检查点签名不成立，没有收存。请向对方核实。")
        before = self.newest(of=said.node)
        if before is not None:
            if before.digest == said.digest:
                return False
            _must_go_on(signed, before=before, consistency=consistency)

        def decide() -> None:
            made = PeerCheckpoint.receive(signed, consistency=consistency, at=self.clock.now())
            self.save(made)

        act = Act(agency=NODE, person=NODE, command=f"peer-checkpoint:{said.digest}")
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
        """Another node has one of ours. Raises Refused when it is not ours, or not signed."""
        said = signed.witness
        if said.of != self.node_name:
            raise Refused(f"这份见证是为节点“{said.of}”的检查点作的，不是本节点的。请核对文件。")
        if not holds(signed):
            raise Refused(f"节点“{said.node}”的见证签名不成立，没有收存。请向对方核实。")

        def decide() -> None:
            it = self.load(Checkpoint, Checkpoint.id_of(self.node_name, said.size))
            it.witness(signed, at=self.clock.now())
            self.save(it)

        command = sha256(signed.text.encode()).hexdigest()
        act = Act(agency=NODE, person=NODE, command=f"witness:{command}")
        self.perform(act, name="note witness", given={"signed": command}, decide=decide)

    def signed_by_node(self, data: bytes) -> dict[str, Any]:
        """The node's signature over what it hands out: hex, and whose it is, PEM."""
        return _by(self.signer(), data)

    def own(self, size: int) -> SignedStatement:
        """This node's checkpoint of that size. Raises Missing."""
        return self.load(Checkpoint, Checkpoint.id_of(self.node_name, size)).signed

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
                f"（扩展密钥用途为 {NODE_USAGE}；机关、个人、印章的证书不能代替）。"
            )
        return self._keys.signer_of(found.id)

    def _key(self) -> HeldKey | None:
        """Whoever else's certificate was brought for the node does not speak for it."""
        held = (self._keys.current(OWNER, algorithm=each, purpose=Purpose.NODE) for each in _LIKED)
        return next(
            (
                each
                for each in held
                if each is not None and serves(each.certificate, use=Use.SPEAK_FOR_NODE)
            ),
            None,
        )


def _must_go_on(
    signed: SignedStatement, *, before: Row[Any], consistency: Sequence[bytes]
) -> None:
    said = signed.statement
    if said.size < before.size:
        raise Refused(
            f"节点“{said.node}”的这个检查点（{said.size} 个事件）比已收存的"
            f"（{before.size} 个事件）旧，不再收存。请向对方取最新的。"
        )
    if said.size > before.size and not consistency:
        raise Refused(
            f"文件中没有从第 {before.size} 个事件衔接到第 {said.size} 个事件的证明，不能收存。"
            f"请对方用 office checkpoint export --since {before.size} 重新导出。"
        )
    if not is_consistent(
        older=before.size,
        older_root=bytes.fromhex(before.root),
        size=said.size,
        root=bytes.fromhex(said.root),
        parts=consistency,
    ):
        raise Refused(
            f"节点“{said.node}”的检查点（{said.size} 个事件）与以前收存的"
            f"（{before.size} 个事件）不相衔接：对方的日志被改动过，或者附带的证明不对。"
            "请保留双方数据，立即向对方核实。"
        )


def _by(signer: Signer, data: bytes) -> dict[str, Any]:
    """A signature and whose it is, as signed statements hold them."""
    return {
        "signature": signer.sign(data).hex(),
        "certificate": Certificate(signer.certificate).pem.decode("ascii"),
        "issuers": tuple(Certificate(each).pem.decode("ascii") for each in signer.issuers),
    }
