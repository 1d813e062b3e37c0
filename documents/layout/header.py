"""版头: what stands above the title on page 1 (GB/T 9704-2012 7.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.characters import widths
from documents.layout.issue import Issue
from documents.layout.pages import GREY, RED, Element, Role, Rule, Run
from documents.layout.rows import Style, run_of
from documents.manuscript import Manuscript

MARK_TOP = sheet.TOP + 35.0
RULE_BELOW_NUMBER = 4.0
RULE_THICKNESS = 0.5
MARK_SIZE = 46.0
"""pt. The standard leaves the size free; long names are first narrowed, then made smaller."""

_NARROWEST = 0.62
_WIDEST_MARK = 0.97 * sheet.WIDTH
_MOST_TRACKING = 0.25
_INK_BELOW_BOX = 0.2
"""Glyphs begin a little below the top of their em square; half of it is evened out, mm."""

_PLAIN = Style(element=Element.NUMBER)
_STACK = Style(element=Element.CLASSIFICATION, role=Role.HEI)
_SIGNER = Style(element=Element.SIGNER)
_NOTICE = Style(element=Element.PROOF_NOTICE, role=Role.SONG, size=sheet.SIZE_4)


@dataclass(frozen=True, slots=True)
class Header:
    """The header's pieces and where the title's first row begins, mm."""

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    title_top: float


def issued_header(manuscript: Manuscript, *, issue: Issue) -> Header:
    """Mark 35 mm below the type area's top, number two lines below, red rule 4 mm below that."""
    runs = list(stack_runs(manuscript, copy_number=issue.copy_number))
    height = MARK_SIZE * sheet.MM_PER_PT
    if mark := clean(issue.mark):
        runs.append(mark_run(mark))
        height = runs[-1].size * sheet.MM_PER_PT
    top = MARK_TOP + height + 2 * sheet.PITCH
    signer_runs, signer_rows = _signers(issue.signers, top=top)
    top += max(signer_rows - 1, 0) * sheet.PITCH
    if number := clean(issue.number):
        runs.append(_number_run(number, top=top, upward=bool(signer_runs)))
    rule_y = top + sheet.CELL + RULE_BELOW_NUMBER
    rule = Rule(Element.HEADER_RULE, sheet.LEFT, rule_y, sheet.WIDTH, RULE_THICKNESS, RED)
    return Header((*runs, *signer_runs), (rule,), title_top=rule_y + 2 * sheet.PITCH)


def proof_header(manuscript: Manuscript) -> Header:
    """A proof has no red head: classification and urgency, then the title on line 3 or below."""
    stack = stack_runs(manuscript, copy_number="")
    lines = max(2, len(stack) + 1 if stack else 0)
    return Header(stack, (), title_top=sheet.TOP + lines * sheet.PITCH)


def proof_notice() -> Run:
    """送审稿 above the type area of every page before sign-off."""
    run = run_of("送审稿", style=_NOTICE, x=0.0, y=sheet.TOP - 10.0, colour=GREY)
    return replace(run, x=sheet.RIGHT - run.width)


def mark_run(mark: str, *, top: float = MARK_TOP, size: float = MARK_SIZE) -> Run:
    """The mark in red, centred, with the top of its glyphs at `top`, at most 156 mm wide."""
    natural = sum(widths(mark))
    em = size * sheet.MM_PER_PT
    stretch = min(1.0, max(_NARROWEST, _WIDEST_MARK / (natural * em)))
    size *= min(1.0, _WIDEST_MARK / (natural * em * stretch))
    em = size * sheet.MM_PER_PT * stretch
    tracking = min(_MOST_TRACKING * em, (_WIDEST_MARK - natural * em) / max(len(mark) - 1, 1))
    advances = [each * em + tracking for each in widths(mark)]
    advances[-1] -= tracking
    return Run(
        element=Element.MARK,
        role=Role.XIAOBIAOSONG,
        size=size,
        x=sheet.LEFT + (sheet.WIDTH - sum(advances)) / 2,
        y=top - _INK_BELOW_BOX + sheet.ASCENT * size * sheet.MM_PER_PT,
        text=mark,
        advances=tuple(advances),
        colour=RED,
        stretch=stretch,
    )


def stack_runs(
    manuscript: Manuscript, *, copy_number: str, top: float = sheet.TOP
) -> tuple[Run, ...]:
    """份号, 密级, 紧急程度 from the line at `top` down, moving up where one is absent."""
    given = (
        (Style(element=Element.COPY_NUMBER), copy_number),
        (_STACK, manuscript.classification),
        (replace(_STACK, element=Element.URGENCY), manuscript.urgency),
    )
    shown = [(style, clean(text)) for style, text in given if clean(text)]
    return tuple(
        run_of(text, style=style, x=sheet.LEFT, y=_baseline(top + place * sheet.PITCH))
        for place, (style, text) in enumerate(shown)
    )


def _number_run(number: str, *, top: float, upward: bool) -> Run:
    run = run_of(number, style=_PLAIN, x=sheet.LEFT + sheet.CELL, y=_baseline(top))
    return run if upward else replace(run, x=sheet.LEFT + (sheet.WIDTH - run.width) / 2)


def _signers(names: tuple[str, ...], *, top: float) -> tuple[list[Run], int]:
    """签发人：two names a line, continuation aligned with the first name (7.2.6)."""
    shown = [clean(name) for name in names if clean(name)]
    rows = [shown[place : place + 2] for place in range(0, len(shown), 2)]
    label = run_of("签发人：", style=_SIGNER, x=0.0, y=_baseline(top))
    column = max((sum(widths(name)) for name in shown), default=0.0) * sheet.CELL + sheet.CELL
    columns = min(len(shown), 2)
    left = sheet.RIGHT - sheet.CELL - columns * column + sheet.CELL
    runs = [replace(label, x=left - label.width)] if rows else []
    for row, pair in enumerate(rows):
        for place, name in enumerate(pair):
            style = replace(_SIGNER, role=Role.KAI)
            y = _baseline(top + row * sheet.PITCH)
            runs.append(run_of(name, style=style, x=left + place * column, y=y))
    return runs, len(rows)


def _baseline(top: float) -> float:
    return sheet.baseline(top, size=sheet.SIZE_3)
