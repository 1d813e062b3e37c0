"""Checkpoints are written by the clock, as long as anything happens."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from office.kernel.followers import NONE, Followed
from office.kernel.node import Node
from office.kernel.refusals import Refused
from signing.checkpoints.application import Checkpoints

log = logging.getLogger(__name__)


class Checkpointer:
    """`every`: at most so often; a node at rest writes none."""

    name = "checkpointer"
    title = "签署日志检查点"
    topics: Sequence[str] = NONE

    def __init__(self, checkpoints: Checkpoints, *, every: timedelta) -> None:
        self._checkpoints = checkpoints
        self._every = every

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Nothing to follow: it goes by the clock."""

    def work(self, node: Node) -> bool:
        """Write one if it is time. Without a key the health page says so."""
        newest = self._checkpoints.newest()
        if newest is not None and node.clock.now() - newest.at < self._every:
            return False
        if not self._checkpoints.can_sign:
            return False
        try:
            if not self._checkpoints.is_due():
                return False
            self._checkpoints.write()
        except Refused as refused:
            log.warning("no checkpoint could be written: %s", refused)
            return False
        return True
