"""What rooms of papers say to deadlines: what belongs to what, and what the table may call it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from documents.assignments.registers import ROOM as ASSIGNMENT
from documents.assignments.registers import assignments
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.registers import incomings
from office.directory.answers import Relation
from office.kernel.node import Node

FROM_ABOVE, FROM_BESIDE, FROM_BELOW = "上级来文", "平级来文", "下级来文"
_FROM = {Relation.SUPERIOR: FROM_ABOVE, Relation.SUBORDINATE: FROM_BELOW}


class Relations(Protocol):
    """The directory of record, as far as it says who stands above whom."""

    def relation(self, code: str, other: str) -> Relation:
        """How `other` stands to `code`."""


class KnownPapers:
    """Reads it from the rooms' registers."""

    def __init__(self, node: Node, *, relations: Relations) -> None:
        self._node = node
        self._relations = relations

    def paper_of(self, room: str, subject: UUID) -> UUID:
        """An assignment belongs to what it is about; everything else to itself."""
        if room != ASSIGNMENT:
            return subject
        query = select(assignments.c.paper).where(assignments.c.subject == subject)
        with self._node.store.reading() as connection:
            found: UUID = connection.execute(query).scalar() or subject
        return found

    def kinds_of(self, room: str, subject: UUID, type: str) -> Sequence[str]:
        """The type, and for what came in: from whom."""
        if room not in (INCOMING, ASSIGNMENT):
            return (type,)
        query = select(incomings.c.agency, incomings.c.sender).where(
            incomings.c.subject == self.paper_of(room, subject)
        )
        with self._node.store.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return (type,)
        relation = self._relations.relation(row.agency, row.sender)
        return (type, _FROM.get(relation, FROM_BESIDE))
