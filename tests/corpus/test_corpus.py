"""The corpus laid out: no exception, nothing outside, nothing missing, the same twice."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pypdfium2 as pdfium
import pytest

from documents.layout import Pages, compose, sheet
from documents.layout.glyphs import missing_characters
from documents.layout.pages import Element, Run
from documents.layout.pdf import write_pdf
from documents.manuscript import Block, Format, Manuscript, Paragraph, Table
from documents.typefaces.typeface import Typefaces
from tests.corpus.generated import COUNT, generated

pytestmark = pytest.mark.slow

LOTS = 30
OUTSIDE = {
    *(Element.PAGE_NUMBER, Element.PROOF_NOTICE, Element.MARK, Element.NUMBER, Element.SEAL),
    *(Element.COPY_NUMBER, Element.CLASSIFICATION, Element.URGENCY, Element.HEADER_RULE),
}
"""What stands, or may stand in some format, outside the type area, but within these bounds."""
PAPER = (20.0, 23.0, 190.0, 272.0)
"""Left, top, right and bottom, mm: as wide as a letter's rules (10.1), down to page numbers."""
SLACK = 0.02


@pytest.mark.parametrize("lot", range(LOTS))
def test_documents_of_every_type_and_length_are_laid_out(lot: int, typefaces: Typefaces) -> None:
    for seed in range(lot, COUNT, LOTS):
        each = generated(seed)
        pages = compose(each.manuscript, issue=each.issue)
        data = write_pdf(pages, typefaces=typefaces)

        assert not missing_characters(pages, typefaces=typefaces), seed
        assert not list(_outside(pages, first_bottom=_first_bottom(each.manuscript))), seed
        assert _squeezed(_read_back(data)) == _squeezed(pages.text()), seed
        _assert_complete(each.manuscript, pages)
        again = write_pdf(compose(each.manuscript, issue=each.issue), typefaces=typefaces)
        assert sha256(again).digest() == sha256(data).digest(), seed


def _first_bottom(manuscript: Manuscript) -> float:
    """The text of a letter's page 1 ends 7/8 of a character above its lower rule (10.1)."""
    return 272.0 if manuscript.format is Format.LETTER else sheet.BOTTOM


def _outside(pages: Pages, *, first_bottom: float) -> Iterator[Run]:
    for index, page in enumerate(pages.pages):
        bottom = first_bottom if index == 0 else sheet.BOTTOM
        for run in page.runs:
            area = (sheet.LEFT, sheet.TOP, sheet.RIGHT, bottom)
            if not _inside(run, area=PAPER if run.element in OUTSIDE else area):
                yield run


def _inside(run: Run, *, area: tuple[float, float, float, float]) -> bool:
    first, highest, last, lowest = area
    left, right = (run.x, run.x) if run.turned else (run.x, run.x + run.width)
    top = run.y - run.width if run.turned else run.y - sheet.ASCENT * run.size * 25.4 / 72
    return (
        left >= first - SLACK
        and right <= last + SLACK
        and top >= highest - 1
        and run.y <= lowest + SLACK
    )


def _read_back(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def _squeezed(text: str) -> list[str]:
    """Its characters but blanks, sorted: PDFium has its own opinion of the order of a table."""
    return sorted("".join(text.split()))


def _assert_complete(manuscript: Manuscript, pages: Pages) -> None:
    text = "".join(pages.text(Element.BODY, Element.TABLE).split())
    bodies = [manuscript.body, *(each.body for each in manuscript.attachments if each.bound)]
    if manuscript.enclosure:
        bodies.append(manuscript.enclosure.body)
    for words in (words for body in bodies for block in body for words in _words(block)):
        assert "".join(words.split()) in text, words


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    if isinstance(block, Table):
        yield from (cell for row in block.rows[:3] for cell in row if len(cell) == 1)
