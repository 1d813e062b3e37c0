"""Writing checkpoints, and keeping those of other nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from office.kernel.act import Act
from office.kernel.journal import journal, journal_head
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from signing.certificates.certificate import Certificate
from signing.checkpoints.checking import holds
from signing.checkpoints.checkpoint import NODE, Checkpoint, PeerCheckpoint
from signing.checkpoints.registers import checkpoints
from signing.checkpoints.statement import SignedStatement, Statement
from signing.checkpoints.subtrees import JournalNodes
from signing.checkpoints.tree import is_consistent, root
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.signer import Signer

OWNER = Owner(OwnerKind.NODE)
_LIKED = (Algorithm.SM2, Algorithm.ECDSA, Algorithm.RSA)


class Checkpoints(Room):
    """`name`: of this node among nodes."""

    def __init__(self, node: Node, *, keys: Keystore, name: str) -> None:
        super().__init__(node)
        self._keys = keys
        self.name = name
        self.nodes = JournalNodes(node.store)

    @property
    def can_sign(self) -> bool:
        """Whether the node has a key."""
        return any(self._keys.current(OWNER, algorithm=each) for each in _LIKED)

    def newest(self, *, of: str = "") -> Row[Any] | None:
        """The line of the newest checkpoint of a node, else of this one."""
        query = select(checkpoints).where(checkpoints.c.node == (of or self.name))
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
            node=self.name,
            size=size,
            root=root(self.nodes, size=size).hex(),
            chain=chain.hex(),
            at=self.clock.now().isoformat(timespec="seconds"),
            previous="" if newest is None else newest.digest,
        )
        signed = _signed(statement, by=self._signer())
        at = self.clock.now()

        def decide() -> None:
            self.save(Checkpoint.write(signed, at=at))

        act = Act(agency=NODE, person=NODE, command=f"checkpoint:{self.name}:{size}")
        self.perform(act, name="checkpoint", given={"size": size}, decide=decide)
        return self.load(Checkpoint, Checkpoint.id_of(self.name, size)).signed

    def receive(self, signed: SignedStatement, *, consistency: Sequence[bytes]) -> None:
        """Keep another node's. Raises Refused when it does not go on from what we have of it.

        Whose certificate signed it is the caller's to check against whom the node trusts.
        """
        said = signed.statement
        if not holds(signed):
            raise Refused(f"节点“{said.node}”的检查点签名不成立，没有收存。请向对方核实。")
        before = self.newest(of=said.node)
        if before is not None and not is_consistent(
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

        def decide() -> None:
            made = PeerCheckpoint.receive(signed, consistency=consistency, at=self.clock.now())
            self.save(made)

        act = Act(agency=NODE, person=NODE, command=f"peer-checkpoint:{said.digest}")
        self.perform(act, name="receive checkpoint", given={"digest": said.digest}, decide=decide)

    def _head(self) -> tuple[int, bytes]:
        """How long the journal is, and its chain's value there: of one row, so that both agree."""
        with self.node.store.reading() as connection:
            size = connection.execute(select(journal_head.c.id)).scalar_one()
            if not size:
                raise Refused("日志中还没有事件，没有可以签署的检查点。")
            chain = connection.execute(select(journal.c.chain).where(journal.c.id == size))
            return int(size), bytes(chain.scalar_one())

    def _signer(self) -> Signer:
        for algorithm in _LIKED:
            if self._keys.current(OWNER, algorithm=algorithm):
                return self._keys.signer(OWNER, algorithm=algorithm)
        raise Refused(
            "本节点没有签署检查点的密钥。请系统管理员执行 office ca issue node，或导入节点证书。"
        )


def _signed(statement: Statement, *, by: Signer) -> SignedStatement:
    return SignedStatement(
        statement=statement,
        signature=by.sign(statement.text.encode()).hex(),
        certificate=Certificate(by.certificate).pem.decode("ascii"),
        issuers=tuple(Certificate(each).pem.decode("ascii") for each in by.issuers),
    )
