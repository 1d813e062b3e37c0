"""Deadlines of answers: noted when their day is over."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from documents.consulting.application import Consultations
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node

log = logging.getLogger(__name__)


class AnswerDeadlines:
    """A follower for its lease and its waking; what it works off is the register."""

    name = "answer-deadlines"
    title = "征求意见到期处理"
    topics: Sequence[str] = NONE

    def __init__(self, consultations: Consultations) -> None:
        self._consultations = consultations

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing: the register says what is due."""

    def work(self, node: Node) -> bool:
        """Note what is overdue; tells whether anything was. One's trouble holds up no other."""
        done = False
        for row in self._consultations.overdue():
            try:
                self._consultations.pass_deadline(row)
            except Exception:
                log.exception("the deadline of %s was not noted", row.subject)
            else:
                done = True
        return done
