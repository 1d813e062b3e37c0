"""The sheet of GB/T 9704-2012: paper, type area (版心), grid, type sizes; mm and pt."""

from __future__ import annotations

MM_PER_PT = 25.4 / 72

PAPER_WIDTH = 210.0
PAPER_HEIGHT = 297.0

LEFT = 28.0
TOP = 37.0
WIDTH = 156.0
HEIGHT = 225.0
RIGHT = LEFT + WIDTH
BOTTOM = TOP + HEIGHT

CELLS_PER_LINE = 28
LINES_PER_PAGE = 22

CELL = WIDTH / CELLS_PER_LINE
"""一字: the width of one character of size 3 in the grid (clause 3)."""

PITCH = (HEIGHT - CELL) / (LINES_PER_PAGE - 1)
"""From one line to the next so that 22 lines fill the type area: 29.619 pt (clause 5.2.2)."""

SIZE_2 = 22.0
SIZE_3 = 15.75
"""三号 in its metal size: a 16 pt glyph would stand 0.2 pt out of its cell."""
SIZE_4 = 14.0

ASCENT = 0.88
"""Part of the em square of a Chinese typeface that stands above the baseline."""


def em(size: float) -> float:
    """The width of one character of `size` pt, mm; of size 3, one cell of the grid."""
    return CELL if size == SIZE_3 else size * MM_PER_PT


def baseline(top: float, *, size: float) -> float:
    """The baseline in a line whose cell begins at `top`; larger type is centred on it."""
    return top + CELL / 2 + (ASCENT - 0.5) * size * MM_PER_PT
