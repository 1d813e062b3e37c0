"""Who is served next: a caller has no more than its share of the workers, whatever it sends."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

Job = TypeVar("Job")


class Shares(Generic[Job]):
    """`start`: gives a job to the workers; `share`: how many of one caller they have at once."""

    def __init__(self, start: Callable[[Job], None], *, share: int) -> None:
        self._start = start
        self._share = share
        self._busy: Counter[str] = Counter()
        self._waiting: defaultdict[str, deque[Job]] = defaultdict(deque)
        self._lock = threading.Lock()

    def add(self, caller: str, job: Job) -> None:
        """Start the job, or keep it until another of this caller is done."""
        with self._lock:
            if self._busy[caller] >= self._share:
                self._waiting[caller].append(job)
                return
            self._busy[caller] += 1
        self._start(job)

    def done(self, caller: str) -> None:
        """One of this caller's jobs is done; its next is started."""
        with self._lock:
            waiting = self._waiting[caller]
            following = waiting.popleft() if waiting else None
            if following is None:
                self._busy[caller] -= 1
                del self._waiting[caller]
        if following is not None:
            self._start(following)

    def give_up(self) -> list[Job]:
        """All that wait; they wait no longer."""
        with self._lock:
            waiting = [job for jobs in self._waiting.values() for job in jobs]
            self._waiting.clear()
            return waiting
