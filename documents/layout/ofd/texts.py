"""Runs as text objects: characters of one face and size, each where the layout put it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.layout import sheet
from documents.layout.glyphs import Glyph, glyphs
from documents.layout.ofd.markup import number, numbers
from documents.layout.pages import Run
from documents.typefaces.faces import Faces

_ABOVE = 0.95
_BELOW = 0.3
"""Ems above and below the baseline that an object's box covers, so that no ink is cut off."""
_EXACT = 5
"""Digits of an advance, mm: rounding may not add up over a line."""
_LAST_OF_BASIC_PLANE = "\uffff"

Piece = list[Glyph]
"""Glyphs that follow one another, of one face, size, stretch and height of the baseline."""


def text_pieces(run: Run, faces: Faces) -> Iterator[Piece]:
    """The run cut where one text object cannot go on.

    A character beyond the basic plane stands alone: readers disagree on whether it takes one
    advance or two.
    """
    piece: Piece = []
    for glyph in glyphs(run, faces):
        if piece and not _alike(piece[-1], glyph):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _alike(one: Glyph, other: Glyph) -> bool:
    return (
        one.face is other.face
        and one.stretch == other.stretch
        and one.drop == other.drop
        and one.size == other.size
        and other.character <= _LAST_OF_BASIC_PLANE >= one.character
    )


def object_attributes(piece: Piece, *, run: Run) -> dict[str, str]:
    """Boundary, Size and how it is turned or stretched (GB/T 33190-2016 8.5, 11.2), mm."""
    first, last = piece[0], piece[-1]
    em = first.size * sheet.MM_PER_PT
    above, height = _ABOVE * em, (_ABOVE + _BELOW) * em
    length = last.x + max(last.advance, last.natural) - first.x
    if run.turned:
        left, lower = run.x - first.drop - above, run.y - first.x
        return {
            "Boundary": numbers(left, lower - length, height, length),
            "CTM": f"0 {number(-first.stretch, 4)} 1 0 {numbers(above, length)}",
            "Size": number(em, 4),
        }
    box = numbers(run.x + first.x, run.y - first.drop - above, length, height)
    attributes = {"Boundary": box, "Size": number(em, 4)}
    stretch = number(first.stretch, 4)
    if stretch != "1":
        attributes["HScale"] = stretch
    return attributes


def code_attributes(piece: Piece, *, run: Run) -> dict[str, str]:
    """X, Y and DeltaX of the text code: where each character begins, in the object's box.

    A turned run is stretched by its matrix, which stretches the advances too.
    """
    first = piece[0]
    if run.turned:
        attributes, scale = {"X": "0", "Y": "0"}, first.stretch
    else:
        above = number(_ABOVE * first.size * sheet.MM_PER_PT)
        attributes, scale = {"X": "0", "Y": above}, 1.0
    if len(piece) > 1:
        attributes["DeltaX"] = _advances(piece, scale=scale)
    return attributes


def _advances(piece: Sequence[Glyph], *, scale: float) -> str:
    """From each character to the next; equal ones said once, `g 27 5.57143` (11.3)."""
    said: list[str] = []
    before, count = piece[0].x, 0
    step = round((piece[1].x - before) / scale, _EXACT)
    for glyph in piece[1:]:
        following = round((glyph.x - before) / scale, _EXACT)
        if following == step:
            count += 1
        else:
            said.append(_said(step, count))
            step, count = following, 1
        before = glyph.x
    said.append(_said(step, count))
    return " ".join(said)


def _said(step: float, count: int) -> str:
    value = number(step, _EXACT)
    return value if count == 1 else f"g {count} {value}"
