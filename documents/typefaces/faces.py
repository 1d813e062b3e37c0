"""Opened typefaces: which one draws a character, how wide its glyph is, and subsets to embed."""

from __future__ import annotations

import struct
from functools import lru_cache

import uharfbuzz as harfbuzz

from documents.typefaces.outline import Step
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typeface, Typefaces

_FOR_SHAPING = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "STAT", "gasp", "DSIG")
"""Tables that nothing reads where every character has its place."""


class Face:
    """One typeface, opened. Threads may share it; nothing in it changes."""

    def __init__(self, typeface: Typeface) -> None:
        self.typeface = typeface
        # Read, not mapped: a font file that is replaced while the office runs must not hurt.
        self._face = harfbuzz.Face(harfbuzz.Blob(typeface.path.read_bytes()), typeface.index)
        self._font = harfbuzz.Font(self._face)

    def has(self, character: str) -> bool:
        """Whether there is a glyph for it."""
        return bool(self._font.get_nominal_glyph(ord(character)))

    def width(self, character: str) -> float:
        """The natural width of its glyph, or of the missing-glyph box, in ems."""
        glyph = self._font.get_nominal_glyph(ord(character)) or 0
        return float(self._font.get_glyph_h_advance(glyph)) / float(self._face.upem)

    def ink_top(self, character: str) -> float:
        """How far the ink of its glyph, or of the missing-glyph box, goes up, in ems."""
        glyph = self._font.get_nominal_glyph(ord(character)) or 0
        extents = self._font.get_glyph_extents(glyph)
        return float(extents.y_bearing) / float(self._face.upem) if extents else 0.0

    @property
    def name(self) -> str:
        """Its PostScript name."""
        name = self._face.get_name(harfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME, "en")
        return name or self.typeface.path.stem

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of all its glyphs laid over each other, 1/1000 em."""
        edges = struct.unpack_from(">4h", self._face.reference_table("head").data, 36)
        left, bottom, right, top = (round(each * 1000 / self._face.upem) for each in edges)
        return (left, bottom, right, top)

    def outline(self, character: str) -> tuple[Step, ...]:
        """Its glyph, or the missing-glyph box, in ems from the baseline's left end upwards."""
        steps: list[Step] = []
        glyph = self._font.get_nominal_glyph(ord(character)) or 0
        self._font.draw_glyph(glyph, _outlines(), steps)
        unit = float(self._face.upem)
        return tuple((kind, tuple(each / unit for each in numbers)) for kind, numbers in steps)

    def subset(self, characters: str) -> bytes:
        """A TrueType font with these characters only; the same characters, the same bytes."""
        wanted = harfbuzz.SubsetInput()
        wanted.unicode_set.update(map(ord, characters))
        wanted.drop_table_tag_set.update(map(_tag, _FOR_SHAPING))
        wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
        return bytes(harfbuzz.subset(self._face, wanted).blob.data)


def glyph_numbers(font: bytes, characters: str) -> list[int]:
    """The number of each character's glyph in a subset; 0 is the missing-glyph box."""
    opened_subset = harfbuzz.Font(harfbuzz.Face(font))
    return [opened_subset.get_nominal_glyph(ord(each)) or 0 for each in characters]


class Faces:
    """Which face draws a character; asked once for each character of a document."""

    def __init__(self, typefaces: Typefaces) -> None:
        self._chains = typefaces.chains
        self._faces: dict[Typeface, Face] = {}
        self._chosen: dict[tuple[Role, str], Face] = {}

    def face(self, character: str, *, role: Role) -> Face:
        """The first of the role's typefaces that has it, else the first of all."""
        key = (role, character)
        if key not in self._chosen:
            self._chosen[key] = self._first_with(character, self._chains[role])
        return self._chosen[key]

    def _first_with(self, character: str, chain: tuple[Typeface, ...]) -> Face:
        fit = (each for each in chain if each.letters or not character.isascii())
        faces = map(self._opened, fit)
        return next((face for face in faces if face.has(character)), self._opened(chain[0]))

    def _opened(self, typeface: Typeface) -> Face:
        """One look at the file for a document, not one for each character."""
        if typeface not in self._faces:
            self._faces[typeface] = opened(typeface)
        return self._faces[typeface]


def opened(typeface: Typeface) -> Face:
    """The face, opened once in a process; again only when its file changes."""
    return _opened(typeface, typeface.path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _opened(typeface: Typeface, modified: int) -> Face:
    return Face(typeface)


@lru_cache(maxsize=1)
def _outlines() -> harfbuzz.DrawFuncs:
    """Write down each step; curves with one bending point get the two that do the same."""
    draw = harfbuzz.DrawFuncs()

    def quadratic(bend_x: float, bend_y: float, x: float, y: float, steps: list[Step]) -> None:
        start_x, start_y = steps[-1][1][-2:]
        bends = (
            start_x + 2 / 3 * (bend_x - start_x),
            start_y + 2 / 3 * (bend_y - start_y),
            x + 2 / 3 * (bend_x - x),
            y + 2 / 3 * (bend_y - y),
        )
        steps.append(("C", (*bends, x, y)))

    draw.set_move_to_func(lambda x, y, steps: steps.append(("M", (x, y))))
    draw.set_line_to_func(lambda x, y, steps: steps.append(("L", (x, y))))
    draw.set_quadratic_to_func(quadratic)
    draw.set_cubic_to_func(lambda *given: given[-1].append(("C", given[:-1])))
    draw.set_close_path_func(lambda steps: steps.append(("Z", ())))
    return draw


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")
