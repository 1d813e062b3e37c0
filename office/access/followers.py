"""What access does by itself: it forgets login tries that no longer count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from office.access.buckets import sweep
from office.kernel.followers import NONE, Followed
from office.kernel.node import Node

EVERY = timedelta(hours=1)


class Sweeper:
    """Throws away empty rate buckets, once an hour; it follows no events."""

    name = "sweeper"
    title = "清理登录尝试记录"
    topics: Sequence[str] = NONE

    def __init__(self) -> None:
        self._last: datetime | None = None

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing to follow."""

    def work(self, node: Node) -> bool:
        """Sweep if it is time."""
        now = node.clock.now()
        if self._last is not None and now - self._last < EVERY:
            return False
        self._last = now
        sweep(node.store, node.clock)
        return False
