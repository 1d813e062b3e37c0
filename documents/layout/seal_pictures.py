"""An impression as an image, for seal containers that hold one (GB/T 38540-2020)."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium

from documents.layout import sheet
from documents.layout.pages import Page, Pages
from documents.layout.pdf import write_pdf
from documents.layout.seals import Impression
from documents.typefaces.typeface import Typefaces

_CLEAR = (255, 255, 255, 0)


def seal_png(impression: Impression, *, typefaces: Typefaces, dots: int = 300) -> bytes:
    """A PNG of the impression's size at `dots` an inch; what is not inked is transparent."""
    pages = Pages("", (Page(None, (), shapes=impression.shapes),))
    document = pdfium.PdfDocument(write_pdf(pages, typefaces=typefaces))
    right = sheet.PAPER_WIDTH - impression.width
    below = sheet.PAPER_HEIGHT - impression.height
    crop = tuple(each / sheet.MM_PER_PT for each in (0.0, below, right, 0.0))
    image = document[0].render(scale=dots / 72, crop=crop, fill_color=_CLEAR).to_pil()
    size = (round(impression.width * dots / 25.4), round(impression.height * dots / 25.4))
    file = BytesIO()
    image.crop((0, 0, *size)).save(file, "PNG", dpi=(dots, dots))
    document.close()
    return file.getvalue()
