"""What the room of incoming papers is told of shares, beside what comes back from them."""

from __future__ import annotations

from documents.assignments.assignment import Assignment
from documents.assignments.stages import Means
from documents.incoming.acts.sharing import SharingActs
from office.kernel.act import Act


class HostsLimits:
    """Has each paper due when its host's share is (`documents.assignments.ports.Overseer`)."""

    def __init__(self, incomings: SharingActs) -> None:
        self._incomings = incomings

    def extended(self, act: Act, it: Assignment, *, words: str) -> None:
        """同意延期."""
        self._incomings.follow_host(act, it)

    def rearranged(self, act: Act, it: Assignment, *, reason: str) -> None:
        """调整时限, 变更主办."""
        self._incomings.follow_host(act, it)

    def urged(self, act: Act, it: Assignment, *, means: Means, words: str) -> None:
        """The share's own stream tells of it."""

    def withdrawn(self, act: Act, it: Assignment, *, reason: str) -> None:
        """The share's own stream tells of it."""
