"""WordprocessingML (ISO/IEC 29500) as elements: names, lengths, paragraphs, runs, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

Element = Any  # lxml ships no types

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
RED = "FF0000"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile("([\n\t])")


def node(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """The element `w:p` of `p`; other vocabularies by their prefix. Attributes are w: too.

    Children that are None are left out, so that a property can be absent.
    """
    prefix, _, local = name.rpartition(":")
    space = SPACES[prefix or "w"]
    element = etree.Element(f"{{{space}}}{local}", nsmap=SPACES if prefix != "pic" else None)
    for key, value in attributes.items():
        element.set(f"{{{SPACES['w']}}}{key}", holdable(str(value)))
    element.extend(each for each in children if each is not None)
    return element


def plain(name: str, /, *children: Element, **attributes: object) -> Element:
    """The same with attributes that have no vocabulary, as drawings want them."""
    element = node(name, *children)
    for key, value in attributes.items():
        element.set(key, holdable(str(value)))
    return element


def holdable(text: str) -> str:
    """The text without what XML cannot hold (XML 1.0, fifth edition, production 2)."""
    return _NOT_XML.sub("", text)


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def emu(millimetres: float) -> int:
    """The unit of drawings."""
    return round(millimetres * 36_000)


def run(text: str, *properties: Element) -> Element:
    """Text with line ends and tabs as Word wants them; what XML cannot hold is left out."""
    element = node("r", node("rPr", *properties) if properties else None)
    for piece in _BREAK.split(holdable(text).replace("\r", "")):
        if piece in ("\n", "\t"):
            element.append(node("br" if piece == "\n" else "tab"))
        elif piece:
            words = node("t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.append(words)
    return element


def paragraph(style: str, *content: Element | str, properties: Sequence[Element] = ()) -> Element:
    """A paragraph in a style (its name is its id too); strings become runs.

    `properties` must stand in the order of the schema (CT_PPr), behind the style.
    """
    runs = [run(each) if isinstance(each, str) else each for each in content]
    return node("p", node("pPr", node("pStyle", val=style), *properties), *runs)


def fonts(name: str) -> Element:
    """One typeface for all scripts."""
    return node("rFonts", ascii=name, eastAsia=name, hAnsi=name, cs=name)


def field(instruction: str) -> Sequence[Element]:
    """A field such as PAGE, its result still to be counted."""
    code = node("instrText")
    code.text = f" {instruction} "
    return (
        node("r", node("fldChar", fldCharType="begin")),
        node("r", code),
        node("r", node("fldChar", fldCharType="separate")),
        run("1"),
        node("r", node("fldChar", fldCharType="end")),
    )


def xml(root: Element) -> bytes:
    """The part's bytes, the same for the same content."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
