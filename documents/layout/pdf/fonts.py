"""The typefaces of one file: subsets, each embedded as one composite font.

Every character has a code of its own, given in the order of first use, so that two characters
which share a glyph, or which no typeface has, still read out as themselves (ISO 32000-1 9.10.3).
"""

from __future__ import annotations

from hashlib import sha256

from documents.layout.pdf.objects import Array, Dictionary, File, Name, Reference
from documents.layout.sheet import ASCENT
from documents.typefaces.faces import Face, glyph_numbers

_ENTRIES_PER_BLOCK = 100
"""The most that the CMap format allows in one block."""

_SYMBOLIC = 4
_STEM = 80
"""Thousandths of an em; readers use it only where the embedded font fails them."""


class Font:
    """A typeface as one file uses it."""

    def __init__(self, face: Face, *, name: str) -> None:
        self.face = face
        self.name = name
        self._codes: dict[str, str] = {}

    def code(self, character: str) -> str:
        """Its two-byte code, in hexadecimal digits."""
        code = self._codes.get(character)
        if code is None:
            code = self._codes[character] = f"{len(self._codes) + 1:04X}"
        return code

    @property
    def lacks(self) -> bool:
        """Whether the missing-glyph box is drawn anywhere, which PDF/A forbids (6.2.11.8)."""
        return not all(map(self.face.has, self._codes))

    def written(self, pdf: File) -> Reference:
        """The Type0 font with descendant, descriptor, subset and ToUnicode."""
        characters = "".join(self._codes)
        base = Name(f"{_subset_tag(characters)}+{self.face.name}")
        return pdf.indirect(
            Dictionary(
                Type=Name("Font"),
                Subtype=Name("Type0"),
                BaseFont=base,
                Encoding=Name("Identity-H"),
                DescendantFonts=Array([self._descendant(pdf, base, characters)]),
                ToUnicode=pdf.stream(_to_unicode(characters)),
            )
        )

    def _descendant(self, pdf: File, base: Name, characters: str) -> Reference:
        subset = self.face.subset(characters)
        widths = [round(1000 * self.face.width(each)) for each in characters]
        system = Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0)
        return pdf.indirect(
            Dictionary(
                Type=Name("Font"),
                Subtype=Name("CIDFontType2"),
                BaseFont=base,
                CIDSystemInfo=system,
                CIDToGIDMap=_glyph_numbers(pdf, glyph_numbers(subset, characters)),
                DW=1000,
                W=Array([1, Array(widths)]),
                FontDescriptor=self._descriptor(pdf, base, subset),
            )
        )

    def _descriptor(self, pdf: File, base: Name, subset: bytes) -> Reference:
        """Ascent and descent are those of the em square, so that a selection fits the grid."""
        file = pdf.stream(subset, Length1=len(subset))
        return pdf.indirect(
            Dictionary(
                Type=Name("FontDescriptor"),
                FontName=base,
                Flags=_SYMBOLIC,
                FontBBox=Array(self.face.box),
                ItalicAngle=0,
                Ascent=round(ASCENT * 1000),
                Descent=round((ASCENT - 1) * 1000),
                CapHeight=round(ASCENT * 1000),
                StemV=_STEM,
                FontFile2=file,
            )
        )


class Fonts:
    """The fonts of one file, by first use."""

    def __init__(self) -> None:
        self._fonts: dict[Face, Font] = {}

    def of(self, face: Face) -> Font:
        """The font that draws this typeface."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = Font(face, name=f"F{len(self._fonts) + 1}")
        return font

    @property
    def complete(self) -> bool:
        """Whether every character drawn has a glyph."""
        return not any(font.lacks for font in self._fonts.values())

    def written(self, pdf: File) -> Reference:
        """The fonts by name, as pages name them among their resources."""
        return pdf.fonts({font.name: font.written(pdf) for font in self._fonts.values()})


def _subset_tag(characters: str) -> str:
    """Six letters that differ between subsets (ISO 32000-1 9.6.4)."""
    digest = sha256(characters.encode("utf-16", "surrogatepass")).digest()
    return "".join(chr(ord("A") + each % 26) for each in digest[:6])


def _glyph_numbers(pdf: File, numbers: list[int]) -> Reference:
    return pdf.stream(b"".join(number.to_bytes(2, "big") for number in [0, *numbers]))


def _to_unicode(characters: str) -> bytes:
    entries = [
        f"<{code:04X}> <{character.encode('utf-16-be', 'replace').hex().upper()}>"
        for code, character in enumerate(characters, start=1)
    ]
    blocks = [
        entries[start : start + _ENTRIES_PER_BLOCK]
        for start in range(0, len(entries), _ENTRIES_PER_BLOCK)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        *(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    return "\n".join(lines).encode("ascii")
