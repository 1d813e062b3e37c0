"""The names on the time track: each from the width on at which it stands clear of the others.

The server does not know how wide the track will be. So every name is told the width that it
needs, and the style sheet shows it from there on (`.from-24` in document.css): with and without
script. What is not named at a width is still a tick, with its words for who points at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from office.web.models import Mark

WIDTHS = (14, 19, 24, 30, 38, 48, 60, 76)
"""Widths of the track, in rem, from which more names are shown; document.css has the same."""

CHARACTER, BETWEEN = 0.75, 0.5
"""Width of a character of a name, and the least distance of two names, in rem."""

Span = tuple[float, float]


def named_by_width(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks with `name_from`: 0 for always (the moment shown), the last of all: never."""
    chosen: dict[int, int] = {}
    # The moment shown, then how it began, then the newest first.
    order = sorted(
        (index for index, mark in enumerate(marks) if mark.name),
        key=lambda index: (not marks[index].current, index != 0, -index),
    )
    for width in WIDTHS:
        taken = [_span(marks[index], width) for index in chosen]
        for index in order:
            if index in chosen:
                continue
            span = _span(marks[index], width)
            if all(span[1] <= other[0] or other[1] <= span[0] for other in taken):
                chosen[index] = 0 if marks[index].current else width
                taken.append(span)
    return tuple(
        replace(mark, name_from=chosen.get(index, WIDTHS[-1] + 1))
        for index, mark in enumerate(marks)
    )


def _span(mark: Mark, width: int) -> Span:
    middle = mark.place / 100 * width
    half = (len(mark.name) * CHARACTER + BETWEEN) / 2
    return middle - half, middle + half
