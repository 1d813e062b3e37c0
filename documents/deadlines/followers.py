"""Has deadlines keep up with desks."""

from __future__ import annotations

from collections.abc import Sequence

from documents.deadlines.application import Deadlines
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node


class DeadlineSetter:
    """A follower for its lease and its waking; what it works off are the turns of desks."""

    name = "deadlines"
    title = "办理时限登记"
    topics: Sequence[str] = NONE

    def __init__(self, deadlines: Deadlines) -> None:
        self._deadlines = deadlines

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Being woken by any commit is enough: the register of turns says what changed."""

    def work(self, node: Node) -> bool:
        """Take in the next turns."""
        waited = self._deadlines.wait_outside()
        return self._deadlines.keep_up() or waited
