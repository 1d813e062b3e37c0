from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image, ImageChops

from documents.layout import compose
from documents.layout.copies import marked, with_copy_number
from documents.layout.ofd import write_ofd
from documents.layout.pages import Element
from documents.layout.pdf import write_pdf
from documents.layout.svg import write_svg
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.specimens import ISSUE, NOTICE, short_notice

WORDS = "澜州市教育局 000123"


def shown(pdf: bytes, *, page: int) -> Image.Image:
    """A page as a browser shows it, about 1 pixel to a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=0.5).to_pil().convert("L")
    finally:
        document.close()


def test_a_watermark_lies_across_every_page_behind_the_text(installed: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    plain = write_pdf(pages, typefaces=installed)
    copy = write_pdf(marked(pages, WORDS, typefaces=installed), typefaces=installed)
    for page in range(len(pages.pages)):
        before, after = shown(plain, page=page), shown(copy, page=page)
        assert ImageChops.subtract(after, before).getextrema()[1] <= 2
        box = ImageChops.subtract(before, after).point(lambda light: 255 * (light > 5)).getbbox()
        assert box is not None
        assert box[2] - box[0] > 0.7 * after.width
        assert 0.4 < (box[3] - box[1]) / after.height < 0.8


def test_a_watermark_is_no_text_in_any_file(installed: Typefaces) -> None:
    pages = compose(short_notice(), issue=ISSUE)
    copy = marked(pages, "水印", typefaces=installed)

    assert copy.text() == pages.text()
    assert "水印".encode() not in write_svg(copy, typefaces=installed)[0]
    assert len(write_ofd(copy, typefaces=installed)) > len(write_ofd(pages, typefaces=installed))


def test_a_watermark_is_drawn_once_for_all_pages(installed: Typefaces) -> None:
    copy = marked(compose(NOTICE, issue=ISSUE), WORDS, typefaces=installed)

    assert write_pdf(copy, typefaces=installed).count(b"/Subtype /Form") == 1


def test_without_words_there_is_no_watermark(installed: Typefaces) -> None:
    pages = compose(short_notice(), issue=ISSUE)

    assert marked(pages, " \n", typefaces=installed) == pages


def test_the_longest_words_stay_on_the_page(installed: Typefaces) -> None:
    copy = marked(compose(short_notice(), issue=ISSUE), WORDS * 12, typefaces=installed)
    places = [
        number
        for page in copy.pages
        for shape in page.shapes
        for _, numbers in shape.steps
        for number in numbers
    ]

    assert min(places) > 0
    assert max(places) < 297


def test_a_copy_has_its_own_number_and_is_else_the_same() -> None:
    pages = compose(NOTICE, issue=ISSUE)
    copy = with_copy_number(pages, "000123")

    assert copy.text(Element.COPY_NUMBER) == "000123"
    assert with_copy_number(copy, "000018") == pages


@pytest.mark.parametrize("number", ["123", "0001234", "00012a", "０００１２３", ""])
def test_a_copy_number_that_does_not_fit_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="份号"):
        with_copy_number(compose(NOTICE, issue=ISSUE), number)


def test_a_document_without_copy_numbers_has_no_numbered_copies() -> None:
    with pytest.raises(ValueError, match="没有标注份号"):
        with_copy_number(compose(NOTICE, issue=None), "000123")
