"""报尾: whom it goes to and how many are printed, between rules at the foot of the last page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.briefings.briefing import Addressees, Briefing
from documents.layout.fitting import fitted, flush_right
from documents.layout.imprint import PlacedImprint
from documents.layout.pages import Element, Rule, Run
from documents.layout.rows import INNER_RULE, OUTER_RULE, Style, run_of

_STYLE = Style(element=Element.IMPRINT, size=sheet.SIZE_4)
_SIZES = (sheet.SIZE_4, 12.0, 10.5, 9.0, 7.5, 5.5)
_LINE = 1.0 + 7 / 8 * sheet.CELL / sheet.em(sheet.SIZE_4)
"""From line to line, in ems: 一行 (GB/T 9704-2012 3)."""
_WIDEST_WORD = 0.3 * sheet.WIDTH

Lines = list[tuple[Run, ...]]
"""Lines before they know how far down they stand."""


def tail_of(briefing: Briefing, *, paragraph: int) -> PlacedImprint | None:
    """Size 4, one character in on both sides, names aligned after the colon; in smaller type
    where the lists would not fit on a page. The last rule lies on the type area's bottom edge.
    """
    count = _printed(briefing, size=sheet.SIZE_4)
    for size in _SIZES:
        lines = _lines(briefing.addressees, size=size, paragraph=paragraph)
        pitch = _LINE * sheet.em(size)
        if (len(lines) + len(count)) * pitch <= sheet.HEIGHT:
            break
    if not lines and not count:
        return None
    pitch = min(pitch, sheet.HEIGHT / (len(lines) + len(count)))
    count = _printed(briefing, size=size)
    top = sheet.BOTTOM - (len(lines) + len(count)) * pitch
    runs = _placed([*lines, *count], top=top, pitch=pitch, size=size)
    rules = [_rule(top, OUTER_RULE), _rule(sheet.BOTTOM, OUTER_RULE)]
    if lines and count:
        rules.insert(1, _rule(sheet.BOTTOM - pitch, INNER_RULE))
    return PlacedImprint(top=top, runs=runs, rules=tuple(rules))


def _lines(addressees: Sequence[Addressees], *, size: float, paragraph: int) -> Lines:
    shown = [each for each in addressees if clean(each.names)]
    return [
        tuple(replace(run, paragraph=paragraph + place) for run in line)
        for place, each in enumerate(shown)
        for line in _list(each, size=size)
    ]


def _list(addressees: Addressees, *, size: float) -> Lines:
    """`报：` and the names, ended by a full stop."""
    em = sheet.em(size)
    style = replace(_STYLE, size=size)
    left, right = sheet.LEFT + em, sheet.RIGHT - em
    word = clean(addressees.word).rstrip("：:")
    label = [run_of(f"{word}：", style=style, x=left)] if word else []
    label = [fitted(run, width=_WIDEST_WORD) for run in label]
    start = left + sum(run.width for run in label)
    names = clean(addressees.names)
    ended = names if names.endswith(("。", ".")) else f"{names}。"
    set_lines = [
        (run_of(line.text, style=style, x=start, advances=line.advances),)
        for line in break_lines(ended, width=(right - start) / em)
    ]
    return [(*label, *set_lines[0]), *set_lines[1:]]


def _printed(briefing: Briefing, *, size: float) -> Lines:
    """共印×份, flush right."""
    if not briefing.copies:
        return []
    em = sheet.em(size)
    run = run_of(f"共印{briefing.copies}份", style=replace(_STYLE, size=size), x=0.0)
    return [(flush_right(run, right=sheet.RIGHT - em, width=sheet.WIDTH - 2 * em),)]


def _placed(lines: Lines, *, top: float, pitch: float, size: float) -> tuple[Run, ...]:
    rise = pitch / 2 + (sheet.ASCENT - 0.5) * sheet.em(size)
    return tuple(
        replace(run, y=top + place * pitch + rise)
        for place, line in enumerate(lines)
        for run in line
    )


def _rule(y: float, thickness: float) -> Rule:
    return Rule(Element.IMPRINT, sheet.LEFT, y, sheet.WIDTH, thickness)
