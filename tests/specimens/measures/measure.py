"""A distance on a finished page, and what takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.specimens.printed import Line

CHARACTER = 156 / 28
"""一字 of size 3 (clause 3)."""
LINE = (225 - CHARACTER) / 21
"""一行: 22 lines fill the type area (5.2.2)."""
PT = 25.4 / 72
"""mm."""
FOURTH = 14 * PT
"""A character of size 4, mm."""
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0
CENTRE = 105.0 + 1.0
"""The middle of the type area lies 1 mm right of the paper's: 28 mm of margin against 26."""

PAPER_CENTRE = 105.0
"""Of the double rules of a letter, which are wider than the type area."""

EXACT, CLOSE = 0.1, 0.5
"""Tolerances, mm: of type area, mark, rules and imprint; of everything else."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One distance: where it begins and ends on the page (counted from 0), and what it must be."""

    what: str
    clause: str
    page: int
    start: tuple[float, float]
    end: tuple[float, float]
    wanted: float
    tolerance: float

    @property
    def measured(self) -> float:
        """Along the longer way, mm; negative where end lies before start."""
        across, down = self.end[0] - self.start[0], self.end[1] - self.start[1]
        return across if abs(across) > abs(down) else down

    @property
    def off(self) -> float:
        """By how much it differs, mm."""
        return abs(self.measured - self.wanted)

    @property
    def right(self) -> bool:
        """Whether it keeps within its tolerance."""
        return self.off <= self.tolerance + 1e-9


@dataclass(frozen=True, slots=True)
class Ruler:
    """Laid on one page (counted from 0) with one tolerance."""

    page: int = 0
    tolerance: float = CLOSE

    def down(
        self, what: str, clause: str, *, x: float, upper: float, lower: float, wanted: float
    ) -> Measure:
        """A distance from `upper` down to `lower` beside `x`."""
        return Measure(what, clause, self.page, (x, upper), (x, lower), wanted, self.tolerance)

    def across(
        self, what: str, clause: str, *, y: float, left: float, right: float, wanted: float
    ) -> Measure:
        """A distance from `left` to `right` at the height `y`."""
        return Measure(what, clause, self.page, (left, y), (right, y), wanted, self.tolerance)

    def thickness(self, what: str, clause: str, *, rule: Line, wanted: float) -> Measure:
        """How thick a rule is."""
        top = rule.box.top - rule.thickness / 2
        start, end = (rule.box.right + 2, top), (rule.box.right + 2, top + rule.thickness)
        return Measure(what, clause, self.page, start, end, wanted, 0.02)


def table(measures: Sequence[Measure]) -> str:
    """What was measured and what the standard asks, a line each."""
    lines = [
        f"{'' if each.right else '不符 '}{each.what}（{each.clause}）第 {each.page + 1} 页："
        f"{each.measured:.3f} 毫米，应为 {each.wanted:.3f}，差 {each.off:.3f}"
        for each in measures
    ]
    return "\n".join(lines)
