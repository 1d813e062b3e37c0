"""A lock that is handed on in the order in which it was asked for."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class Turn:
    """Like `threading.Lock`, but fair: a thread that writes without pause starves nobody."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def __enter__(self) -> None:
        with self._mutex:
            if not self._taken:
                self._taken = True
                return
            called = threading.Event()
            self._waiting.append(called)
        try:
            called.wait()
        except BaseException:
            self._give_up(called)
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hand_on()

    def _hand_on(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()  # still taken: by who is called now
            else:
                self._taken = False

    def _give_up(self, called: threading.Event) -> None:
        """Interrupted while waiting: leave the queue, or hand on what was just received."""
        with self._mutex:
            if called in self._waiting:
                self._waiting.remove(called)
                return
        self._hand_on()
