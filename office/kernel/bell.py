"""Wakes those in this process who wait for something new in the journal."""

from __future__ import annotations

import threading


class Bell:
    """Rung after each commit that recorded events. No ring is missed between two waits."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.rings = 0

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._condition:
            self.rings += 1
            self._condition.notify_all()

    def wait(self, *, heard: int, timeout: float) -> int:
        """Wait until it rang more often than `heard`, or `timeout` seconds; gives the count."""
        with self._condition:
            self._condition.wait_for(lambda: self.rings > heard, timeout)
            return self.rings
