"""版记: copies, printing office, print date between rules at the foot of the last page (7.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.fitting import fitted, flush_right
from documents.layout.pages import Element, Rule, Run
from documents.layout.rows import INNER_RULE, OUTER_RULE, Style, run_of

_STYLE = Style(element=Element.IMPRINT, size=sheet.SIZE_4)
_EM = sheet.em(sheet.SIZE_4)
_CHARACTERS = sheet.WIDTH / _EM
_LINE = _EM + 7 / 8 * sheet.CELL
"""一行 of size 4: the height of a character and 7/8 of one of size 3 (clause 3), mm."""
_MOST = int(sheet.HEIGHT / _LINE)
_INSIDE = sheet.WIDTH - 2 * _EM


@dataclass(frozen=True, slots=True)
class Imprint:
    """The words of the imprint; `recipients` only where 主送 was moved here (7.4.2).

    A letter has no rules round it (`ruled`, 10.1).
    """

    recipients: str = ""
    copies: str = ""
    printing_office: str = ""
    print_date: str = ""
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class PlacedImprint:
    """The imprint's pieces on its last page; `top` is where its first rule lies, mm.

    `before`: the pages of lists that are longer than a page.
    """

    top: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    before: tuple[PlacedImprint, ...] = ()


def placed_imprint(imprint: Imprint, *, paragraph: int) -> PlacedImprint:
    """Set from the bottom edge of the type area, with which the last rule coincides, upwards.

    主送, where it was moved here, stands above 抄送 without a rule between them (7.4.2). A rule
    lies above the first line and below the last one of the whole imprint.
    """
    lines = [
        tuple(replace(run, paragraph=paragraph + place) for run in line)
        for place, each in enumerate(
            (_list("主送：", imprint.recipients), _list("抄送：", imprint.copies))
        )
        for line in each
    ]
    printed = _printed_runs(imprint, paragraph=paragraph + 2)
    inner = [len(lines)] if lines and printed else []
    lines += [printed] if printed else []
    pages = [lines[max(end - _MOST, 0) : end] for end in range(len(lines), 0, -_MOST)][::-1]
    placed = [_on_page(each) for each in pages or [[]]]
    if imprint.ruled and lines:
        first, last = placed[0], placed[-1]
        placed[0] = replace(first, rules=(_rule(first.top, OUTER_RULE),))
        above_last = [_rule(sheet.BOTTOM - _LINE, INNER_RULE) for _ in inner]
        rules = (*placed[-1].rules, *above_last, _rule(sheet.BOTTOM, OUTER_RULE))
        placed[-1] = replace(last, rules=rules)
    return replace(placed[-1], before=tuple(placed[:-1]))


def _on_page(lines: list[tuple[Run, ...]]) -> PlacedImprint:
    """Lines that end at the bottom of the type area."""
    top = sheet.BOTTOM - len(lines) * _LINE
    runs = [
        replace(run, y=_baseline(top + place * _LINE))
        for place, line in enumerate(lines)
        for run in line
    ]
    return PlacedImprint(top=top, runs=tuple(runs), rules=())


def _list(label: str, names: str) -> list[tuple[Run, ...]]:
    """Lines of 抄送 or 主送: one character in on both sides, aligned after the colon."""
    text = clean(names).removeprefix(label).removeprefix(label.replace("：", ":")).strip()
    if not text:
        return []
    ended = text if text.endswith(("。", ".")) else f"{text}。"
    left = sheet.LEFT + _EM
    label_run = run_of(label, style=_STYLE, x=left)
    lines = break_lines(ended, width=_CHARACTERS - 5.0)
    set_lines = [
        run_of(line.text, style=_STYLE, x=left + label_run.width, advances=line.advances)
        for line in lines
    ]
    return [(label_run, set_lines[0]), *((line,) for line in set_lines[1:])]


def _printed_runs(imprint: Imprint, *, paragraph: int) -> tuple[Run, ...]:
    """印发机关 and 印发日期 on one line, one character in on either side (7.4.3)."""
    office, date = clean(imprint.printing_office), clean(imprint.print_date)
    ended = date if not date or date.endswith("印发") else f"{date}印发"
    dated = flush_right(run_of(ended, style=_STYLE, x=0.0), right=sheet.RIGHT - _EM, width=_INSIDE)
    room = _INSIDE - dated.width - _EM if date else _INSIDE
    printed = fitted(run_of(office, style=_STYLE, x=sheet.LEFT + _EM), width=room)
    return tuple(replace(run, paragraph=paragraph) for run in (printed, dated) if run.text)


def _baseline(top: float) -> float:
    return top + _LINE / 2 + (sheet.ASCENT - 0.5) * _EM


def _rule(y: float, thickness: float) -> Rule:
    return Rule(Element.IMPRINT, sheet.LEFT, y, sheet.WIDTH, thickness)
