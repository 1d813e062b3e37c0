"""Runs as text objects: characters of one face and size, each where the layout put it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from documents.layout import sheet
from documents.layout.glyphs import Glyph, glyphs
from documents.layout.ofd.markup import number, numbers
from documents.layout.pages import Run
from documents.typefaces.faces import Face, Faces

_ABOVE = 0.95
_BELOW = 0.3
"""Ems above and below the baseline that an object's box covers, so that no ink is cut off."""
_EXACT = 5
"""Digits of an advance, mm: rounding may not add up over a line."""
_LAST_OF_BASIC_PLANE = "\uffff"


@dataclass(slots=True)
class TextPiece:
    """Characters for one text object. `drop` and `size` in mm; `places` along the run, mm.

    `reach`: where the last glyph's room ends, along the run.
    """

    face: Face
    size: float
    stretch: float
    drop: float
    reach: float = 0.0
    text: list[str] = field(default_factory=list)
    places: list[float] = field(default_factory=list)


def text_pieces(run: Run, faces: Faces) -> Iterator[TextPiece]:
    """The run cut where face, size, stretch or height of the baseline change.

    A character beyond the basic plane stands alone: readers disagree on whether it takes one
    advance or two.
    """
    waiting: TextPiece | None = None
    for glyph in glyphs(run, faces):
        stretch = round(glyph.stretch, 4)
        if waiting is None or not _continues(waiting, glyph, stretch=stretch):
            if waiting:
                yield waiting
            size = glyph.size * sheet.MM_PER_PT
            waiting = TextPiece(glyph.face, size=size, stretch=stretch, drop=glyph.drop)
        waiting.text.append(glyph.character)
        waiting.places.append(glyph.x)
        waiting.reach = glyph.x + max(glyph.advance, glyph.natural)
    if waiting:
        yield waiting


def _continues(waiting: TextPiece, glyph: Glyph, *, stretch: float) -> bool:
    return (
        waiting.face is glyph.face
        and waiting.stretch == stretch
        and waiting.drop == glyph.drop
        and waiting.size == glyph.size * sheet.MM_PER_PT
        and max(glyph.character, waiting.text[-1]) <= _LAST_OF_BASIC_PLANE
    )


def object_attributes(piece: TextPiece, *, run: Run) -> dict[str, str]:
    """Boundary, Size and how it is turned or stretched (GB/T 33190-2016 8.5, 11.2), mm."""
    above, below = _ABOVE * piece.size, _BELOW * piece.size
    start, length = piece.places[0], piece.reach - piece.places[0]
    size = number(piece.size, 4)
    if run.turned:
        left, lower = run.x - piece.drop, run.y - start
        return {
            "Boundary": numbers(left - above, lower - length, above + below, length),
            "CTM": f"0 {number(-piece.stretch, 4)} 1 0 {numbers(above, length)}",
            "Size": size,
        }
    attributes = {
        "Boundary": numbers(run.x + start, run.y - piece.drop - above, length, above + below),
        "Size": size,
    }
    if piece.stretch != 1.0:
        attributes["HScale"] = number(piece.stretch, 4)
    return attributes


def code_attributes(piece: TextPiece, *, run: Run) -> dict[str, str]:
    """X, Y and DeltaX of the text code: where each character begins, in the object's box.

    A turned run is stretched by its matrix, which stretches the advances too.
    """
    scale = piece.stretch if run.turned else 1.0
    attributes = {"X": "0", "Y": "0" if run.turned else number(_ABOVE * piece.size)}
    if len(piece.places) > 1:
        steps = ((after - before) / scale for before, after in pairwise(piece.places))
        attributes["DeltaX"] = " ".join(_folded(round(step, _EXACT) for step in steps))
    return attributes


def _folded(steps: Iterable[float]) -> Iterator[str]:
    """Equal steps said once: `g 27 5.57143` (GB/T 33190-2016 11.3)."""
    for step, equal in groupby(steps):
        count = sum(1 for _ in equal)
        said = number(step, _EXACT)
        yield said if count == 1 else f"g {count} {said}"
