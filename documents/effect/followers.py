"""The keeper of periods: reminds before the last day, and lets lapse after it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from documents.effect.application import Effects
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node

log = logging.getLogger(__name__)


class PeriodKeeper:
    """A follower for its lease and its clock; what it works off is the register of effect."""

    name = "periods"
    title = "公文到期失效"
    topics: Sequence[str] = NONE

    def __init__(self, effects: Effects) -> None:
        self._effects = effects

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing to follow: a day passes without any event."""

    def work(self, node: Node) -> bool:
        """Everything that is due; one document's trouble holds up no other."""
        done = False
        for row in self._effects.due():
            try:
                self._effects.keep_time(row)
            except Exception:
                log.exception("the period of %s was not kept", row.subject)
            else:
                done = True
        return done
