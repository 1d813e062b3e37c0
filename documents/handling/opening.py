"""打开: that somebody whose turn it is has seen the paper.

A stream of its own, so that looking at a paper leaves the paper's version as it was.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from office.kernel.entity import Created, Entity


class Opening(Entity):
    """One person opened one document in one turn of theirs."""

    TOPIC: ClassVar[str] = "documents.Opening"

    class Opened(Created):
        TOPIC: ClassVar[str] = "documents.Opening.Opened"
        document: str
        by: str

    def __init__(self, agency: str, document: str, by: str) -> None:
        self.agency = agency
        self.document = document
        self.by = by

    @staticmethod
    def id_of(*, document: UUID, person: str, turn: int) -> UUID:
        """`turn`: the version since which the document stands as it does."""
        return uuid5(NAMESPACE_URL, f"wenshu:opening:{document}:{person}:{turn}")

    @classmethod
    def open(cls, *, id: UUID, agency: str, document: UUID, by: str, at: datetime) -> Opening:
        """It is open."""
        return cls.begin(
            cls.Opened, id=id, agency=agency, timestamp=at, document=str(document), by=by
        )
