"""Drawn pages as a browser measures them, against the PDF as pdfplumber measures it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pdfplumber
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from documents.layout import compose, sheet
from documents.layout.pages import Pages
from documents.layout.pdf import write_pdf
from documents.layout.svg import page_name, svg_files
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.odd_pages import DIGEST, IMAGE, ODD
from tests.unit.layout.specimens import ISSUE, NOTICE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

PICTURES = {DIGEST: IMAGE}
SCALE = 4
"""Pixels to a millimetre in pictures that are compared."""

MEASURE = """() => {
  const root = document.documentElement, page = root.getScreenCTM().inverse();
  return [...root.querySelectorAll("text")].flatMap(text => {
    const toPage = page.multiply(text.getScreenCTM());
    const at = point => { const p = point.matrixTransform(toPage); return [p.x, p.y]; };
    return [...text.textContent].map((character, place) => [
      character,
      ...at(text.getStartPositionOfChar(place)),
      ...at(text.getEndPositionOfChar(place)),
    ]);
  });
}"""


@pytest.fixture(params=["notice", "odd"])
def pages(request: pytest.FixtureRequest) -> Pages:
    return compose(NOTICE, issue=ISSUE) if request.param == "notice" else ODD


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={
            "width": round(sheet.PAPER_WIDTH * SCALE),
            "height": round(sheet.PAPER_HEIGHT * SCALE),
        }
    )
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text))
    yield context.new_page()
    context.close()
    assert complaints == []


def opened(page: Page, folder: Path, pages: Pages, typefaces: Typefaces, *, number: int) -> None:
    """The page by itself, from a folder, as the command line leaves it."""
    for name, content in svg_files(pages, typefaces=typefaces, pictures=PICTURES).items():
        (folder / name).write_bytes(content)
    page.goto((folder / page_name(number)).as_uri())
    page.evaluate("document.fonts.ready")


def test_characters_stand_where_they_stand_in_the_pdf(
    page: Page, tmp_path: Path, installed: Typefaces, pages: Pages
) -> None:
    pdf = write_pdf(pages, typefaces=installed, pictures=PICTURES)
    with pdfplumber.open(BytesIO(pdf)) as document:
        for number, printed in enumerate(document.pages, start=1):
            opened(page, tmp_path, pages, installed, number=number)
            drawn = [each for each in page.evaluate(MEASURE) if each[0].strip()]
            characters = [each for each in printed.chars if each["text"].strip()]
            assert [each[0] for each in drawn] == [each["text"] for each in characters]
            for each, character in zip(drawn, characters, strict=True):
                assert each[1:5] == pytest.approx(_ends(character), abs=0.1), each


def _ends(character: dict[str, Any]) -> list[float]:
    """Where the glyph begins and ends on its baseline, mm from the upper left corner."""
    _, up, *_, x, y = character["matrix"]
    mm = sheet.MM_PER_PT
    top = sheet.PAPER_HEIGHT - y * mm
    if up:  # it runs upwards
        return [x * mm, top, x * mm, top - float(character["height"]) * mm]
    return [x * mm, top, x * mm + float(character["width"]) * mm, top]


def test_a_page_on_the_screen_looks_like_the_page_that_is_printed(
    page: Page, tmp_path: Path, installed: Typefaces, pages: Pages
) -> None:
    opened(page, tmp_path, pages, installed, number=1)
    drawn = Image.open(BytesIO(page.screenshot())).convert("L")
    document = pypdfium2.PdfDocument(write_pdf(pages, typefaces=installed, pictures=PICTURES))
    try:
        scale = drawn.width / document[0].get_width()
        printed = document[0].render(scale=scale).to_pil().convert("L").resize(drawn.size)
    finally:
        document.close()
    blurred = (each.filter(ImageFilter.GaussianBlur(SCALE / 2)) for each in (drawn, printed))
    difference = ImageChops.difference(*blurred)
    assert ImageStat.Stat(difference).mean[0] < 1.0
    assert difference.getextrema()[1] < 80  # inks differ in lightness, places do not


def test_copying_a_page_gives_whole_paragraphs(
    page: Page, tmp_path: Path, installed: Typefaces
) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    opened(page, tmp_path, pages, installed, number=1)
    copied = page.evaluate(
        "() => { const s = getSelection(); s.selectAllChildren(document.documentElement);"
        " return s.toString(); }"
    ).split("\n")
    assert NOTICE.title in copied
    assert NOTICE.body[0].text in copied
    assert NOTICE.body[2].text in copied
