"""信函格式: a letter under its organ's name, between two red double rules (10.1)."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.fitting import fitted, flush_right
from documents.layout.formats.ordinary import Ordinary
from documents.layout.header import Header, stack_runs
from documents.layout.imprint import Imprint, PlacedImprint
from documents.layout.marks import mark_run
from documents.layout.pages import RED, Element, Rule, Run
from documents.layout.rows import Style, run_of

MARK_TOP = 30.0
RULE_BELOW_MARK = 4.0
RULE_WIDTH = 170.0
RULE_ABOVE_PAGE_END = 20.0
THICK, GAP, THIN = 1.05, 0.27, 0.25
"""The double rule; the standard leaves its strength free. Practice: 4.5 pt in all."""

DOUBLE = THICK + GAP + THIN
BESIDE_RULE = 7 / 8 * sheet.CELL
"""From a double rule to the text: 7/8 of the height of a character of size 3 (10.1)."""

LOWER_RULE = sheet.PAPER_HEIGHT - RULE_ABOVE_PAGE_END - DOUBLE
"""Its upper edge."""
LINES = 21
"""Between the rules; so the last line ends 7/8 of a character above the lower one."""
INK = 0.94
"""The height of a mark's ink against its size."""

_FIRST_LINE = LOWER_RULE - BESIDE_RULE - sheet.CELL - (LINES - 1) * sheet.PITCH
MARK_SIZE = (
    (_FIRST_LINE - BESIDE_RULE - DOUBLE - RULE_BELOW_MARK - MARK_TOP) / INK / sheet.MM_PER_PT
)
"""pt. Left free by the standard: the size with which the lines fill page 1 between the rules."""

_NUMBER = Style(element=Element.NUMBER)
_WIDEST_STACK = 0.45 * sheet.WIDTH


class Letter(Ordinary):
    """GB/T 9704-2012 10.1. A joint letter bears the host's mark only; no mark says 文件."""

    first_bottom = LOWER_RULE - BESIDE_RULE
    first_page_numbered = False
    imprint_on_even_page = False

    def header(self) -> Header:
        """Mark 30 mm below the page's edge, 武文线 4 mm below it, number flush right under it."""
        marks = [mark_run(self.mark(), top=MARK_TOP, size=MARK_SIZE)] if self.mark() else []
        size = marks[0].size if marks else MARK_SIZE
        upper = MARK_TOP + INK * size * sheet.MM_PER_PT + RULE_BELOW_MARK
        top = upper + DOUBLE + BESIDE_RULE
        elements = self.elements(top)
        taken = len({run.y for run in elements})
        return Header(
            (*marks, *elements),
            (*double_rule(upper, thick_above=True), *double_rule(LOWER_RULE, thick_above=False)),
            title_top=top + (taken + 2) * sheet.PITCH,
        )

    def mark(self) -> str:
        """The organ's name without 文件."""
        given = self.issue.joint_marks[0] if self.issue.joint_marks else self.issue.mark
        return clean(given).removesuffix("文件")

    def elements(self, top: float) -> list[Run]:
        """份号, 密级 and 紧急程度 flush left from `top` down, the number flush right beside."""
        stack = stack_runs(self.manuscript, copy_number=self.issue.copy_number, top=top)
        number = clean(self.issue.number)
        if not number:
            return list(stack)
        runs = [fitted(run, width=_WIDEST_STACK) for run in stack]
        room = sheet.WIDTH - (runs[0].width + sheet.CELL if runs else 0.0)
        run = run_of(number, style=_NUMBER, x=0.0, y=_baseline(top))
        return [*runs, flush_right(run, right=sheet.RIGHT, width=room)]

    def imprint(self, recipients: str) -> Imprint:
        """Neither printing office nor date, and no rules."""
        full = super().imprint(recipients)
        return Imprint(recipients=full.recipients, copies=full.copies, ruled=False)

    def placed_imprint(self, recipients: str, *, paragraph: int) -> PlacedImprint | None:
        """The last line stands on the bottom edge of the type area."""
        placed = super().placed_imprint(recipients, paragraph=paragraph)
        if placed is None:
            return None
        below = sheet.BOTTOM - max(
            run.y + (1 - sheet.ASCENT) * run.size * sheet.MM_PER_PT for run in placed.runs
        )
        runs = tuple(replace(run, y=run.y + below) for run in placed.runs)
        return replace(placed, top=placed.top + below, runs=runs)


def double_rule(top: float, *, thick_above: bool) -> tuple[Rule, Rule]:
    """武文线 (`thick_above`) or 文武线, 170 mm, centred on the paper; `top` is its upper edge."""
    left = (sheet.PAPER_WIDTH - RULE_WIDTH) / 2
    strengths = (THICK, THIN) if thick_above else (THIN, THICK)
    first, second = strengths
    edges = (top, top + first + GAP)
    upper, lower = (
        Rule(Element.HEADER_RULE, left, edge + strength / 2, RULE_WIDTH, strength, RED)
        for edge, strength in zip(edges, (first, second), strict=True)
    )
    return upper, lower


def _baseline(top: float) -> float:
    return sheet.baseline(top, size=sheet.SIZE_3)
