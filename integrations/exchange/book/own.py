"""What this node says of itself: each snapshot as it was signed, never made anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from integrations.exchange.book.said import Differences, Said, applied, differences
from office.directory.ids import DIRECTORY
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class OwnBook(Entity):
    """One stream: the snapshots of this node, under whatever name."""

    TOPIC: ClassVar[str] = "exchange.OwnBook"
    ID: ClassVar[UUID] = uuid5(NAMESPACE_URL, "wenshu:exchange:own-book")

    class Opened(Created):
        """Before the first."""

        TOPIC: ClassVar[str] = "exchange.OwnBook.Opened"

    def __init__(self, agency: str) -> None:
        self.agency = agency
        self.sequence = 0
        self.moved: dict[str, dict[str, Any]] = {}

    @classmethod
    def open(cls, *, at: datetime) -> OwnBook:
        """With nothing in it."""
        return cls.begin(cls.Opened, id=cls.ID, agency=DIRECTORY, timestamp=at)

    def issue(self, said: Said, *, essence: str, hosted: list[str], at: datetime) -> None:
        """A new snapshot. `essence`: SHA-256 of what it says apart from its number and moment;
        `hosted`: codes of the agencies that it says are at home here."""
        if said.sequence <= self.sequence:
            raise Refused(f"快照的序号须大于 {self.sequence}。")
        self._issued(
            timestamp=at,
            node=said.node,
            sequence=said.sequence,
            made=said.made,
            digest=said.digest,
            fingerprint=said.fingerprint,
            signed=said.signed,
            essence=essence,
            hosted=hosted,
            moved=differences(self.moved, said.moved),
        )

    @event("Issued", topic="exchange.OwnBook.Issued")
    def _issued(
        self,
        timestamp: datetime,
        node: str,
        sequence: int,
        made: str,
        digest: str,
        fingerprint: str,
        signed: dict[str, Any],
        essence: str,
        hosted: list[str],
        moved: Differences,
    ) -> None:
        self.sequence = sequence
        self.moved = applied(self.moved, moved)
