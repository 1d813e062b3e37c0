"""打开: that a paper was seen by who may act in somebody's turn with it.

A stream of its own, so that looking at a paper leaves the paper's version as it was.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity


class Opening(Entity):
    """One person's turn with one document was opened, by them or by who acts for them.

    `people` are those who looked themselves (ids): what one has seen, another has not.
    """

    TOPIC: ClassVar[str] = "documents.Opening"

    class Opened(Created):
        TOPIC: ClassVar[str] = "documents.Opening.Opened"
        document: str
        by: str

    def __init__(self, agency: str, document: str, by: str) -> None:
        self.agency = agency
        self.document = document
        self.people: tuple[str, ...] = (by,)

    @staticmethod
    def id_of(*, document: UUID, person: str, turn: int) -> UUID:
        """`person`: whose turn it is; `turn`: the version since which the document stands so."""
        return uuid5(NAMESPACE_URL, f"wenshu:opening:{document}:{person}:{turn}")

    @classmethod
    def open(cls, *, id: UUID, agency: str, document: UUID, by: str, at: datetime) -> Opening:
        """It is open."""
        return cls.begin(
            cls.Opened, id=id, agency=agency, timestamp=at, document=str(document), by=by
        )

    def look(self, *, by: str, at: datetime) -> None:
        """Another person who may act in this turn has it open; the same one again is no event."""
        if by not in self.people:
            self._seen(timestamp=at, by=by)

    @event("SeenAlso", topic="documents.Opening.SeenAlso")
    def _seen(self, timestamp: datetime, by: str) -> None:
        self.people = (*self.people, by)
