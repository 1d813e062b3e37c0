"""The three real documents: what goes in comes out of the PDF, inside the type area."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfReader

from documents.layout import Pages, compose, issue_as_printed, sheet
from documents.layout.characters import widths
from documents.layout.pages import Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Manuscript
from documents.reading import decode, read_text
from documents.typefaces.typeface import Typefaces
from tests.quick import first_quick
from tests.readers.pdf_programs import pdffonts
from tests.unit.layout.specimens import lines
from tests.unit.layout.test_pdf import read_out, squeezed

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
FILES = sorted(SAMPLES.glob("*.txt"))

pytestmark = pytest.mark.skipif(not FILES, reason="the samples are not part of the checkout")


@dataclass(frozen=True)
class Sample:
    """A sample read, laid out and written."""

    source: str
    manuscript: Manuscript
    pages: Pages
    pdf: bytes


@pytest.fixture(scope="module", params=first_quick(FILES), ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest, installed: Typefaces) -> Sample:
    source = decode(request.param.read_bytes())
    manuscript = read_text(source)
    pages = compose(manuscript, issue=issue_as_printed(manuscript))
    return Sample(source, manuscript, pages, write_pdf(pages, typefaces=installed))


def plain(text: str) -> str:
    """Without blanks; the half-width colons, brackets and digits that the standard replaces
    (7.2.5, 7.3.2, 7.3.4) count as their full-width twins."""
    return unicodedata.normalize("NFKC", squeezed(text))


def test_the_text_of_the_pdf_is_the_text_of_the_source(sample: Sample) -> None:
    printed = plain(read_out(sample.pdf))
    printed = re.sub(r"—\d+—", "", printed)
    printed = printed.replace(plain(sample.pages.text(Element.MARK)), "", 1)
    source = plain(sample.source)
    for line in sample.manuscript.unrecognised:
        source = source.replace(plain(line), "", 1)

    assert sorted(printed) == sorted(source)
    assert in_order(printed) == in_order(source)


def in_order(text: str) -> str:
    """The text from the salutation on: above it the number stands before the title in print."""
    return text[text.index("现将") :]


def test_every_character_lies_inside_the_type_area(sample: Sample) -> None:
    with pdfplumber.open(BytesIO(sample.pdf)) as pdf:
        for page in pdf.pages:
            for left, right, top, bottom in boxes(page.chars):
                if top > sheet.BOTTOM + 3:
                    continue
                assert left >= 28 - 1e-3
                assert right <= 184 + 1e-3
                assert top >= 37
                assert bottom <= 262


def boxes(characters: list[dict[str, float]]) -> Iterator[tuple[float, ...]]:
    for each in characters:
        yield tuple(each[key] * sheet.MM_PER_PT for key in ("x0", "x1", "top", "bottom"))


def test_a_page_has_22_lines_and_a_line_28_cells_at_most(sample: Sample) -> None:
    for page in sample.pages.pages:
        assert len(lines(page)) <= 22
        for y in lines(page):
            text = "".join(r.text for r in page.runs if round(r.y, 3) == y and r.size == 15.75)
            assert sum(widths(text)) <= 28.0 + 1e-9


def test_its_fonts_are_embedded_subsets(sample: Sample, tmp_path: Path) -> None:
    for page in PdfReader(BytesIO(sample.pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"]
    told = pdffonts(sample.pdf, tmp_path)
    assert told
    assert all(" yes yes yes " in line for line in told)
