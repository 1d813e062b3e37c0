"""Somebody's turn with a paper, as the guard is asked about giving it away (移交)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from office.kernel.entity import Entity


@dataclass(frozen=True, slots=True)
class Giving:
    """Whose turn with which paper. Whoever holds a paper with others gives away their own alone,
    so that the rule has to know whose it is; the rest it asks of the paper."""

    paper: Entity
    giver: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.paper, name)
