"""Embed a TrueType font in a PDF as one composite font, so that every character keeps its code.

reportlab's own embedding cuts a Chinese typeface into fonts of 256 glyphs, loses characters that
the font lacks and writes a wrong ToUnicode for characters beyond U+FFFF.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from threading import Lock
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from documents.layout.sheet import ASCENT
from documents.typefaces.typeface import Typeface

_ENTRIES_PER_BLOCK = 100
"""The most that the CMap format allows in one block."""

_SYMBOLIC = 4

_READING = Lock()
"""A face keeps its place in the font file, and the threads of a server share it."""


class CompositeFont(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A Type0 font with two-byte codes, given in the order in which a document uses characters."""

    def __init__(self, name: str, *, typeface: Typeface) -> None:
        super().__init__(name, str(typeface.path), subfontIndex=typeface.index, shapable=False)
        self._codes: WeakKeyDictionary[pdfdoc.PDFDocument, dict[str, int]] = WeakKeyDictionary()
        self._names: WeakKeyDictionary[pdfdoc.PDFDocument, str] = WeakKeyDictionary()

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for it."""
        return bool(self.face.charToGlyph.get(ord(character), 0))

    def width(self, character: str) -> float:
        """The natural width of its glyph in ems."""
        return float(self.face.getCharWidth(ord(character))) / 1000

    def splitString(  # noqa: N802  # reportlab's name
        self, text: str, doc: pdfdoc.PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The codes of `text` as reportlab writes them into the page."""
        codes = self._codes.setdefault(doc, {})
        used = [codes.setdefault(each, len(codes) + 1) for each in text]
        return [(0, b"".join(code.to_bytes(2, "big") for code in used))]

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: N802
        """The font's name in the page; the first use puts it on the list of what to embed."""
        if doc not in self._names:
            self._names[doc] = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + self._names[doc]
            doc.delayedFonts.append(self)
        return f"/{self._names[doc]}"

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802  # reportlab's name
        """Write font, descendant font, descriptor, subset and ToUnicode."""
        characters = list(self._codes.pop(doc))
        name = self._names.pop(doc)
        codepoints = [ord(each) for each in characters]
        base = f"{_subset_tag(codepoints)}+{self.face.name.decode('ascii', 'replace')}"
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": pdfdoc.PDFName(base),
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([self._descendant(doc, base, codepoints)]),
            "ToUnicode": _stream(doc, _to_unicode(characters), name=f"toUnicode:{name}"),
        }
        reference = doc.Reference(pdfdoc.PDFDictionary(font), name)
        doc.idToObject["BasicFonts"].dict[name] = reference

    def _descendant(
        self, doc: pdfdoc.PDFDocument, base: str, codepoints: list[int]
    ) -> pdfdoc.PDFObjectReference:
        widths = [self.face.getCharWidth(each) for each in codepoints]
        glyphs = _glyph_numbers(self.face.charToGlyph, codepoints)
        system = {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
        font = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "CIDToGIDMap": _stream(doc, glyphs, name=f"glyphs:{base}"),
            "DW": 1000,
            "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
            "FontDescriptor": self._descriptor(doc, base, codepoints),
        }
        return doc.Reference(pdfdoc.PDFDictionary(font), f"descendant:{base}")

    def _descriptor(
        self, doc: pdfdoc.PDFDocument, base: str, codepoints: list[int]
    ) -> pdfdoc.PDFObjectReference:
        """Ascent and descent are those of the em square, so that a selection fits the grid."""
        with _READING:
            subset = self.face.makeSubset(codepoints)
        file = pdfdoc.PDFStream(content=subset)
        file.dictionary["Length1"] = len(subset)
        file.filters = [pdfdoc.PDFZCompress]
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": pdfdoc.PDFName(base),
            "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(self.face.bbox),
            "ItalicAngle": 0,
            "Ascent": round(ASCENT * 1000),
            "Descent": round((ASCENT - 1) * 1000),
            "CapHeight": self.face.capHeight,
            "StemV": self.face.stemV,
            "FontFile2": doc.Reference(file, f"file:{base}"),
        }
        return doc.Reference(pdfdoc.PDFDictionary(descriptor), f"descriptor:{base}")


def loaded_font(typeface: Typeface) -> CompositeFont:
    """The font, read once in a process (0.02 to 0.2 s), again only when its file changes."""
    with _READING:
        return _loaded(typeface, typeface.path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _loaded(typeface: Typeface, modified: int) -> CompositeFont:
    key = sha256(f"{typeface.path}#{typeface.index}@{modified}".encode()).hexdigest()[:12]
    font = CompositeFont(f"{typeface.path.stem}-{key}", typeface=typeface)
    pdfmetrics.registerFont(font)
    return font


def _subset_tag(codepoints: list[int]) -> str:
    """Six letters that differ between subsets, as the PDF standard asks."""
    digest = sha256(repr(codepoints).encode()).digest()
    return "".join(chr(ord("A") + each % 26) for each in digest[:6])


def _glyph_numbers(char_to_glyph: dict[int, int], codepoints: list[int]) -> bytes:
    """For code 0, 1, 2, … the glyph's number in the subset: glyphs stand there by first use."""
    numbers = {0: 0}
    used = [char_to_glyph.get(each, 0) for each in codepoints]
    mapped = [numbers.setdefault(glyph, len(numbers)) for glyph in used]
    return b"".join(number.to_bytes(2, "big") for number in [0, *mapped])


def _to_unicode(characters: list[str]) -> bytes:
    entries = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
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


def _stream(doc: pdfdoc.PDFDocument, content: bytes, *, name: str) -> pdfdoc.PDFObjectReference:
    stream = pdfdoc.PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return doc.Reference(stream, name)
