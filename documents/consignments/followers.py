"""The courier: carries what the outbox holds, and tries again when its time has come."""

from __future__ import annotations

from collections.abc import Sequence

from documents.consignments.application import Consignments
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node


class Courier:
    """A follower for its lease and its waking; what it works off is the outbox register."""

    name = "courier"
    title = "递送公文和回执"
    topics: Sequence[str] = NONE

    def __init__(self, consignments: Consignments) -> None:
        self._consignments = consignments

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Being woken by any commit is enough: the register says what is due."""

    def work(self, node: Node) -> bool:
        """Carry everything that is due; tells whether any of it is done with."""
        due = self._consignments.due()
        noted = [self._consignments.carry(subject, item) for subject, item in due]
        return any(noted)
