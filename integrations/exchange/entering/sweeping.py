"""What others began to send and never finished is removed (one of the followers)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from integrations.exchange.entering.staging import Staging
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node

DAILY = timedelta(days=1)
KEPT = timedelta(days=7)
"""How long parts wait for the rest; a sender goes on with what it sends well before."""


class StagingSweeper:
    """Once a day, and when it starts."""

    name = "exchange-staging"
    title = "清理其他节点没有发完的文件"
    topics: Sequence[str] = NONE

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._swept: datetime | None = None

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing to follow: it goes by the clock."""

    def work(self, node: Node) -> bool:
        """Tells whether anything was removed."""
        now = node.clock.now()
        if self._swept is not None and now - self._swept < DAILY:
            return False
        self._swept = now
        return self._staging.sweep(untouched_since=now - KEPT) > 0
