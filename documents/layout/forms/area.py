"""The type area of inner forms: the side margins of an official document, more height.

GB/T 9704-2012 does not rule inner forms; they are filed with the documents that do keep to it, so
the binding margin (订口) of 28 mm and the width of 156 mm are its own (clause 5.2.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from documents.layout import sheet

LEFT = sheet.LEFT
RIGHT = sheet.RIGHT
WIDTH = sheet.WIDTH
TOP = 25.0
BOTTOM = 270.0

OUTER_RULE = 0.5
INNER_RULE = 0.25
FRAME_LEFT = LEFT + OUTER_RULE / 2
FRAME_RIGHT = RIGHT - OUTER_RULE / 2
"""The middle of the frame's upright rules: all of their ink stands inside the type area."""

PADDING = 1.6
"""Between a rule and what stands beside it, mm."""


def edges(columns: Sequence[float]) -> tuple[float, ...]:
    """Where columns of these widths begin and end when they fill the frame, mm."""
    unit = (FRAME_RIGHT - FRAME_LEFT) / sum(columns)
    return tuple(FRAME_LEFT + unit * each for each in (0.0, *accumulate(columns)))
