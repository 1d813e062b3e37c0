"""What two rows of things have in common, in their order, with work that grows as they do.

Things that stand once in both are the anchors (as in patience sorting); between two anchors
only a stretch of bounded size is searched for more. So a long text costs no square of its length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

LARGEST_SEARCH = 10_000
"""Pairs looked at between two anchors; beyond that the stretch counts as replaced."""


class Run(NamedTuple):
    """A stretch `low:high` of the old row, `left:right` of the new, and whether they are equal."""

    low: int
    high: int
    left: int
    right: int
    same: bool


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """The two rows as runs from left to right, equal ones and replaced ones in turn."""
    runs: list[Run] = []
    here, there = 0, 0
    for one, other, length in _matches(old, new):
        if here < one or there < other:
            runs.append(Run(here, one, there, other, same=False))
        here, there = one + length, other + length
        if runs and runs[-1].same:
            runs[-1] = runs[-1]._replace(high=here, right=there)
        elif length:
            runs.append(Run(one, here, other, there, same=True))
    return runs


def _matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int]]:
    """Equal stretches (place, place, length) from left to right; an empty one at the end."""
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low, high, left, right = waiting.pop()
        start = _common(old[low:high], new[left:right])
        if start:
            yield low, left, start
            low, left = low + start, left + start
        end = _common(old[low:high][::-1], new[left:right][::-1])
        if end:
            waiting.append((high - end, high, right - end, right))
            high, right = high - end, right - end
        if low < high and left < right:
            waiting.extend(reversed(_parts(old, new, (low, high, left, right))))
    yield len(old), len(new), 0


def _common(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """How many things both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _parts(
    old: Sequence[Hashable], new: Sequence[Hashable], stretch: tuple[int, int, int, int]
) -> list[tuple[int, int, int, int]]:
    """The stretch cut at its anchors, each of which is a part by itself; none without any."""
    low, high, left, right = stretch
    anchors = _anchors(old[low:high], new[left:right])
    if not anchors and (high - low) * (right - left) <= LARGEST_SEARCH:
        matcher = SequenceMatcher(None, old[low:high], new[left:right], autojunk=False)
        anchors = [
            (one + place, other + place)
            for one, other, length in matcher.get_matching_blocks()
            for place in range(length)
        ]
    parts = []
    here, there = low, left
    for one, other in anchors:
        parts.append((here, low + one, there, left + other))
        parts.append((low + one, low + one + 1, left + other, left + other + 1))
        here, there = low + one + 1, left + other + 1
    return [*parts, (here, high, there, right)] if anchors else []


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of what stands once in both, as many as are in the same order."""
    mine, theirs = Counter(old), Counter(new)
    where = {each: place for place, each in enumerate(new) if theirs[each] == 1}
    pairs = [
        (place, where[each]) for place, each in enumerate(old) if mine[each] == 1 and each in where
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        place = bisect_left(ends, other)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [other]
        last[place : place + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
