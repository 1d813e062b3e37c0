"""签发人 beside the number of an upward document (GB/T 9704-2012 7.2.6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.characters import widths
from documents.layout.fitting import fitted
from documents.layout.pages import Element, Run
from documents.layout.rows import Style, run_of
from documents.typefaces.role import Role

_LABEL = Style(element=Element.SIGNER)
_NAME = Style(element=Element.SIGNER, role=Role.KAI)
_PER_LINE = 2
_WORD = "签发人："
_SHORT = 2
_USUAL = 3.0
_LEAST_ROOM = 9.0
"""Characters that a name may take however long the number beside it is."""


@dataclass(frozen=True, slots=True)
class Signers:
    """`last_top`: where their last line begins; `left`: what stands on that line, mm."""

    runs: tuple[Run, ...]
    last_top: float
    left: float


def signers_beside(number: float, *, names: tuple[str, ...], top: float, room: float) -> Signers:
    """Lines from `top` mm down, two names on each, one character in from the right.

    The names of a line below stand under the first name; each column is as wide as its own
    longest name. `number`: how far the number on the last line would reach, mm; where two names
    would meet it, each has its own line. The last line begins within `room` mm below `top`: lines
    that would go beyond are set closer, a name that is longer than its line is narrowed.
    """
    shown = [clean(name) for name in names if clean(name)]
    if not shown:
        return Signers((), last_top=top, left=sheet.RIGHT)
    sizes = _advances(shown)
    widest = _widest(number)
    for columns in (min(len(shown), _PER_LINE), 1):
        last_row = ceil(len(shown) / columns) - 1
        step = min(sheet.PITCH, room / max(last_row, 1))
        size = sheet.SIZE_3 * min(1.0, step / sheet.CELL)
        em = sheet.em(size)
        rooms = [min(em * max(map(sum, sizes[at::columns])), widest) for at in range(columns)]
        left = sheet.RIGHT - sheet.CELL - sum(rooms) - (columns - 1) * em
        style = replace(_LABEL, size=size)
        label = run_of(_WORD, style=style, x=left - len(_WORD) * em, y=_baseline(top))
        if label.x >= number + sheet.CELL:
            break
    runs = [label]
    for serial, (name, advances) in enumerate(zip(shown, sizes, strict=True)):
        row, column = divmod(serial, columns)
        x = left + sum(rooms[:column]) + column * em
        style = replace(_NAME, size=size)
        run = run_of(name, style=style, x=x, y=_baseline(top + row * step), advances=advances)
        runs.append(fitted(run, width=rooms[column]))
    return Signers(tuple(runs), last_top=top + last_row * step, left=left if last_row else label.x)


def _widest(number: float) -> float:
    """What the number leaves to a single name beside it, mm."""
    left = number + (1 + len(_WORD)) * sheet.CELL
    return max(sheet.RIGHT - sheet.CELL - left, _LEAST_ROOM * sheet.CELL)


def _advances(names: list[str]) -> list[list[float]]:
    """Ems. A name of two characters is spread over the room of three, as beside longer ones."""
    spread = any(sum(widths(name)) > _SHORT for name in names)
    sizes = [widths(name) for name in names]
    for name, own in zip(names, sizes, strict=True):
        own[0] += _USUAL - _SHORT if spread and len(name) == _SHORT else 0.0
    return sizes


def _baseline(top: float) -> float:
    return sheet.baseline(top, size=sheet.SIZE_3)
