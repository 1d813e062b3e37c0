"""What somebody says at their turn: the same for every step, and recorded alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from documents.memoranda.stages import TurnVerdict
from office.kernel.entity import Event


@dataclass(frozen=True, slots=True)
class Said:
    """An act at one's turn: `by` acts, and it is the turn of `whose` (another's under 代理).

    `shown`: the stored pages that the person saw. `readers`: for whom alone the words are; nobody
    for all who handle the memorandum.
    """

    by: str
    whose: str
    opinion: str
    shown: dict[str, Any]
    at: datetime
    readers: Sequence[str] = ()


class Decision(Event):
    """The base of the events that somebody's turn ends in. It is never stored itself."""

    by: str
    whose: str
    opinion: str
    shown: dict[str, Any]
    readers: list[str]
    verdict: str
    move: dict[str, Any]
    ink: dict[str, Any] | None = field(default=None, kw_only=True)

    def apply(self, aggregate: Any) -> None:
        """The turn goes on as was decided then."""
        aggregate.move_on(self.whose, self.move, by=self.by, verdict=TurnVerdict(self.verdict))
