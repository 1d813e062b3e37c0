"""Break a paragraph into lines: no forbidden punctuation at either end, numbers kept whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout.characters import (
    CLOSING,
    INSEPARABLE,
    OPENING,
    cells,
    is_unspaced,
    is_wide,
    squeezed,
    widths,
)

_UNITS = (
    "平方公里|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|公顷|小时|分钟|个月|周年|个百分点|"
    "人次|千瓦时|千瓦|兆瓦|摄氏度|毫升|海里|[美欧港日]元|"
    "[年月日号时分秒期届次条款项章节名人个件份家户所座台套辆吨米元角亩里级类岁周天倍页册卷]|"
    "[度张本支只头株棵部篇幅场处片间栋幢层批笔宗起例颗门封艘架列班组队村升克兆]"
)
_LATIN_UNITS = (
    r"\s?(?:km|cm|mm|m|kg|g|t|kWh|kW|MW|kV|V|A|[kMG]?Hz|[kMGTP]B|[kMG]bps|m?L|ha|dB)"
    r"(?![A-Za-z])[²³]?"
)
_ORDINAL = "第[零一二三四五六七八九十百千]+[条款项章节届次批期号]"
_NUMBER = re.compile(
    rf"第?\d+(?:[.,:：/～~－—\-–]\d+)*"
    rf"(?:[％%‰℃°㎡]|{_LATIN_UNITS}|[余多]?[十百千万亿]*[余多]?(?:{_UNITS})?)|{_ORDINAL}"
    r"|[A-Za-z0-9][A-Za-z0-9'._@/:+#&%\-]*"
)
_DOCUMENT_NUMBER = re.compile(r"〔\d{4}〕\d{1,5}号")
_IDLE_BLANK = re.compile(
    rf"(?<=[{re.escape(''.join(sorted(OPENING)))}])\s++"
    rf"|(?<!\s)\s++(?=[{re.escape(''.join(sorted(CLOSING)))}])"
)
"""Blanks are looked at from the first of them only: from each, a row of them takes its square."""
_LONGEST_WHOLE = 8.0
_LOOSEST = 4.0
_WIDEST_GAP = 0.25


@dataclass(frozen=True, slots=True)
class Line:
    """`start` is the place of its first character in the paragraph; advances are in ems."""

    start: int
    text: str
    advances: tuple[float, ...]

    @property
    def width(self) -> float:
        """In ems."""
        return sum(self.advances)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What each character takes inside a line and as the last one of it, in ems."""

    inside: list[float]
    last: list[float]


def clean(text: str) -> str:
    """Blanks at the ends and inside brackets go, blanks in a row become one.

    A full-width blank inside stays: it evens out names of two and three characters.
    """
    return _IDLE_BLANK.sub("", re.sub(r"[^\S\u3000]+", " ", text)).strip()


def break_lines(
    text: str, *, width: float, indent: float = 0.0, justified: bool = True
) -> list[Line]:
    """Break clean `text` into lines of at most `width` ems, the first shorter by `indent`.

    Where punctuation may not begin or end a line (GB/T 15834), characters move to the next line
    and the rest is spread, so that a line never holds more than its cells. Lines but the last
    are filled to `width` when `justified`. Takes time in proportion to the text.
    """
    alone = cells(text)
    sizes = _Sizes(inside=squeezed(text, alone), last=alone)
    numbers = _places_inside(_NUMBER, text, sizes.inside)
    names = _places_inside(_DOCUMENT_NUMBER, text, sizes.inside)
    wholes = (numbers | names, numbers, set[int]())
    lines: list[Line] = []
    start = 0
    while start < len(text):
        room = width - (indent if start == 0 else 0.0)
        end = _line_end(text, sizes, wholes, start=start, room=room)
        lines.append(_line(text, sizes, start=start, end=end, room=room, justified=justified))
        start = _skip_blanks(text, end)
    return lines


def widest_whole(text: str) -> float:
    """The width of the widest number that a line is not broken in, ems."""
    sizes = widths(text)
    spans = [found.span() for found in _NUMBER.finditer(text)]
    wholes = [sum(sizes[start:end]) for start, end in spans]
    return max((each for each in wholes if each <= _LONGEST_WHOLE), default=0.0)


def may_break(text: str, place: int) -> bool:
    """Whether punctuation rules allow a line to begin with the character at `place`."""
    before, after = text[place - 1], text[place]
    if is_unspaced(after) or after in CLOSING or before in OPENING:
        return False
    return not (before == after and after in INSEPARABLE)


def _places_inside(pattern: re.Pattern[str], text: str, sizes: Sequence[float]) -> set[int]:
    """Places inside what should stay whole, unless it is too long for that."""
    places: set[int] = set()
    for found in pattern.finditer(text):
        start, end = found.span()
        if sum(sizes[start:end]) <= _LONGEST_WHOLE:
            places.update(range(start + 1, end))
    return places


def _line_end(
    text: str, sizes: _Sizes, wholes: Sequence[set[int]], *, start: int, room: float
) -> int:
    """Where the line ends: `wholes` are the places to spare, given up one after the other."""
    full = start
    used = 0.0
    while full < len(text) and used + sizes.last[full] <= room + 1e-9:
        used += sizes.inside[full]
        full += 1
    if full == len(text):
        return full
    full = max(full, start + 1)
    if text[full].isspace() and full not in wholes[0]:
        return full
    for forbidden in wholes:
        place, left = full, room - used
        while place > start and left <= _LOOSEST:
            if place not in forbidden and may_break(text, place):
                return place
            place -= 1
            left += sizes.inside[place]
    return full


def _skip_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _line(text: str, sizes: _Sizes, *, start: int, end: int, room: float, justified: bool) -> Line:
    shown = text[start:end].rstrip()
    shown_end = start + len(shown)
    advances = [*sizes.inside[start : shown_end - 1], *sizes.last[shown_end - 1 : shown_end]]
    if justified and end < len(text):
        advances = _spread(shown, advances, room=room)
    return Line(start=start, text=shown, advances=tuple(advances))


def _spread(text: str, advances: list[float], *, room: float) -> list[float]:
    """Widen the gaps beside wide characters evenly until the line is full."""
    gaps = [place for place in range(len(text) - 1) if _may_widen(text[place], text[place + 1])]
    extra = (room - sum(advances)) / len(gaps) if gaps else 0.0
    if not 0.0 < extra <= _WIDEST_GAP:
        return advances
    widened = list(advances)
    for place in gaps:
        widened[place] += extra
    return widened


def _may_widen(before: str, after: str) -> bool:
    if is_unspaced(after) or (before == after and after in INSEPARABLE):
        return False
    return is_wide(before) or is_wide(after)
