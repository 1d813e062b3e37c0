"""The lines of a PDF with their places. Runs as a process of its own: PDFium reads what comes
from outside, so time, memory and a crash must cost nobody but the file.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from documents.reading.placed import MOST_LINES, blank
from office.outside.own_process import keep_within

MOST_PAGES = 400
_MOST_CHARACTERS = 1_500_000
SECONDS = 40
_TURNED = 0.2
"""Radians from which a character no longer stands upright."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text: its left and right end, its top and the size of its characters (pt).

    `top` is from the upper edge of the page, whose size is `width` and `height`. `turned`: it
    lies across the page.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int
    width: float
    height: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    left: float
    right: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def page_lines(data: bytes) -> list[PageLine]:
    """All lines, page by page from above. Raises PdfiumError, ValueError for what is too much."""
    document = pdfium.PdfDocument(data)
    try:
        if len(document) > MOST_PAGES:
            raise ValueError("pages")
        lines: list[PageLine] = []
        room = _MOST_CHARACTERS
        for number, page in enumerate(document):
            text_page = page.get_textpage()
            room -= text_page.count_chars()
            if room < 0:
                raise ValueError("characters")
            lines += _lines(text_page, number=number, size=page.get_size())
            text_page.close()
            page.close()
            if len(lines) > MOST_LINES:
                raise ValueError("characters")
        return lines
    finally:
        document.close()


def _lines(
    text_page: pdfium.PdfTextPage, *, number: int, size: tuple[float, float]
) -> Iterator[PageLine]:
    upright, turned = _characters(text_page)
    for group in (*_rows(upright), turned):
        text = "".join(each.text for each in group) if group is turned else _text(group)
        if text.strip():
            yield PageLine(
                text=text,
                left=min(each.left for each in group),
                right=max(each.right for each in group),
                top=size[1] - max(each.high for each in group),
                size=max(each.high - each.low for each in group),
                page=number,
                width=size[0],
                height=size[1],
                turned=group is turned,
            )


def _characters(text_page: pdfium.PdfTextPage) -> tuple[list[_Character], list[_Character]]:
    """Those that stand upright, and those of turned lines in the file's order."""
    upright: list[_Character] = []
    turned: list[_Character] = []
    rectangle = raw.FS_RECTF()
    place = 0
    count = text_page.count_chars()
    while place < count:
        text, step = _character_at(text_page, place)
        if text and not raw.FPDFText_IsGenerated(text_page, place):
            raw.FPDFText_GetLooseCharBox(text_page, place, ctypes.byref(rectangle))
            found = _Character(
                text, rectangle.left, rectangle.right, rectangle.bottom, rectangle.top
            )
            angle = raw.FPDFText_GetCharAngle(text_page, place)
            is_turned = _TURNED < angle < 2 * 3.14159 - _TURNED
            (turned if is_turned else upright).append(found)
        place += step
    return upright, turned


def _character_at(text_page: pdfium.PdfTextPage, place: int) -> tuple[str, int]:
    """The character, and how many places it takes: a rare one may come as two surrogates."""
    code = raw.FPDFText_GetUnicode(text_page, place)
    if 0xD800 <= code < 0xDC00:
        low = raw.FPDFText_GetUnicode(text_page, place + 1)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)), 2
    if code in (0, 0xFFFE) or code in range(0xD800, 0xE000):
        return "\ufffd", 1
    return ("" if chr(code) in "\r\n" else chr(code)), 1


def _rows(characters: list[_Character]) -> list[list[_Character]]:
    """Characters that stand beside one another, rows from above, each from the left."""
    rows: list[list[_Character]] = []
    for each in sorted(characters, key=lambda character: -character.middle):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - each.middle) < 0.5 * (each.high - each.low):
            row.append(each)
        else:
            rows.append([each])
    for row in rows:
        row.sort(key=lambda character: character.left)
    return rows


def _text(row: list[_Character]) -> str:
    """The characters; a gap between them becomes an ideographic space, between words a space."""
    pieces: list[str] = []
    end = row[0].left
    for each in row:
        em = max(each.high - each.low, 0.1)
        if pieces:
            pieces.append(blank(pieces[-1], each.text, gap=each.left - end, em=em))
        pieces.append(each.text)
        end = max(end, each.right)
    return "".join(pieces)


def _main() -> int:
    """Reads a PDF from standard input; writes its lines, or what is wrong, as JSON."""
    keep_within(seconds=SECONDS)
    answer: dict[str, object]
    try:
        answer = {"lines": [asdict(each) for each in page_lines(sys.stdin.buffer.read())]}
    except pdfium.PdfiumError as fault:
        code = raw.FPDF_GetLastError()
        locked = "password" in str(fault).lower() or code == raw.FPDF_ERR_PASSWORD
        answer = {"fault": "locked" if locked else "damaged"}
    except ValueError as fault:
        answer = {"fault": str(fault)}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
