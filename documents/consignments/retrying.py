"""When something is tried again, for how long, and what goes first."""

from __future__ import annotations

from datetime import timedelta

PAUSES = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=20),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""Between attempts; the last one is repeated until the time to live is over."""

TIME_TO_LIVE = timedelta(days=7)
SPREAD = 0.2
"""By how much of itself a pause may be longer, by chance: what failed together does not come
back together."""

_PRIORITIES = {"特提": 0, "特急": 0, "加急": 1}
ORDINARY = 2
"""The priority of what is not urgent, receipts among it; the smaller goes first."""


def priority_of(urgency: str) -> int:
    """By 紧急程度 (GB/T 9704-2012 7.2.3; of telegrams 条例 第九条（三）)."""
    return _PRIORITIES.get(urgency, ORDINARY)


def pause_after(attempts: int, *, chance: float = 0.0, asked: int | None = None) -> timedelta:
    """How long after `attempts` failures before this one. `chance`: 0 to 1, of the spread;
    `asked`: seconds for which the other side wants to be left alone."""
    pause = PAUSES[min(attempts, len(PAUSES) - 1)] * (1 + SPREAD * chance)
    return max(pause, timedelta(seconds=asked or 0))
