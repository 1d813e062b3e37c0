"""版记: copies, printing office, print date between rules at the foot of the last page (7.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.pages import Element, Rule, Run
from documents.layout.rows import Style, run_of

OUTER_RULE = 0.35
INNER_RULE = 0.25

_STYLE = Style(element=Element.IMPRINT, size=sheet.SIZE_4)
_EM = sheet.em(sheet.SIZE_4)
_CHARACTERS = sheet.WIDTH / _EM
_LINE = _EM + 7 / 8 * sheet.CELL
"""一行 of size 4: the height of a character and 7/8 of one of size 3 (clause 3), mm."""


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

    def __bool__(self) -> bool:
        return any((self.recipients, self.copies, self.printing_office, self.print_date))


@dataclass(frozen=True, slots=True)
class PlacedImprint:
    """The imprint's pieces; `top` is where its first rule lies, mm."""

    top: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]


def placed_imprint(imprint: Imprint, *, paragraph: int) -> PlacedImprint:
    """Set from the bottom edge of the type area, with which the last rule coincides, upwards."""
    lists = [
        _list("主送：", imprint.recipients),
        _list("抄送：", imprint.copies),
    ]
    lines = [line for each in lists for line in each]
    printed = clean(imprint.printing_office) or clean(imprint.print_date)
    count = len(lines) + bool(printed)
    pitch = min(_LINE, sheet.HEIGHT / max(count, 1))
    top = sheet.BOTTOM - count * pitch
    runs = [
        replace(run, y=_baseline(top + place * pitch, pitch=pitch), paragraph=paragraph)
        for place, line in enumerate(lines)
        for run in line
    ]
    rules = [_rule(top, OUTER_RULE), _rule(sheet.BOTTOM, OUTER_RULE)]
    if printed:
        y = _baseline(sheet.BOTTOM - pitch, pitch=pitch)
        runs += _printed_runs(imprint, y=y, paragraph=paragraph + 1)
        if lines:
            rules.insert(1, _rule(sheet.BOTTOM - pitch, INNER_RULE))
    return PlacedImprint(top=top, runs=tuple(runs), rules=tuple(rules) if imprint.ruled else ())


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


def _printed_runs(imprint: Imprint, *, y: float, paragraph: int) -> list[Run]:
    runs = []
    if office := clean(imprint.printing_office):
        runs.append(run_of(office, style=_STYLE, x=sheet.LEFT + _EM, y=y))
    if date := clean(imprint.print_date):
        ended = date if date.endswith("印发") else f"{date}印发"
        run = run_of(ended, style=_STYLE, x=0.0, y=y)
        runs.append(replace(run, x=sheet.RIGHT - _EM - run.width))
    return [replace(run, paragraph=paragraph) for run in runs]


def _baseline(top: float, *, pitch: float) -> float:
    return top + pitch / 2 + (sheet.ASCENT - 0.5) * _EM


def _rule(y: float, thickness: float) -> Rule:
    return Rule(Element.IMPRINT, sheet.LEFT, y, sheet.WIDTH, thickness)
