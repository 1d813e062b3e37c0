"""Pages of a stored PDF as pictures and as text, for the screen."""

from __future__ import annotations

import io
import threading
from functools import lru_cache

import pypdfium2 as pdfium

WIDTH = 1240
"""Pixels across a page: 150 dots an inch on A4, sharp on a tablet."""

_turn = threading.Lock()  # PDFium is not made for threads


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    with _turn:
        document = pdfium.PdfDocument(data)
        try:
            return len(document)
        finally:
            document.close()


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
    image.quantize(64).save(file, "PNG", optimize=False)
    return file.getvalue()


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
