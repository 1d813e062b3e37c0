"""Runs as glyphs: each character fitted into the width that the layout gave it.

Every writer (PDF, OFD, SVG) draws what stands here, so that all show the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from documents.layout import sheet
from documents.layout.characters import DASHES, drawn_scale, is_invisible, needed, slack_before
from documents.layout.pages import Pages, Run
from documents.typefaces.faces import Face, Faces
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces

_TIGHT = 0.2
"""Ems of room up to which a glyph begins where its width begins."""
_OVERLAP = 0.02
_MIDDLE = sheet.ASCENT - 0.5


class Glyph(NamedTuple):
    """One character as it is drawn; a tuple, as there is one for every character of every page.

    `x`: from the run's beginning along its line to where the glyph begins; `drop`: how far its
    baseline lies above the run's; `advance`: the room from `x` to the next character (all mm).
    `size` in pt; `stretch`: its width against the natural one. `natural`: width so drawn, mm.
    """

    character: str
    face: Face
    x: float
    drop: float
    size: float
    stretch: float
    advance: float
    natural: float


def glyphs(run: Run, faces: Faces) -> Iterator[Glyph]:
    """The run's visible characters in order."""
    x = 0.0
    rise = _rise(run, faces)
    for character, advance in zip(run.text, run.advances, strict=True):
        if not is_invisible(character):
            face = faces.face(character, role=run.role)
            glyph = _fitted(character, run=run, face=face, x=x, advance=advance)
            yield glyph._replace(drop=glyph.drop + rise) if rise else glyph
        x += advance


def missing_characters(pages: Pages, *, typefaces: Typefaces) -> dict[Role, str]:
    """For each role the characters that none of its typefaces has, in the order of the text."""
    faces = Faces(typefaces)
    missing: dict[Role, str] = {}
    for run in pages.runs():
        for character in run.text:
            known = missing.get(run.role, "")
            if character in known or is_invisible(character) or character.isspace():
                continue
            if not faces.face(character, role=run.role).has(character):
                missing[run.role] = known + character
    return missing


def told(characters: str) -> str:
    """Characters with their code points: some of them show nothing by themselves."""
    return "、".join(f"{each}（U+{ord(each):04X}）" for each in characters)


def _rise(run: Run, faces: Faces) -> float:
    """How far the whole line moves up so that its highest ink lies at `ink_top`, mm."""
    if run.ink_top is None:
        return 0.0
    drawn = [each for each in run.text if not is_invisible(each) and not each.isspace()]
    if not drawn:
        return 0.0
    highest = max(faces.face(each, role=run.role).ink_top(each) for each in drawn)
    return run.y - run.ink_top - highest * run.size * sheet.MM_PER_PT


def _fitted(character: str, *, run: Run, face: Face, x: float, advance: float) -> Glyph:
    size = run.size * drawn_scale(character)
    em = size * sheet.MM_PER_PT * run.stretch
    natural = face.width(character) * em
    # A squeezed mark keeps its shape: what it gave up is white, where its neighbour may stand.
    least = natural * needed(character)
    squeeze = advance / least if 0 < advance < least - _OVERLAP * em else 1.0
    if character in DASHES and advance > natural:
        squeeze = advance / natural  # two of them are one stroke
    # What goes beyond a cell spreads a name over its width: it stands behind the character.
    room = max(min(advance, em) - natural, 0.0)
    before = room * slack_before(character) if room > _TIGHT * em else 0.0
    return Glyph(
        character=character,
        face=face,
        x=x + before,
        drop=_MIDDLE * (run.size - size) * sheet.MM_PER_PT,
        size=size,
        stretch=run.stretch * squeeze,
        advance=advance - before,
        natural=natural * squeeze,
    )
