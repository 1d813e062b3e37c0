"""Whom an opinion's words are for: the agency, or only the people it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

WITHHELD = "（限定范围意见）"
"""What everybody else reads instead, on every page, print and export."""


NOBODY = "nobody"
"""Whoever reads what is kept for all: no person has this id, and no words are for them."""


def limited(readers: Sequence[str], words: str) -> list[str]:
    """As an event carries it: nobody twice; without words there is nothing to limit."""
    return list(dict.fromkeys(readers)) if words.strip() else []


def may_read(event: Any, person: str) -> bool:
    """Whether this person may read the words of an event: they are for all, or for them.

    Whoever wrote them may, and in whose place; so may who entered them for a leader (代录).
    """
    readers = getattr(event, "readers", None) or ()
    transcribed = getattr(event, "transcribed", None) or {}
    own = (
        *(event.by, getattr(event, "turn", ""), getattr(event, "behalf", "")),
        transcribed.get("by", ""),
    )
    return not readers or person in (*readers, *own)
