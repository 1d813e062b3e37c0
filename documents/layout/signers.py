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

    The names of a line below stand under the first name; each column is as wide as its own
    longest name. `beside`: how far the number on the last line reaches, mm; where two names would
    meet it, each has its own line.
    """
    shown = [clean(name) for name in names if clean(name)]
    if not shown:
        return []
    sizes = _advances(shown)
    for columns in (min(len(shown), _PER_LINE), 1):
        rooms = [sheet.CELL * max(map(sum, sizes[place::columns])) for place in range(columns)]
        left = sheet.RIGHT - sheet.CELL - sum(rooms) - (columns - 1) * sheet.CELL
        label = run_of(_WORD, style=_LABEL, x=left - len(_WORD) * sheet.CELL, y=_baseline(top))
        if label.x >= beside + sheet.CELL:
            break
    lines: list[list[Run]] = []
    for serial, (name, advances) in enumerate(zip(shown, sizes, strict=True)):
        row, column = divmod(serial, columns)
        x = left + sum(rooms[:column]) + column * sheet.CELL
        y = _baseline(top + row * sheet.PITCH)
        lines += [[]] if column == 0 else []
        lines[-1].append(run_of(name, style=_NAME, x=x, y=y, advances=advances))
    return [[label, *lines[0]], *lines[1:]]


def _advances(names: list[str]) -> list[list[float]]:
    """Ems. A name of two characters is spread over the room of three, as beside longer ones."""
    spread = any(sum(widths(name)) > _SHORT for name in names)
    sizes = [widths(name) for name in names]
    for name, own in zip(names, sizes, strict=True):
        own[0] += _USUAL - _SHORT if spread and len(name) == _SHORT else 0.0
    return sizes


def _baseline(top: float) -> float:
    return sheet.baseline(top, size=sheet.SIZE_3)
