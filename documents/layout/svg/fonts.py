"""Fonts of pages for the screen: a subset of each face that a document uses, named by content."""

from __future__ import annotations

from hashlib import sha256

from documents.layout.glyphs import glyphs
from documents.layout.pages import Pages
from documents.typefaces.faces import Face, Faces
from documents.typefaces.typeface import Typeface, Typefaces

SUFFIX = ".ttf"


class ScreenFonts:
    """The subsets that a document's pages are drawn with.

    A family is named after the bytes of its subset, so that pages of two documents that stand in
    one window never borrow each other's glyphs.
    """

    def __init__(self, pages: Pages, *, typefaces: Typefaces) -> None:
        self.faces = Faces(typefaces)
        self.files: dict[str, bytes] = {}
        self._families: dict[Typeface, str] = {}
        for face, characters in _used(pages, self.faces).items():
            subset = face.subset("".join(sorted(characters)))
            family = "w" + sha256(subset).hexdigest()[:16]
            self._families[face.typeface] = family
            self.files[family] = subset

    def family(self, face: Face) -> str:
        """The name of the subset of this face."""
        return self._families[face.typeface]

    def style_sheet(self) -> bytes:
        """CSS that names each family's file beside it. Text waits for its font (`block`)."""
        rules = (
            f'@font-face{{font-family:"{family}";src:url("{family}{SUFFIX}");font-display:block}}'
            for family in self.files
        )
        return "\n".join(rules).encode("ascii")


def screen_fonts(pages: Pages, *, typefaces: Typefaces) -> dict[str, bytes]:
    """TrueType subsets by family name; the same pages and typefaces, the same bytes."""
    return ScreenFonts(pages, typefaces=typefaces).files


def _used(pages: Pages, faces: Faces) -> dict[Face, set[str]]:
    used: dict[Face, set[str]] = {}
    for run in pages.runs():
        for glyph in glyphs(run, faces):
            used.setdefault(glyph.face, set()).add(glyph.character)
    return used
