"""The type area of inner forms: the side margins of an official document, more height.

GB/T 9704-2012 does not rule inner forms; they are filed with the documents that do keep to it, so
the binding margin (订口) of 28 mm and the width of 156 mm are its own (clause 5.2.1). A form that
lies across the page is laid out on the turned sheet, its head at the binding margin (clause 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from documents.layout import sheet

OUTER_RULE = 0.5
INNER_RULE = 0.25

PADDING = 1.6
"""Between a rule and what stands beside it, mm."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a form may stand on its sheet, mm from the sheet's upper left corner."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """From side to side, mm."""
        return self.right - self.left

    @property
    def frame_left(self) -> float:
        """The middle of the frame's left rule: all of its ink stands inside the area."""
        return self.left + OUTER_RULE / 2

    @property
    def frame_right(self) -> float:
        """The middle of the frame's right rule."""
        return self.right - OUTER_RULE / 2

    def edges(self, columns: Sequence[float]) -> tuple[float, ...]:
        """Where columns of these widths begin and end when they fill the frame, mm."""
        unit = (self.frame_right - self.frame_left) / sum(columns)
        return tuple(self.frame_left + unit * each for each in (0.0, *accumulate(columns)))


UPRIGHT = Area(left=sheet.LEFT, right=sheet.RIGHT, top=25.0, bottom=270.0)
ACROSS = Area(
    left=20.0,
    right=sheet.PAPER_HEIGHT - 20.0,
    top=sheet.LEFT,
    bottom=sheet.PAPER_WIDTH - 22.0,
)
