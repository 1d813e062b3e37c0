"""Ink for tests, as a browser sends it."""

from __future__ import annotations

import json
from typing import Any

from signing.ink.ink import Colour, Ink, Point, Stroke, Tool

WIDTH, HEIGHT = 18000, 11000


def a_stroke(*, colour: Colour = Colour.BLACK, pressure: int = 500, top: int = 2000) -> Stroke:
    """A bow from left to right."""
    points = tuple(
        Point(1000 + 300 * n, top + (n - 5) ** 2 * 20, pressure, 16 * n) for n in range(11)
    )
    return Stroke(colour, Tool.PEN, points)


def some_ink(*strokes: Stroke) -> Ink:
    """One stroke unless some are given."""
    return Ink(WIDTH, HEIGHT, strokes or (a_stroke(),))


def posted(ink: Ink | None = None, **changed: Any) -> str:
    """The form's field, with some of it otherwise than it should be."""
    value = json.loads((ink or some_ink()).to_bytes())
    return json.dumps(value | changed)
