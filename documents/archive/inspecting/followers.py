"""Has inspections that were begun carried on."""

from __future__ import annotations

from collections.abc import Sequence

from documents.archive.inspecting.application import ShelfInspections
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node


class ShelfInspector:
    """A follower for its lease and its waking; the register says what runs."""

    name = "shelf-inspector"
    title = "档案成批检测"
    topics: Sequence[str] = NONE

    def __init__(self, inspections: ShelfInspections) -> None:
        self._inspections = inspections

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Being woken by any commit is enough."""

    def work(self, node: Node) -> bool:
        """The next slice."""
        return self._inspections.go_on()
