"""Heads of 信函格式 and 便函 in a .docx, and the letter's double rules (10.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.layout import sheet
from documents.layout.formats.letter import (
    BESIDE_RULE,
    DOUBLE,
    INK,
    LOWER_RULE,
    MARK_SIZE,
    MARK_TOP,
    RULE_BELOW_MARK,
    RULE_WIDTH,
    Letter,
)
from documents.layout.formats.note import MARK_SIZE as NOTE_MARK_SIZE
from documents.layout.formats.note import Note
from documents.layout.issue import Issue
from documents.layout.marks import mark_bottom, mark_run
from documents.manuscript import Manuscript
from documents.paper_styles import PaperStyle
from documents.writing.elements import RED, Element, node, paragraph, twips
from documents.writing.marks import HALF_LEADING, MARK_LEADING, blank_lines, exactly, mark, stack

_LEFT = (sheet.PAPER_WIDTH - RULE_WIDTH) / 2
_ASIDE = 2 * (sheet.LEFT + sheet.WIDTH / 2 - sheet.PAPER_WIDTH / 2)
"""mm that a mark in a frame of the rule's width gives way, to stand in the type area's middle."""
_STRENGTH = 36
"""Eighths of a point of the double rule; the standard leaves it free. Practice: 4.5 pt."""


def letter_head(manuscript: Manuscript, issue: Issue) -> Iterator[Element]:
    """Mark 30 mm below the page's edge, 武文线 4 mm below it, number flush right under it."""
    words = Letter(manuscript, issue).mark()
    size = mark_run(words, size=MARK_SIZE).size if words else MARK_SIZE
    if words:
        yield _framed_mark(words, size=size)
    upper = MARK_TOP + INK * size * sheet.MM_PER_PT + RULE_BELOW_MARK
    yield _double_rule(upper, below=BESIDE_RULE - HALF_LEADING)
    yield from _elements(manuscript, issue, top=upper + DOUBLE + BESIDE_RULE)


def note_head(manuscript: Manuscript, issue: Issue) -> Iterator[Element]:
    """A small mark where a letter has it, and no rules."""
    top = sheet.TOP
    if words := Note(manuscript, issue).mark():
        yield _framed_mark(words, size=NOTE_MARK_SIZE, below=sheet.CELL - HALF_LEADING)
        drawn = mark_run(words, top=MARK_TOP, size=NOTE_MARK_SIZE)
        top = max(top, mark_bottom(drawn) + sheet.CELL)
    yield from _elements(manuscript, issue, top=top)


def lower_rule() -> Element:
    """文武线 of page 1, its lower edge 20 mm above the page's."""
    return _double_rule(LOWER_RULE, thick_above=False)


def _double_rule(top: float, *, below: float = 0.0, thick_above: bool = True) -> Element:
    """The lower border of a line without height; `top`: its upper edge, mm on the page."""
    kind = "thickThinSmallGap" if thick_above else "thinThickSmallGap"
    border = node("bottom", val=kind, sz=_STRENGTH, space=0, color=RED)
    properties = [_frame(top, below=below), node("pBdr", border), exactly(20)]
    return paragraph(PaperStyle.EMPTY_LINE, properties=properties)


def _framed_mark(words: str, *, size: float, below: float = 0.0) -> Element:
    """In the middle of the type area, its characters 30 mm below the page's edge."""
    top = MARK_TOP - MARK_LEADING * size * sheet.MM_PER_PT
    drawn = mark(words, size=size, properties=[_frame(top, below=below)])
    drawn[0].append(node("ind", left=twips(_ASIDE)))
    return drawn


def _elements(manuscript: Manuscript, issue: Issue, *, top: float) -> Iterator[Element]:
    """份号, 密级 and 紧急程度 flush left, the number flush right beside the first of them, its
    characters `top` mm below the page's edge.
    """
    shown = stack(manuscript, copy_number=issue.copy_number)
    if issue.number:
        properties: Sequence[Element] = [node("jc", val="right")]
        if shown:
            place = {"hAnchor": "margin", "xAlign": "right", "y": twips(top - HALF_LEADING)}
            properties = [node("framePr", wrap="around", vAnchor="page", **place), *properties]
        yield paragraph(PaperStyle.NUMBER, issue.number, properties=properties)
    yield from shown
    yield from blank_lines(2)


def _frame(top: float, *, below: float) -> Element:
    """As wide as the rule, `top` mm from the page's edge; text begins `below` mm under it."""
    return node(
        "framePr",
        w=twips(RULE_WIDTH),
        vSpace=twips(below),
        wrap="notBeside",
        vAnchor="page",
        hAnchor="page",
        x=twips(_LEFT),
        y=twips(top),
    )
