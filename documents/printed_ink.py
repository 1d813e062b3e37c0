"""Handwriting as printed forms show it: half as large as it was written with a whole arm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from documents.layout.pages import BLACK, RED, Colour, Element, Shape
from signing.ink.outline import Step, drawing
from signing.ink.reading import read_ink

MOST_HIGH, LEAST_HIGH, SMALLER = 30.0, 7.0, 0.5
"""mm of a form that handwriting takes, and how much smaller it is there than as it was written."""
COLOURS: Mapping[str, Colour] = {"black": BLACK, "red": RED, "blue": (1.0, 0.75, 0.0, 0.2)}


def printed_strokes(
    strokes: Iterable[tuple[str, tuple[Step, ...]]], *, wide: float, high: float
) -> dict[str, Any]:
    """What a printed `Opinion` says of its ink; each stroke by its colour, `wide` and `high` in
    mm."""
    height = min(MOST_HIGH, max(LEAST_HIGH, high * SMALLER))
    shapes = tuple(Shape(Element.INK, steps, fill=COLOURS[colour]) for colour, steps in strokes)
    return {"ink": height, "strokes": shapes, "wide": wide, "high": high}


def printed_ink(stored: bytes) -> dict[str, Any]:
    """The same of ink as it is stored; nothing where it is empty."""
    ink = read_ink(stored.decode())
    if ink is None:
        return {}
    drawn = drawing(ink)
    strokes = ((str(each.colour), each.steps) for each in drawn.outlines)
    return printed_strokes(strokes, wide=drawn.width, high=drawn.height)
