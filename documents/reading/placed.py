"""Pieces of text that a page file puts somewhere, joined to lines by where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_SAME_LINE = 0.35
"""Ems by which baselines of one line may differ."""
_COLUMN = 0.8
"""Ems of empty room that part two columns."""
_WORD = 0.12
"""Ems of empty room between two words of Latin letters."""
_CAPITAL = 0.2
"""Ems by which a capital letter is wider than the half em that its file leaves to be guessed."""
MOST_LINES = 30_000
"""Of a page file of any format: recognising them takes some two seconds."""
A4 = (210.0, 297.0)
"""mm."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands at one place. `page` counts from 0.

    `x`, `y`: left end of its baseline; `width`, and `size` of its type: all in mm. What lies
    across the page is given as if the page were turned, with `turned`. `sheet` is the page's
    width and height as it stands upright, mm.
    """

    text: str
    page: int
    x: float
    y: float
    width: float
    size: float
    turned: bool = False
    sheet: tuple[float, float] = A4


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text with its place: `left`, `right`, `baseline` and `size` of type, in mm.

    `turned` and `sheet` are those of its pieces.
    """

    text: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    turned: bool = False
    sheet: tuple[float, float] = A4


def joined_lines(pieces: Iterable[Piece]) -> list[PlacedLine]:
    """The lines page by page from the top; what stands far apart on a line is parted by a blank.

    No character is dropped; text that lies across the page follows the page's upright text.
    """
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.page, each.turned, each.y, each.x)):
        if lines and _continues(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_line(sorted(each, key=lambda piece: piece.x)) for each in lines]


def _continues(first: Piece, piece: Piece) -> bool:
    same_side = (first.page, first.turned) == (piece.page, piece.turned)
    return same_side and piece.y - first.y <= _SAME_LINE * max(first.size, piece.size)


def _line(pieces: Sequence[Piece]) -> PlacedLine:
    first = pieces[0]
    words = [first.text]
    right = first.x + first.width
    for before, piece in pairwise(pieces):
        em = max(before.size, piece.size)
        gap = piece.x - right - _beyond(before)
        words.append(blank(before.text, piece.text, gap=gap, em=em))
        words.append(piece.text)
        right = max(right, piece.x + piece.width)
    return PlacedLine(
        text="".join(words),
        page=first.page,
        left=first.x,
        right=right,
        baseline=max(each.y for each in pieces),
        size=max(each.size for each in pieces),
        turned=first.turned,
        sheet=first.sheet,
    )


def _beyond(piece: Piece) -> float:
    """How far its last character reaches beyond its width, mm: files give no width of the last."""
    last = piece.text[-1:]
    return _CAPITAL * piece.size if last.isascii() and last.isupper() else 0.0


def blank(before: str, after: str, *, gap: float, em: float) -> str:
    """What stands for the empty room between two texts of a line, in pages of any format.

    An ideographic space between columns, a space between words of letters, else nothing. `gap`
    and `em`, the size of the type, are of one unit.
    """
    if gap > _COLUMN * em:
        return "\u3000"
    letters = before[-1:].isascii() and after[:1].isascii()
    return " " if letters and gap > _WORD * em else ""
