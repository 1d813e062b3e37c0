"""What others' readers see in our OFD, beside the PDF of the same pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from documents.layout import Pages
from documents.layout.characters import is_invisible
from documents.layout.ofd import write_ofd
from documents.layout.pages import Page
from documents.layout.pdf import write_pdf
from documents.typefaces.typeface import Typefaces
from tests.readers.easyofd import text_by_easyofd
from tests.readers.ofdjs import Character, opened
from tests.specimens.book import SPECIMENS, Specimen
from tests.unit.layout.ofd_parts import DIGEST, everything, image

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PICTURES = {DIGEST: image()}
MM_PER_PT = 25.4 / 72
LOOKED_AT = ("notice", "joint", "letter", "tables", "draft-sheet")
"""Specimens whose first pages are compared as pictures too: seals, rules, turned tables, forms."""
CLOSE = 0.5
"""mm that OFD and PDF may differ."""
INK = 60
"""How dark a patch of 2 mm may be in one drawing and white in the other, of 255."""


def shown(page: Page) -> str:
    """The page's text as drawn, blanks left out."""
    drawn = (each for run in page.runs for each in run.text if not is_invisible(each))
    return "".join("".join(drawn).split())


def in_pdf(pdf: bytes) -> Iterator[list[Character]]:
    """The characters of each page of a PDF, where their baselines begin on the paper.

    A broad form is shown turned by a PDF; OFD knows no turned pages and leaves it as it lies.
    """
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            width, height, turned = float(page.width), float(page.height), page.rotation == 90
            places = [(each["text"], *each["matrix"][4:]) for each in page.chars]
            lying = [(text, x, height - y) for text, x, y in places if text.strip()]
            if turned:
                lying = [(text, y, width - x) for text, x, y in lying]
            yield [Character(text, x * MM_PER_PT, y * MM_PER_PT) for text, x, y in lying]


def by_place(characters: Sequence[Character]) -> list[Character]:
    return sorted(characters, key=lambda each: (each.text, round(each.y), each.x))


def inked(png: bytes | Image.Image) -> Image.Image:
    """Where there is ink of any colour, in patches of 2 mm (5 pixels a millimetre)."""
    picture = png if isinstance(png, Image.Image) else Image.open(io.BytesIO(png))
    darkest = ImageChops.darker(ImageChops.darker(*picture.convert("RGB").split()[:2]),
                                picture.convert("RGB").split()[2])  # fmt: skip
    return ImageChops.invert(darkest.resize((1050, 1485))).filter(ImageFilter.BoxBlur(5))


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda each: each.key)
def test_ofd_js_draws_each_character_where_the_pdf_has_it(
    specimen: Specimen, typefaces: Typefaces, browser: Browser
) -> None:
    pages = specimen.pages(typefaces)
    with opened(write_ofd(pages, typefaces=typefaces), browser=browser) as reader:
        drawn = reader.characters()
    printed = list(in_pdf(write_pdf(pages, typefaces=typefaces)))

    assert ["".join(each.text for each in page) for page in drawn] == list(map(shown, pages.pages))
    assert len(drawn) == len(printed) == len(pages.pages)
    for here, there in zip(map(by_place, drawn), map(by_place, printed), strict=True):
        assert [each.text for each in here] == [each.text for each in there]
        for one, other in zip(here, there, strict=True):
            assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=CLOSE), one


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda each: each.key)
def test_easyofd_reads_the_same_text(
    specimen: Specimen, typefaces: Typefaces, tmp_path: Path
) -> None:
    pages = specimen.pages(typefaces)
    read = text_by_easyofd(write_ofd(pages, typefaces=typefaces), folder=tmp_path)

    assert read == list(map(shown, pages.pages))


@pytest.mark.parametrize(
    "specimen", [each for each in SPECIMENS if each.key in LOOKED_AT], ids=lambda each: each.key
)
def test_the_drawing_looks_like_the_pdf(
    specimen: Specimen, typefaces: Typefaces, browser: Browser
) -> None:
    pages = specimen.pages(typefaces)
    document = pypdfium2.PdfDocument(write_pdf(pages, typefaces=typefaces))
    with opened(write_ofd(pages, typefaces=typefaces), browser=browser) as reader:
        for number in range(min(len(pages.pages), 3)):
            printed = document[number].render(scale=5 * MM_PER_PT).to_pil()
            difference = ImageChops.difference(inked(reader.picture(number)), inked(printed))
            assert difference.getextrema()[1] < INK, f"page {number + 1}"
    document.close()


def test_turned_and_stretched_lines_stand_as_in_the_pdf(
    typefaces: Typefaces, browser: Browser
) -> None:
    pages = everything()
    ofd = write_ofd(pages, typefaces=typefaces, pictures=PICTURES)
    with opened(ofd, browser=browser) as reader:
        (drawn,) = reader.characters()
    (printed,) = in_pdf(write_pdf(pages, typefaces=typefaces, pictures=PICTURES))
    # The reader tears a character beyond the basic plane in two; it stands alone, so that
    # nothing else moves.
    whole = [each for each in drawn if not "\ud800" <= each.text <= "\udfff"]
    basic = [each for each in printed if each.text <= "\uffff"]

    assert len(drawn) == len(whole) + 2
    assert [each.text for each in by_place(whole)] == [each.text for each in by_place(basic)]
    for one, other in zip(by_place(whole), by_place(basic), strict=True):
        assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=CLOSE), one


def test_rules_outlines_and_pictures_lie_in_their_boxes(
    typefaces: Typefaces, browser: Browser
) -> None:
    # The reader draws images right at 96 dots an inch only.
    ofd = write_ofd(everything(), typefaces=typefaces, pictures=PICTURES)
    with opened(ofd, browser=browser, scale=3.8) as reader:
        (boxes,) = reader.boxes()
    wanted = [
        (30, 220, 40, 20),
        (80, 200, 20, 40),
        (28, 50, 156, 0),
        (100, 100, 0, 60),
        (120, 120, 27.5, 20),
        (120, 120, 27.5, 20),
    ]

    for box, right in zip(boxes, wanted, strict=True):
        assert box == pytest.approx(right, abs=CLOSE)


def test_a_page_without_text_is_drawn_empty(typefaces: Typefaces, browser: Browser) -> None:
    ofd = write_ofd(Pages("", (Page(None, ()),)), typefaces=typefaces)
    with opened(ofd, browser=browser) as reader:
        assert reader.characters() == [[]]
