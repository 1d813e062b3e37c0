"""Tells the senders of 代拟稿 how far their drafts are."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from documents.commissioning.application import Commissions
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node

log = logging.getLogger(__name__)


class StageTeller:
    """A follower for its lease and its waking; what it works off is the register."""

    name = "commissions"
    title = "代拟件进展告知"
    topics: Sequence[str] = NONE

    def __init__(self, commissions: Commissions) -> None:
        self._commissions = commissions

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Being woken by any commit is enough: the register says what moved."""

    def work(self, node: Node) -> bool:
        """Tell of everything that moved; one document's trouble holds up no other."""
        done = False
        for row in self._commissions.untold():
            try:
                done |= self._commissions.tell(row)
            except Exception:
                log.exception("the sender of %s was not told", row.subject)
        return done
