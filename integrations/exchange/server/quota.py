"""How much a node may ask: a bucket for each caller, so that one who floods hurts only itself."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

BURST = 10
"""Seconds' worth of requests that may come at once."""


class Quota:
    """`per_minute` requests of each caller; what it has not used it may use within `BURST` s.

    `clock`: seconds that never go back. Callers are few: nodes of the address book.
    """

    def __init__(self, *, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._most = max(1.0, self._rate * BURST)
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, caller: str) -> int:
        """Take one request; 0 if there was one left, else the seconds to wait for the next."""
        with self._lock:
            now = self._clock()
            left, since = self._left.get(caller, (self._most, now))
            left = min(self._most, left + (now - since) * self._rate)
            has_one = left >= 1
            self._left[caller] = (left - 1 if has_one else left, now)
            return 0 if has_one else math.ceil((1 - left) / self._rate)
