"""The lines of a .docx, shown or not, that name a level: the ceiling must see every one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from documents.reading.opening import archive_of, root_of
from documents.reading.word.names import local
from office.classification import LEVELS
from office.kernel.refusals import Refused
from office.outside.xml import Element

_XML = (".xml", ".rels", ".vml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_ZIP = b"PK\x03\x04"
_DEEPEST = 2
_PARAGRAPHS = frozenset(("p", "si", "tc", "comment"))
_RUNS = frozenset(("t", "delText", "instrText", "delInstrText"))
_COMMON = ("密".encode(), b"&#", b"\x00")
"""One of these stands in every part that names a level, as text, as a reference or in UTF-16."""
_ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
_AROUND = 60
"""Bytes of a foreign file behind a level's name that are looked at with it."""
_PATTERNS = {
    encoding: re.compile(b"|".join(re.escape(each.encode(encoding)) for each in LEVELS[1:]))
    for encoding in _ENCODINGS
}


def lines_with_levels(data: bytes) -> Iterator[str]:
    """Those of every part of the file, and of archives in it, that name a level (秘密 and so on).

    A paragraph is one line, whatever its runs are (deleted, hidden, instructions). Of files in
    foreign formats what stands at the name is given. Raises Refused as reading does.
    """
    for line in _whole_text(data, depth=0):
        if any(level in line for level in LEVELS[1:]):
            yield line.strip()


def _whole_text(data: bytes, *, depth: int) -> Iterator[str]:
    archive = archive_of(data)
    for name in sorted(archive.names):
        if name.lower().endswith(_PICTURES):
            continue
        content = archive.read(name)
        if name.lower().endswith(_XML):
            yield from _lines_of_xml(content)
        elif content.startswith(_ZIP) and depth < _DEEPEST:
            # One that cannot be opened is not taken over; nobody can look into it.
            with suppress(Refused):
                yield from _whole_text(content, depth=depth + 1)
        else:
            yield from _at_levels(content)


def _lines_of_xml(content: bytes) -> Iterator[str]:
    """A part that nobody reads may be odd; what reading needs, reading refuses."""
    if not any(each in content for each in _COMMON):
        return
    try:
        root = root_of(content, name="")
    except Refused:
        yield from _at_levels(content)
    else:
        yield from _lines(root)


def _lines(root: Element) -> Iterator[str]:
    """A paragraph in a text box in a paragraph is a line of its own."""
    open_paragraphs: list[list[str]] = [[]]
    for event, each in etree.iterwalk(root, events=("start", "end")):
        name = local(each)
        if event == "end":
            if name in _PARAGRAPHS:
                yield "".join(open_paragraphs.pop())
            yield each.tail or ""
            continue
        if name in _PARAGRAPHS:
            open_paragraphs.append([])
        if name in _RUNS:
            open_paragraphs[-1].append(each.text or "")
        else:
            yield each.text or ""
        yield from (value for value in each.attrib.values() if not value.isascii())
    yield "".join(open_paragraphs.pop())


def _at_levels(content: bytes) -> Iterator[str]:
    for encoding, levels in _PATTERNS.items():
        for found in levels.finditer(content):
            piece = content[found.start() : found.end() + _AROUND]
            yield piece.decode(encoding, errors="ignore")
