"""Pages of a PDF as pictures and as text, within bounds. Runs as a process of its own."""

from __future__ import annotations

import io
import json
import sys
from base64 import b64encode
from math import isfinite
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from office.outside.own_process import keep_within

WIDTH = 1240
"""Pixels across a page: 150 dots an inch on A4, sharp on a tablet."""

TALLEST = 4 * WIDTH
"""Pixels down a page; one that is longer still is drawn narrower."""

MOST_PAGES = 2_000
READERS_TEXT = 2_000
"""Characters of a page that stand in for its picture; beyond that a reader opens the PDF."""

MOST_TEXT = 1_000_000
SECONDS = 20
"""A page takes a third of one, a scan of a large sheet a few."""

PRINTED_RED = (240, 89, 62)
"""What PDFium makes of CMYK 0/80/80/0, the printed red of GB/T 9704-2012 6.2."""

SCREEN_RED = (0xD7, 0x19, 0x1B)
"""The red head on screens: the naive conversion looks orange."""

COLOURS = 64
_MILLIMETRES = 25.4 / 72


def told(data: bytes) -> list[tuple[str, float, float]]:
    """Of each page the beginning of its text in reading order, for who cannot see its picture,
    and its width and height as it is shown, mm (none where it cannot be drawn).

    Raises PdfiumError for what is no PDF, ValueError for one of too many pages.
    """
    document = pdfium.PdfDocument(data)
    if len(document) > MOST_PAGES:
        raise ValueError("pages")
    found: list[tuple[str, float, float]] = []
    room = MOST_TEXT
    for number in range(len(document)):
        text, width, height = _told(document, number)
        found.append((text[:room], width, height))
        room -= len(found[-1][0])
    return found


def pictures(data: bytes, *, first: int, last: int) -> list[bytes]:
    """Pages `first` to `last` (from 1) as PNG; empty for a page that cannot be drawn."""
    document = pdfium.PdfDocument(data)
    document.init_forms()  # seals of signatures are widgets of a form
    return [_png(document, number - 1) for number in range(first, min(last, len(document)) + 1)]


def _told(document: pdfium.PdfDocument, index: int) -> tuple[str, float, float]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return "", 0.0, 0.0
    width, height = (round(each * _MILLIMETRES, 2) for each in page.get_size())
    text_page = page.get_textpage()
    text: str = text_page.get_text_range(0, min(text_page.count_chars(), READERS_TEXT))
    text_page.close()
    page.close()
    sized = isfinite(width) and isfinite(height)
    return (text, width, height) if sized else (text, 0.0, 0.0)


def _png(document: pdfium.PdfDocument, index: int) -> bytes:
    try:
        page = document[index]
        image = page.render(scale=_scale(*page.get_size())).to_pil()
    except (pdfium.PdfiumError, ArithmeticError, MemoryError, ValueError):
        return b""
    file = io.BytesIO()
    _with_screen_red(image.quantize(COLOURS)).save(file, "PNG")
    return file.getvalue()


def _scale(width: float, height: float) -> float:
    """Pixels a point, so that the page is as wide as it may be and not too high."""
    if not (isfinite(width) and isfinite(height) and width > 0 and height > 0):
        raise ValueError("size")
    return min(WIDTH / width, TALLEST / height)


def _with_screen_red(image: Image.Image) -> Image.Image:
    """The same picture with the printed red, and its shades at the edges, as a screen red."""
    palette = image.getpalette() or []
    for place in range(0, len(palette), 3):
        red, green, blue = palette[place : place + 3]
        if red > 1.2 * max(green, blue):
            strength = min(1.0, (255 - green) / (255 - PRINTED_RED[1]))
            palette[place : place + 3] = [
                round(255 - strength * (255 - wanted)) for wanted in SCREEN_RED
            ]
    image.putpalette(palette)
    return image


def _main(words: list[str]) -> int:
    """Reads a PDF from standard input; writes texts and sizes, or pictures of pages, as JSON."""
    keep_within(seconds=SECONDS)
    data = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        if words:
            drawn = pictures(data, first=int(words[0]), last=int(words[1]))
            answer = {"pictures": [b64encode(each).decode("ascii") for each in drawn]}
        else:
            answer = {"pages": told(data)}
    except (pdfium.PdfiumError, ValueError) as fault:
        answer = {"fault": str(fault)}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
