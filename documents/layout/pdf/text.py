"""Draw runs: characters that follow one another alike go into one string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from documents.layout.glyphs import Glyph, glyphs
from documents.layout.pages import Run
from documents.layout.pdf.fonts import Font, Fonts
from documents.layout.pdf.operators import Operators, number, point, pt
from documents.typefaces.faces import Faces

_SAME = 0.002
"""pt; less than this between two places is nothing."""


@dataclass(slots=True)
class _Piece:
    """Characters of one font, size and stretch; `space` is what each leaves after it, pt.

    `reached`: where the next character must begin to belong to it, mm along the run's line.
    """

    first: Glyph
    font: Font
    space: float
    codes: list[str]
    reached: float


def draw_run(operators: Operators, run: Run, *, faces: Faces, fonts: Fonts) -> None:
    """The run's characters, in one text object."""
    operators.fill(run.colour)
    operators.add("BT")
    for piece in _pieces(run, faces=faces, fonts=fonts):
        glyph = piece.first
        operators.change("Tf", f"/{piece.font.name} {number(glyph.size)}")
        operators.change("Tz", number(glyph.stretch * 100))
        operators.change("Tc", f"{_down(piece.space):.4f}")
        if run.turned:
            place = point(run.x - glyph.drop, run.y - glyph.x)
            operators.add(f"0 1 -1 0 {place} Tm <{''.join(piece.codes)}> Tj")
        else:
            place = point(run.x + glyph.x, run.y - glyph.drop)
            operators.add(f"1 0 0 1 {place} Tm <{''.join(piece.codes)}> Tj")
    operators.add("ET")


def _pieces(run: Run, *, faces: Faces, fonts: Fonts) -> Iterator[_Piece]:
    piece: _Piece | None = None
    for glyph in glyphs(run, faces):
        font = fonts.of(glyph.face)
        space = pt(glyph.advance - glyph.natural) / glyph.stretch
        if piece is None or not _continues(piece, glyph, font=font, space=space):
            if piece:
                yield piece
            piece = _Piece(glyph, font, space, [], 0.0)
        piece.codes.append(font.code(glyph.character))
        piece.reached = glyph.x + glyph.advance
    if piece:
        yield piece


def _continues(piece: _Piece, glyph: Glyph, *, font: Font, space: float) -> bool:
    first = piece.first
    return (
        font is piece.font
        and glyph.size == first.size
        and glyph.drop == first.drop
        and abs(glyph.stretch - first.stretch) < 1e-5
        and abs(space - piece.space) < _SAME
        and abs(pt(glyph.x - piece.reached)) < _SAME
    )


def _down(space: float) -> float:
    """Rounded so that a full line never ends beyond the type area."""
    return floor(space * 10_000) / 10_000
