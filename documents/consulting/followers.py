"""Deadlines of answers: noted when their day is over."""

from __future__ import annotations

from collections.abc import Sequence

from documents.consulting.application import Consultations
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node


class AnswerDeadlines:
    """A follower for its lease and its waking; what it works off is the register."""

    name = "answer-deadlines"
    topics: Sequence[str] = NONE

    def __init__(self, consultations: Consultations) -> None:
        self._consultations = consultations

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing: the register says what is due."""

    def work(self, node: Node) -> bool:
        """Note what is overdue; tells whether anything was."""
        return self._consultations.pass_deadlines()
