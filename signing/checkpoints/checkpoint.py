"""A checkpoint: the node signs how long its journal is and what its tree's root is.

Whoever holds one can tell later whether anything before it was changed, left out or put in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused
from signing.checkpoints.statement import SignedStatement, SignedWitness

NODE = "node"
"""The agency of what the node does for itself."""


class Checkpoint(Entity):
    """One of this node's own. Other nodes witness that they were told of it."""

    TOPIC: ClassVar[str] = "signing.Checkpoint"

    class Signed(Created):
        TOPIC: ClassVar[str] = "signing.Checkpoint.Signed"
        signed: dict[str, Any]

    def __init__(self, agency: str, signed: dict[str, Any]) -> None:
        self.agency = agency
        self.signed = SignedStatement.from_json(signed)
        self.witnesses: list[str] = []

    @staticmethod
    def id_of(node: str, size: int) -> UUID:
        """There is one of a size."""
        return uuid5(NAMESPACE_URL, f"wenshu:checkpoint:{node}:{size}")

    @classmethod
    def write(cls, signed: SignedStatement, *, at: datetime) -> Checkpoint:
        """As the node's key signed it."""
        said = signed.statement
        return cls.begin(
            cls.Signed,
            id=cls.id_of(said.node, said.size),
            agency=NODE,
            timestamp=at,
            signed=signed.to_json(),
        )

    def witness(self, signed: SignedWitness, *, at: datetime) -> None:
        """Another node has it too, and signed that it does. Once is enough."""
        said = signed.witness
        if said.digest != self.signed.statement.digest:
            raise Refused(
                f"节点“{said.node}”见证的检查点与本节点签署的不是同一个，不能收存。"
                "请保留对方的文件，立即与对方核对：可能有人用本节点的名义另签了检查点。"
            )
        if said.node not in self.witnesses:
            self._witnessed(timestamp=at, by=said.node, signed=signed.to_json())

    @event("Witnessed", topic="signing.Checkpoint.Witnessed")
    def _witnessed(self, timestamp: datetime, by: str, signed: dict[str, Any]) -> None:
        self.witnesses.append(by)


class PeerCheckpoint(Entity):
    """Another node's, kept here: what it said then, it cannot unsay."""

    TOPIC: ClassVar[str] = "signing.PeerCheckpoint"

    class Received(Created):
        TOPIC: ClassVar[str] = "signing.PeerCheckpoint.Received"
        signed: dict[str, Any]
        consistency: list[str]
        recertified: bool = field(default=False, kw_only=True)

    def __init__(
        self,
        agency: str,
        signed: dict[str, Any],
        consistency: Sequence[str],
        *,
        recertified: bool = False,
    ) -> None:
        self.agency = agency
        self.signed = SignedStatement.from_json(signed)

    @classmethod
    def receive(
        cls,
        signed: SignedStatement,
        *,
        consistency: Sequence[bytes],
        at: datetime,
        recertified: bool = False,
    ) -> PeerCheckpoint:
        """`consistency`: that it goes on from the one that was here before, as was checked;
        `recertified`: people found out that the node has another certificate now."""
        said = signed.statement
        return cls.begin(
            cls.Received,
            id=uuid5(NAMESPACE_URL, f"wenshu:peer-checkpoint:{said.node}:{said.size}"),
            agency=NODE,
            timestamp=at,
            signed=signed.to_json(),
            consistency=[each.hex() for each in consistency],
            recertified=recertified,
        )
