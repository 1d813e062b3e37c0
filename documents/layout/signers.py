"""签发人 beside the number of an upward document (GB/T 9704-2012 7.2.6)."""

from __future__ import annotations

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.characters import widths
from documents.layout.pages import Element, Role, Run
from documents.layout.rows import Style, run_of

_LABEL = Style(element=Element.SIGNER)
_NAME = Style(element=Element.SIGNER, role=Role.KAI)
_PER_LINE = 2
_WORD = "签发人："
_SHORT = 2
_USUAL = 3.0


def signer_runs(names: tuple[str, ...], *, top: float, beside: float) -> list[list[Run]]:
    """Lines from `top` mm down, two names on each, one character in from the right.

    The names of a line below stand under the first name. `beside`: how far the number on the last
    line reaches, mm; where two names would meet it, each has its own line.
    """
    shown = [clean(name) for name in names if clean(name)]
    if not shown:
        return []
    column = max(_width(name) for name in shown) * sheet.CELL
    for columns in (min(len(shown), _PER_LINE), 1):
        left = sheet.RIGHT - sheet.CELL - columns * column - (columns - 1) * sheet.CELL
        label = run_of(_WORD, style=_LABEL, x=left - len(_WORD) * sheet.CELL, y=_baseline(top))
        if label.x >= beside + sheet.CELL:
            break
    lines = [shown[place : place + columns] for place in range(0, len(shown), columns)]
    runs = [
        [
            _name_run(
                name,
                column=column,
                x=left + place * (column + sheet.CELL),
                y=_baseline(top + row * sheet.PITCH),
            )
            for place, name in enumerate(line)
        ]
        for row, line in enumerate(lines)
    ]
    runs[0].insert(0, label)
    return runs


def _name_run(name: str, *, column: float, x: float, y: float) -> Run:
    """A name of two characters is spread over the room of three, as beside longer ones."""
    advances = widths(name)
    if len(name) == _SHORT and column > _SHORT * sheet.CELL:
        advances[0] += _USUAL - _SHORT
    return run_of(name, style=_NAME, x=x, y=y, advances=advances)


def _width(name: str) -> float:
    return sum(widths(name))


def _baseline(top: float) -> float:
    return sheet.baseline(top, size=sheet.SIZE_3)
