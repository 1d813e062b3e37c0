"""Pages of a stored PDF as pictures and as text, for the screen."""

from __future__ import annotations

import io
import threading
from functools import lru_cache

import pypdfium2 as pdfium
from PIL import Image

WIDTH = 1240
"""Pixels across a page: 150 dots an inch on A4, sharp on a tablet."""

PRINTED_RED = (240, 89, 62)
"""What PDFium makes of CMYK 0/80/80/0, the printed red of GB/T 9704-2012 6.2."""

SCREEN_RED = (0xD7, 0x19, 0x1B)
"""The red head on screens: the naive conversion looks orange."""

COLOURS = 64

_turn = threading.Lock()  # PDFium is not made for threads


@lru_cache(maxsize=256)
def page_picture(data: bytes, number: int) -> bytes:
    """Page `number` (from 1) as PNG. IndexError if there is none."""
    with _turn:
        document = pdfium.PdfDocument(data)
        try:
            if not 1 <= number <= len(document):
                raise IndexError(number)
            page = document[number - 1]
            image = page.render(scale=WIDTH / page.get_width()).to_pil()
        finally:
            document.close()
    file = io.BytesIO()
    _with_screen_red(image.quantize(COLOURS)).save(file, "PNG")
    return file.getvalue()


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


@lru_cache(maxsize=256)
def page_texts(data: bytes) -> tuple[str, ...]:
    """The text of each page in reading order: what a screen reader says instead of the picture."""
    with _turn:
        document = pdfium.PdfDocument(data)
        try:
            texts = []
            for page in document:
                text_page = page.get_textpage()
                texts.append(text_page.get_text_range())
                text_page.close()
            return tuple(texts)
        finally:
            document.close()
