"""署名 and 成文日期 on which seals will stand, of one organ or of several (7.3.5.1)."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from documents.layout import sheet
from documents.layout.breaking import break_lines
from documents.layout.characters import widths
from documents.layout.fitting import centred
from documents.layout.pages import Element, Place
from documents.layout.rows import EMPTY, Row, Style, run_of

_NAME = Style(element=Element.SIGNATURE)
_DATE = Style(element=Element.DATE)

_RIGHT_INDENT = 4.0
_MOST_IN_A_ROW = 3
_LEAST_GAP = 1.0
_USUAL_GAP = 4.0
"""mm between two seals of a row, so that they neither touch nor cross."""
_WIDEST_NAME = 24.0
_LEADING = sheet.PITCH - sheet.CELL
_TOGETHER = replace(EMPTY, keep=True)


def sealed_signature_rows(
    names: tuple[str, ...], *, date: str, diameter: float
) -> list[list[Row]]:
    """A group of rows for each row of names and one for the date, with the places of the seals.

    The date ends four characters in from the right unless the seals of its row need the room.
    Each name stands in the middle of its seal, the last one also in that of the date, and its top
    is as high as the seal's centre: name and date lie a little below it. The first seals' tops lie
    within a line of the text above. `diameter` in mm.
    """
    if not names:
        return [_date_alone(date, diameter=diameter)]
    middles = _middles(names, date=date, diameter=diameter)
    count = len(middles)
    groups: list[list[Row]] = []
    for first in range(0, len(names), count):
        beside = names[first : first + count]
        lines = _lines(beside, middles=middles[-len(beside) :], diameter=diameter)
        above = _lines_between(diameter) if groups else _lines_above(diameter)
        groups.append([*[_TOGETHER] * max(above - len(lines) + 1, 1), *lines])
    if date:
        groups[-1][-1] = replace(groups[-1][-1], keep=True)
        groups.append([_date_row(date, middle=middles[-1])])
    return groups


def _middles(names: tuple[str, ...], *, date: str, diameter: float) -> tuple[float, ...]:
    """Where the middles of the names of a row lie, mm: as many as stand neatly side by side."""
    for columns in range(min(len(names), _MOST_IN_A_ROW), 0, -1):
        rows = ceil(len(names) / columns)
        found = _columns(ceil(len(names) / rows), names, date=date, diameter=diameter)
        if found:
            return found
    return (sheet.LEFT + sheet.WIDTH / 2,)


def _columns(
    count: int, names: tuple[str, ...], *, date: str, diameter: float
) -> tuple[float, ...]:
    """The middles of `count` columns, or none if so many do not fit into the type area."""
    name = min(max(_width(each) for each in names), _WIDEST_NAME * sheet.CELL)
    half = max(diameter, name) / 2
    last_half = max(half, _width(date) / 2)
    step = max(diameter + _LEAST_GAP, name + sheet.CELL) if count > 1 else 0.0
    leftmost = max(sheet.LEFT + half + (count - 1) * step, sheet.LEFT + last_half)
    rightmost = sheet.RIGHT - last_half
    if leftmost > rightmost:
        return ()
    usual = sheet.RIGHT - _RIGHT_INDENT * sheet.CELL - _width(date) / 2
    last = min(max(usual, leftmost), rightmost)
    if count > 1:
        spare = (last - sheet.LEFT - half) / (count - 1)
        step = min(max(step, diameter + _USUAL_GAP), spare)
    return tuple(last - place * step for place in range(count - 1, -1, -1))


def _lines(names: tuple[str, ...], *, middles: tuple[float, ...], diameter: float) -> list[Row]:
    """The names of one row; a single one that is too long takes several lines."""
    seals = tuple(
        _seal(name, middle=middle, diameter=diameter)
        for name, middle in zip(names, middles, strict=True)
    )
    if len(names) > 1:
        runs = [
            centred(run_of(name, style=_NAME, x=0.0), middle=middle, width=sheet.WIDTH)
            for name, middle in zip(names, middles, strict=True)
        ]
        return [Row(runs=tuple(runs), places=seals)]
    broken = break_lines(names[0], width=_WIDEST_NAME, justified=False)
    rows = [
        Row(
            runs=(
                centred(
                    run_of(line.text, style=_NAME, x=0.0, advances=line.advances),
                    middle=middles[0],
                    width=sheet.WIDTH,
                ),
            ),
            keep=True,
        )
        for line in broken
    ]
    return [*rows[:-1], replace(rows[-1], places=seals, keep=False)]


def _date_row(date: str, *, middle: float) -> Row:
    return Row(runs=(centred(run_of(date, style=_DATE, x=0.0), middle=middle, width=sheet.WIDTH),))


def _date_alone(date: str, *, diameter: float) -> list[Row]:
    """A seal presses the date where no name is given: none stands on blank paper."""
    (middle,) = _columns(1, ("",), date=date, diameter=diameter) or (sheet.LEFT + sheet.WIDTH / 2,)
    seal = _seal("", middle=middle, diameter=diameter)
    row = replace(_date_row(date, middle=middle), places=(seal,))
    return [*[_TOGETHER] * _lines_above(diameter), row]


def _seal(name: str, *, middle: float, diameter: float) -> Place:
    """The seal's box: its centre is as high as the top of the name's cell."""
    return Place(
        element=Element.SEAL,
        name=name,
        page=0,
        x=middle - diameter / 2,
        y=-diameter / 2,
        width=diameter,
        height=diameter,
    )


def _lines_above(diameter: float) -> int:
    """Empty lines between text and name: the seal's top lies below the text, within a line."""
    return max(ceil((diameter / 2 - _LEADING) / sheet.PITCH), 1)


def _lines_between(diameter: float) -> int:
    """Empty lines between two rows of names so that their seals do not meet."""
    return ceil((diameter + _LEAST_GAP) / sheet.PITCH) - 1


def _width(text: str) -> float:
    return sum(widths(text)) * sheet.CELL
