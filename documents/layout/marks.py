"""发文机关标志: the red name at the head, alone or of several organs (GB/T 9704-2012 7.2.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.characters import widths
from documents.layout.fitting import NARROWEST
from documents.layout.issue import Issue
from documents.layout.pages import RED, Element, Run
from documents.typefaces.role import Role

MARK_TOP = sheet.TOP + 35.0
MARK_SIZE = 46.0
"""pt. The standard leaves the size free; long names are first narrowed, then made smaller."""

_WIDEST = 0.97 * sheet.WIDTH
_MOST_TRACKING = 0.25
_USUAL_INK = 0.85
"""Ems that the ink of a Chinese typeface usually reaches above the baseline."""

_JOINT_SIZE = 36.0
_JOINT_TRACKING = 1.1
_JOINT_LINE = 1.22
"""Ems from one name of a stack to the next."""
_GAP = 0.3
_MOST_ASIDE = 0.4 * sheet.WIDTH
"""What the word beside a stack may take, mm."""
_LEAST_WIDTH = 0.1
_WORD_TO_NAME = 2.4
"""The word beside the stack is at most so much larger than the names."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The pieces of a mark; `bottom`: where the em squares of its last line end, mm."""

    runs: tuple[Run, ...]
    bottom: float


def mark_of(issue: Issue, *, room: float, top: float = MARK_TOP) -> Mark:
    """One organ's mark, the stack of several in `room` mm, or the room of an absent one."""
    names = tuple(clean(name) for name in issue.joint_marks if clean(name))
    word = clean(issue.mark)
    if len(names) > 1:
        return joint_mark(names, word=word, room=room, top=top)
    text = "".join(names) + word
    if not text:
        return Mark((), bottom=top + MARK_SIZE * sheet.MM_PER_PT)
    run = mark_run(text, top=top)
    return Mark((run,), bottom=mark_bottom(run))


def mark_run(mark: str, *, top: float = MARK_TOP, size: float = MARK_SIZE) -> Run:
    """The mark in red, centred, the ink of its glyphs from `top` mm down, at most 156 mm wide."""
    natural = _natural(mark)
    em = size * sheet.MM_PER_PT
    stretch = min(1.0, max(NARROWEST, _WIDEST / (natural * em)))
    size *= min(1.0, _WIDEST / (natural * em * stretch))
    em = size * sheet.MM_PER_PT * stretch
    tracking = min(_MOST_TRACKING * em, (_WIDEST - natural * em) / max(len(mark) - 1, 1))
    width = natural * em + tracking * (len(mark) - 1)
    x = sheet.LEFT + (sheet.WIDTH - width) / 2
    run = _red(mark, size=size, x=x, y=_baseline(top, size=size), width=width, stretch=stretch)
    return replace(run, ink_top=top)


def mark_bottom(run: Run) -> float:
    """Where the em square of the mark ends, mm."""
    return run.y + (1 - sheet.ASCENT) * run.size * sheet.MM_PER_PT


def joint_mark(names: tuple[str, ...], *, word: str, room: float, top: float = MARK_TOP) -> Mark:
    """The names of joint issuers below one another, the host first, all of one width; `word`
    (文件, or empty) to their right, centred on their height.

    The ink of the first begins at `top`. The names take at most `room` mm downwards.
    """
    word_em = min(MARK_SIZE * sheet.MM_PER_PT, _MOST_ASIDE / (_GAP + _natural(word)))
    aside = (_GAP + sum(widths(word))) * word_em if word else 0.0
    size, stretch = _joint_size(names, width=_WIDEST - aside, room=room)
    em = size * sheet.MM_PER_PT
    line, height = _JOINT_LINE * em, _stack_height(len(names)) * em
    longest = max(_natural(name) for name in names) * em * stretch
    width = min(longest * _JOINT_TRACKING, _WIDEST - aside)
    word_em = min(word_em, height, _WORD_TO_NAME * em)
    aside = (_GAP + sum(widths(word))) * word_em if word else 0.0
    x = sheet.LEFT + (sheet.WIDTH - width - aside) / 2
    y = _baseline(top, size=size)
    runs = [
        _red(name, size=size, x=x, y=y + place * line, width=width, stretch=stretch)
        for place, name in enumerate(names)
    ]
    runs[0] = replace(runs[0], ink_top=top)
    bottom = mark_bottom(runs[-1])
    if word:
        middle = bottom - height / 2
        beside = _red(
            word,
            size=word_em / sheet.MM_PER_PT,
            x=x + width + _GAP * word_em,
            y=middle + (sheet.ASCENT - 0.5) * word_em,
            width=sum(widths(word)) * word_em,
            stretch=1.0,
        )
        runs.append(beside)
    return Mark(tuple(runs), bottom=bottom)


def _joint_size(names: tuple[str, ...], *, width: float, room: float) -> tuple[float, float]:
    """Size (pt) and stretch so that the longest name fits into `width`, the stack into `room`.

    What is too wide is made smaller and narrower alike.
    """
    em = min(_JOINT_SIZE * sheet.MM_PER_PT, room / _stack_height(len(names)))
    fit = min(1.0, width / (max(_natural(name) for name in names) * em))
    stretch = max(NARROWEST, sqrt(fit))
    return em * fit / stretch / sheet.MM_PER_PT, stretch


def _natural(text: str) -> float:
    """Its width in ems; a little where it has none, as marks that only combine."""
    return max(sum(widths(text)), _LEAST_WIDTH)


def _stack_height(count: int) -> float:
    """Of so many names, in ems."""
    return 1 + _JOINT_LINE * (count - 1)


def _red(text: str, *, size: float, x: float, y: float, width: float, stretch: float) -> Run:
    """Characters spread evenly over `width` mm; a single one stands in its middle."""
    em = size * sheet.MM_PER_PT * stretch
    advances = [each * em for each in widths(text)]
    spare = width - sum(advances)
    if len(advances) == 1:
        x += spare / 2
    else:
        advances = [*(each + spare / (len(advances) - 1) for each in advances[:-1]), advances[-1]]
    return Run(
        element=Element.MARK,
        role=Role.XIAOBIAOSONG,
        size=size,
        x=x,
        y=y,
        text=text,
        advances=tuple(advances),
        colour=RED,
        stretch=stretch,
    )


def _baseline(top: float, *, size: float) -> float:
    return top + _USUAL_INK * size * sheet.MM_PER_PT
