from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from PIL import ImageChops
from pypdf import PdfReader

from documents.layout import compose, sheet
from documents.layout.glyphs import missing_characters
from documents.layout.pages import Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Paragraph
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.specimens import ISSUE, NOTICE, short_notice


def squeezed(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())


def read_out(pdf: bytes) -> str:
    """The text as a reader copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def fonts_of(pdf: bytes) -> list[dict[str, Any]]:
    """All fonts of all pages, each once."""
    reader = PdfReader(BytesIO(pdf))
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            found[font.get_object()["/BaseFont"]] = font.get_object()
    return list(found.values())


def test_the_text_reads_out_of_the_pdf_in_reading_order(drawn: Typefaces) -> None:
    for issue in (ISSUE, None):
        pages = compose(NOTICE, issue=issue)

        assert squeezed(read_out(write_pdf(pages, typefaces=drawn))) == squeezed(pages.text())


def test_every_font_is_an_embedded_subset_that_knows_its_characters(drawn: Typefaces) -> None:
    fonts = fonts_of(write_pdf(compose(NOTICE, issue=ISSUE), typefaces=drawn))

    assert len(fonts) == 5
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert descriptor["/FontFile2"].get_data()
        assert font["/BaseFont"][7] == "+"
        assert font["/ToUnicode"].get_data()


def test_the_same_pages_give_the_same_bytes(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)

    assert write_pdf(pages, typefaces=drawn) == write_pdf(pages, typefaces=drawn)


def test_the_pdf_names_its_title_language_and_headings(drawn: Typefaces) -> None:
    reader = PdfReader(BytesIO(write_pdf(compose(NOTICE, issue=ISSUE), typefaces=drawn)))

    assert reader.metadata is not None
    assert reader.metadata.title == NOTICE.title
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.outline[0].title == NOTICE.title


def test_a_character_that_no_font_has_is_named_and_still_reads_out(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)

    assert missing_characters(pages, typefaces=drawn) == {Role.FANGSONG: "堃"}
    assert "陶喆堃" in squeezed(read_out(write_pdf(pages, typefaces=drawn)))


def test_text_lies_where_the_page_model_says(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    with pdfplumber.open(BytesIO(write_pdf(pages, typefaces=drawn))) as pdf:
        for model, page in zip(pages.pages, pdf.pages, strict=True):
            assert (float(page.width), float(page.height)) == pytest.approx(
                (595.28, 841.89), abs=0.01
            )
            drawn_characters = sum(len(squeezed(run.text)) for run in model.runs)
            assert len([each for each in page.chars if each["text"].strip()]) == drawn_characters
            for character in page.chars:
                left, right, top, bottom = (
                    float(character[key]) * sheet.MM_PER_PT
                    for key in ("x0", "x1", "top", "bottom")
                )
                if top < sheet.BOTTOM:
                    assert sheet.LEFT - 1e-3 <= left < right <= sheet.RIGHT + 1e-3
                    assert sheet.TOP <= top < bottom <= sheet.BOTTOM


def test_rules_and_imprint_are_measured_in_the_pdf(installed: Typefaces) -> None:
    pdf = write_pdf(compose(NOTICE, issue=ISSUE), typefaces=installed)
    with pdfplumber.open(BytesIO(pdf)) as document:
        first, last = document.pages[0], document.pages[-1]
        number = next(each for each in first.chars if each["text"] == "〔")
        red = first.lines[0]
        imprint = sorted(float(line["top"]) * sheet.MM_PER_PT for line in last.lines)

    assert (red["top"] - number["bottom"]) * sheet.MM_PER_PT == pytest.approx(4.0, abs=0.1)
    assert red["stroking_color"] == pytest.approx((0, 0.8, 0.8, 0))
    assert imprint[-1] == pytest.approx(262.0, abs=0.01)


def test_the_ink_of_the_mark_begins_at_72_mm(installed: Typefaces) -> None:
    document = pypdfium2.PdfDocument(write_pdf(compose(NOTICE, issue=ISSUE), typefaces=installed))
    scale = 4.0
    image = document[0].render(scale=scale).to_pil().convert("RGB")
    document.close()
    above = int(60 * scale / sheet.MM_PER_PT)
    red, green, _ = image.crop((0, above, image.width, image.height)).split()
    mark = ImageChops.multiply(
        red.point(lambda light: 255 * (light > 180)),
        green.point(lambda light: 255 * (light < 140)),
    )
    box = mark.getbbox()

    assert box is not None
    top = 60 + box[1] / scale * sheet.MM_PER_PT
    assert top == pytest.approx(72.0, abs=0.5)


def test_rare_characters_are_drawn_by_a_stand_in(installed: Typefaces) -> None:
    body = (Paragraph(0, "朱镕、陶喆堃、祎玥，面积120㎡，二〇二六年，二○二六年。"),)
    pages = compose(
        short_notice(body=body, signature="陶喆"), issue=replace(ISSUE, signers=("堃",))
    )

    assert missing_characters(pages, typefaces=installed) == {}
    names = " ".join(font["/BaseFont"] for font in fonts_of(write_pdf(pages, typefaces=installed)))
    assert "FandolFang" in names
    assert "LXGWWenKai" in names


def test_characters_beyond_the_first_plane_read_out(installed: Typefaces) -> None:
    pages = compose(short_notice(body=(Paragraph(0, "地名𬇙水、𠀀。"),)), issue=None)

    assert "𬇙水、𠀀" in squeezed(read_out(write_pdf(pages, typefaces=installed)))


def test_a_blank_page_and_a_document_without_text_can_be_written(drawn: Typefaces) -> None:
    empty = short_notice(title="", recipients="", body=(), signature="", date="")
    pages = compose(empty, issue=ISSUE)

    assert pages.text(Element.TITLE, Element.BODY) == ""
    assert len(PdfReader(BytesIO(write_pdf(pages, typefaces=drawn))).pages) == len(pages.pages)


def test_threads_may_write_at_the_same_time(drawn: Typefaces) -> None:
    pages = [compose(NOTICE, issue=issue) for issue in (ISSUE, None)] * 6
    one_by_one = [write_pdf(each, typefaces=drawn) for each in pages]

    with ThreadPoolExecutor(max_workers=6) as threads:
        together = list(threads.map(lambda each: write_pdf(each, typefaces=drawn), pages))

    assert together == one_by_one
