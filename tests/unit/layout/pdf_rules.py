"""The rules of PDF/A-2u and -3u that a file can break, looked up in the written file.

No validator of PDF/A comes from PyPI, npm or Debian; this reads the file with pikepdf and
fontTools, by ISO 19005-2 and 19005-3, clause by clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import ImageCms

_XMP = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_SAME = {
    "/Title": "string(//dc:title//rdf:li)",
    "/Author": "string(//dc:creator//rdf:li)",
    "/Subject": "string(//dc:description//rdf:li)",
    "/Creator": "string(//xmp:CreatorTool)",
    "/Producer": "string(//pdf:Producer)",
}
_OPERATORS = {
    *("q", "Q", "cm", "w", "J", "j", "m", "l", "c", "h", "S", "f", "B", "n", "Do", "BDC", "EMC"),
    *("g", "G", "cs", "CS", "sc", "SC", "BT", "ET", "Tf", "Tz", "Tc", "Tm", "Tj"),
}
_PLAIN_RGB = {"rg", "RG"}
_FORBIDDEN_KEYS = {"/AA", "/OpenAction", "/JavaScript", "/OCProperties", "/Requirements", "/XFA"}
_FORBIDDEN_TEXT = {"\0", "\ufeff", "\ufffe"}


def broken_rules(data: bytes) -> list[str]:
    """What the file says or does against PDF/A; empty if it is sound."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [*_syntax(data, pdf), *_said(pdf), *_intent(pdf), *_objects(pdf), *_shown(pdf)]


def packet(pdf: pikepdf.Pdf) -> Any:
    """The XMP packet."""
    return etree.fromstring(pdf.Root.Metadata.read_raw_bytes())


def told(pdf: pikepdf.Pdf, path: str) -> str:
    """What the XMP packet says at an XPath."""
    return str(packet(pdf).xpath(path, namespaces=_XMP))


def _syntax(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data):
        yield "6.1.2 header"
    if "/ID" not in pdf.trailer or "/Encrypt" in pdf.trailer:
        yield "6.1.3 trailer"
    if data.count(b"endstream") != data.count(b"\nendstream"):
        yield "6.1.7.1 end of a stream"
    if pdf.check_pdf_syntax():
        yield "6.1 syntax"


def _said(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Filter" in pdf.Root.Metadata:
        yield "6.6.2.1 metadata is compressed"
    if told(pdf, "string(//pdfaid:part)") not in {"2", "3"}:
        yield "6.6.4 part"
    if told(pdf, "string(//pdfaid:conformance)") != "U":
        yield "6.6.4 conformance"
    for key, path in _SAME.items():
        if str(pdf.docinfo.get(key, "")) != told(pdf, path):
            yield f"6.6.2 {key} differs in XMP"
    if told(pdf, "string(//pdfaid:part)") == "2" and "/EmbeddedFiles" in pdf.Root.get(
        "/Names", {}
    ):
        yield "19005-2 6.8 embedded file"


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = list(pdf.Root.OutputIntents)
    if [each.S for each in intents] != ["/GTS_PDFA1"]:
        yield "6.2.3 output intent"
    profile = intents[0].DestOutputProfile
    read = ImageCms.ImageCmsProfile(BytesIO(profile.read_bytes())).profile
    if (profile.N, read.xcolor_space.strip(), read.device_class) != (4, "CMYK", "prtr"):
        yield "6.2.3 profile"
    if read.version >= 5:
        yield "6.2.3 version of the profile"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    associated = {each.objgen for each in pdf.Root.get("/AF", [])}
    for each in pdf.objects:
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if keys := _FORBIDDEN_KEYS & set(each.keys()):
            yield f"6.5, 6.9, 6.11 {keys}"
        if isinstance(each, pikepdf.Stream):
            yield from _stream(each)
        if each.get("/Type") == "/Font" and each.get("/Subtype") == "/Type0":
            yield from _font(each)
        if each.get("/Type") == "/Filespec":
            yield from _file(each, associated=each.objgen in associated)


def _stream(stream: pikepdf.Stream) -> Iterator[str]:
    if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys()):
        yield "6.1.7.1 external stream"
    if stream.get("/Filter") not in {None, "/FlateDecode", "/DCTDecode"}:
        yield f"6.1.7.2 filter {stream.Filter}"
    if stream.get("/Subtype") == "/Image":
        if stream.ColorSpace == "/DeviceRGB":
            yield "6.2.4.3 DeviceRGB"
        if stream.get("/Interpolate", False):
            yield "6.2.8 interpolation"


def _font(font: pikepdf.Dictionary) -> Iterator[str]:
    descendant = font.DescendantFonts[0]
    program = TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
    numbers = descendant.CIDToGIDMap.read_bytes()
    glyphs = [int.from_bytes(numbers[at : at + 2], "big") for at in range(0, len(numbers), 2)]
    widths = [int(each) for each in descendant.W[1]]
    unit = program["head"].unitsPerEm
    names = program.getGlyphOrder()
    if len(widths) != len(glyphs) - 1:
        yield "6.2.11.5 number of widths"
    for glyph, width in zip(glyphs[1:], widths, strict=False):
        if abs(program["hmtx"][names[glyph]][0] * 1000 / unit - width) > 1:
            yield f"6.2.11.5 width of {names[glyph]}"
    if 0 in glyphs[1:]:
        yield "6.2.11.8 missing glyph"
    mapped = re.findall(rb"^<(....)> <([0-9A-F]+)>$", font.ToUnicode.read_bytes(), re.M)
    if [int(code, 16) for code, _ in mapped] != list(range(1, len(glyphs))):
        yield "6.2.11.7 ToUnicode"
    if _FORBIDDEN_TEXT & {bytes.fromhex(text.decode()).decode("utf-16-be") for _, text in mapped}:
        yield "6.2.11.7.2 forbidden character"


def _file(filespec: pikepdf.Dictionary, *, associated: bool) -> Iterator[str]:
    if not associated:
        yield "19005-3 6.8 not associated"
    if missing := {"/F", "/UF", "/AFRelationship", "/Desc"} - set(filespec.keys()):
        yield f"19005-3 6.8 lacks {missing}"
    if "/ModDate" not in filespec.EF.F.Params or "/Subtype" not in filespec.EF.F:
        yield "19005-3 6.8 date or type"


def _shown(pdf: pikepdf.Pdf) -> Iterator[str]:
    forms = [each for each in pdf.objects if _is_form(each)]
    for content in [*(page.obj for page in pdf.pages), *forms]:
        depth = deepest = 0
        for operands, operator in pikepdf.parse_content_stream(content):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            deepest = max(deepest, depth)
            if str(operator) in _PLAIN_RGB or "/DeviceRGB" in map(str, operands):
                yield "6.2.4.3 DeviceRGB"
            if str(operator) not in _OPERATORS:
                yield f"6.2.2 operator {operator}"
        if depth or deepest > 28:
            yield "6.1.13 nesting"
        if "/Annots" in content:
            yield "6.3 annotations"


def _is_form(candidate: Any) -> bool:
    return isinstance(candidate, pikepdf.Stream) and candidate.get("/Subtype") == "/Form"
