"""Runs as SVG text: a paragraph is one element, so that copying it gives one unbroken text.

Lengths are hundredths of a millimetre: whole numbers are short, and no browser's smallest type
size (12 px in Chinese ones) can enlarge a character.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from documents.layout import sheet
from documents.layout.glyphs import Glyph, glyphs
from documents.layout.pages import BLACK, Element, Page, Run
from documents.layout.svg.fonts import ScreenFonts
from documents.layout.svg.markup import attributes, escaped, screen_colour

UNIT = 100
"""To a millimetre."""

_HEADINGS = {Element.TITLE, Element.ENCLOSURE_TITLE, Element.ATTACHMENT_TITLE}
_BELOW_THE_SCREEN = 2
"""The screen's own title is level 1, the document's is 2, its headings follow."""
_SAME = 0.001
_USUAL_FILL = "#000"
"""What a text is filled with that says nothing; screens in 大字 draw such text stronger."""


@dataclass(slots=True)
class _Piece:
    """Characters of one face, size and line, with where each begins and how wide it is drawn.

    `full`: no further character may join.
    """

    family: str
    size: str
    fill: str
    stretch: float
    y: int
    x: list[float]
    widths: list[float]
    text: str
    full: bool = False


def text_elements(page: Page, fonts: ScreenFonts) -> Iterator[str]:
    """The page's text in reading order; what stands in a table, as its rows and cells."""
    for table, runs in groupby(page.runs, key=lambda run: run.cell and run.cell[0]):
        if table is None:
            yield from _paragraphs(runs, fonts)
        else:
            yield f'<g role="table">{"".join(_rows(runs, fonts))}</g>'


def _rows(runs: Iterable[Run], fonts: ScreenFonts) -> Iterator[str]:
    for _, row in groupby(runs, key=lambda run: run.cell and run.cell[1]):
        cells = (
            f'<g role="cell">{"".join(_paragraphs(cell, fonts))}</g>'
            for _, cell in groupby(row, key=lambda run: run.cell)
        )
        yield f'<g role="row">{"".join(cells)}</g>'


def _paragraphs(runs: Iterable[Run], fonts: ScreenFonts) -> Iterator[str]:
    for _, joined in groupby(runs, key=_belongs):
        if text := _paragraph(list(joined), fonts):
            yield text


def _belongs(run: Run) -> tuple[object, ...]:
    """Runs of a paragraph belong together; those of none only on one line."""
    return (run.element, run.paragraph, run.turned, None if run.paragraph else run.y)


def _paragraph(runs: list[Run], fonts: ScreenFonts) -> str:
    pieces = [piece for run in runs for piece in _pieces(run, fonts)]
    if not pieces:
        return ""
    stretch = _common_stretch(pieces)
    family, size, fill = Counter((p.family, p.size, p.fill) for p in pieces).most_common(1)[0][0]
    shared = {
        "font-family": family,
        "font-size": size,
        "fill": fill,
        "transform": _transform(turned=runs[0].turned, stretch=stretch),
        **_role(runs),
    }
    if any(unicodedata.bidirectional(each) in ("R", "AL") for run in runs for each in run.text):
        shared |= {"direction": "ltr", "unicode-bidi": "bidi-override"}
    spans = (
        _span(each, shared=shared, stretch=stretch)
        for piece in pieces
        for each in _evenly_stretched(piece, stretch)
    )
    return f"<text{attributes(shared)}>{''.join(spans)}</text>"


def _evenly_stretched(piece: _Piece, stretch: float) -> Iterator[_Piece]:
    """A squeezed character stands alone: a length can be given to a whole piece only."""
    if abs(piece.stretch - stretch) <= _SAME or len(piece.x) == 1:
        yield piece
        return
    for place, (x, width) in enumerate(zip(piece.x, piece.widths, strict=True)):
        rest = len(piece.text) if place == len(piece.x) - 1 else place + 1
        yield replace(piece, x=[x], widths=[width], text=piece.text[place:rest])


def _span(piece: _Piece, *, shared: dict[str, str], stretch: float) -> str:
    own = {
        "x": " ".join(str(round(x / stretch)) for x in piece.x),
        "y": str(piece.y),
        "font-family": piece.family,
        "font-size": piece.size,
        "fill": piece.fill or _USUAL_FILL,
    }
    known = {"fill": _USUAL_FILL, **{name: value for name, value in shared.items() if value}}
    if abs(piece.stretch - stretch) > _SAME:
        own |= {
            "textLength": str(round(piece.widths[0] / stretch)),
            "lengthAdjust": "spacingAndGlyphs",
        }
    differing = {name: value for name, value in own.items() if known.get(name) != value}
    return f"<tspan{attributes(differing)}>{escaped(piece.text)}</tspan>"


def _pieces(run: Run, fonts: ScreenFonts) -> Iterator[_Piece]:
    waiting: _Piece | None = None
    for glyph in glyphs(run, fonts.faces):
        each = _piece(glyph, run=run, fonts=fonts)
        if waiting and unicodedata.combining(glyph.character):
            waiting.text += glyph.character
            waiting.full = True
        elif waiting and _continues(waiting, each):
            waiting.text += each.text
            waiting.x += each.x
            waiting.widths += each.widths
            waiting.full = each.full
        else:
            if waiting:
                yield waiting
            waiting = each
    if waiting:
        yield waiting


def _continues(waiting: _Piece, each: _Piece) -> bool:
    now, then = (
        (piece.family, piece.size, piece.fill, piece.stretch, piece.y) for piece in (waiting, each)
    )
    return now == then and not waiting.full


def _piece(glyph: Glyph, *, run: Run, fonts: ScreenFonts) -> _Piece:
    if run.turned:  # the element is turned: along the line is up the page
        x, y = glyph.x - run.y, run.x - glyph.drop
    else:
        x, y = run.x + glyph.x, run.y - glyph.drop
    beyond_first_plane = ord(glyph.character) > 0xFFFF  # such a one counts as two positions
    return _Piece(
        family=fonts.family(glyph.face),
        size=f"{glyph.size * sheet.MM_PER_PT * UNIT:.1f}",
        fill="" if run.colour == BLACK else screen_colour(run.colour),
        stretch=glyph.stretch,
        y=round(y * UNIT),
        x=[x * UNIT],
        widths=[glyph.natural * UNIT],
        text=glyph.character,
        full=beyond_first_plane,
    )


def _common_stretch(pieces: list[_Piece]) -> float:
    """The stretch of most characters."""
    counted: Counter[float] = Counter()
    for piece in pieces:
        counted[piece.stretch] += len(piece.text)
    return counted.most_common(1)[0][0]


def _transform(*, turned: bool, stretch: float) -> str:
    turn = "rotate(-90)" if turned else ""
    scale = f"scale({stretch:.5g} 1)" if abs(stretch - 1) > _SAME else ""
    return " ".join(each for each in (turn, scale) if each)


def _role(runs: list[Run]) -> dict[str, str]:
    """A paragraph, also for screen readers; a heading where it has a paragraph of its own."""
    if runs[0].element in _HEADINGS:
        return _heading(0)
    if level := min(run.level for run in runs):
        return _heading(level)
    return {"role": "paragraph"} if runs[0].paragraph else {}


def _heading(level: int) -> dict[str, str]:
    return {"role": "heading", "aria-level": str(level + _BELOW_THE_SCREEN)}
