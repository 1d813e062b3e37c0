"""What the courier brings and nobody waits for: a word on its way until it got there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from documents.consignments.retrying import pause_after


class Errand:
    """For streams of their own that end once the other side has it. Time gives none up.

    What is recorded, and under which topic, the stream itself says (`_sent`, `_put_aside`,
    `_attempt_failed`).
    """

    attempts: int
    over: bool

    _sent: Callable[..., None]
    _put_aside: Callable[..., None]
    _attempt_failed: Callable[..., None]

    def send(self, *, at: datetime) -> None:
        """It arrived. Twice is once."""
        if not self.over:
            self._sent(timestamp=at)

    def put_aside(self, *, code: str, text: str, at: datetime) -> None:
        """The other side will never take it."""
        if not self.over:
            self._put_aside(timestamp=at, code=code, text=text)

    def fail_attempt(
        self,
        *,
        code: str,
        text: str,
        at: datetime,
        chance: float = 0.0,
        asked: int | None = None,
    ) -> None:
        """Not reached: when to try again."""
        if self.over:
            return
        pause = pause_after(self.attempts, chance=chance, asked=asked)
        self._attempt_failed(timestamp=at, code=code, text=text, next_try=at + pause)
