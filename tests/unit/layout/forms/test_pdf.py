from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pdfplumber
import pytest
from pdfplumber.page import Page

from documents.layout import sheet
from documents.layout.forms import compose_form, find_form, form_files
from documents.layout.forms.area import INNER_RULE, OUTER_RULE, UPRIGHT
from documents.layout.pdf import write_pdf
from documents.layout.svg import write_svg
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.forms.filled import FILLED
from tests.unit.layout.forms.test_composing import letters

MM = sheet.MM_PER_PT


@contextmanager
def first_page(name: str, *, typefaces: Typefaces) -> Iterator[Page]:
    """The first page of a form, filled and written as a PDF, as an independent reader sees it."""
    pdf = write_pdf(compose_form(find_form(name), FILLED[name]), typefaces=typefaces)
    with pdfplumber.open(BytesIO(pdf)) as document:
        yield document.pages[0]


@pytest.mark.parametrize("name", tuple(form_files()))
def test_every_rule_and_character_of_the_pdf_stands_in_the_type_area(
    name: str, drawn: Typefaces
) -> None:
    area = find_form(name).area
    with first_page(name, typefaces=drawn) as page:
        assert len(page.lines) > 10
        for line in page.lines:
            half = line["linewidth"] * MM / 2
            across = half if line["x0"] == line["x1"] else 0.0
            down = half - across
            assert line["x0"] * MM - across >= area.left - 0.01
            assert line["x1"] * MM + across <= area.right + 0.01
            assert line["top"] * MM - down >= area.top - 0.01
            assert line["bottom"] * MM + down <= area.bottom + 0.01
        for character in page.chars:
            assert character["x0"] * MM >= area.left - 0.05
            assert character["x1"] * MM <= area.right + 0.05
            assert character["bottom"] * MM <= area.bottom + 0.5


def test_the_frame_of_the_pdf_is_156_mm_wide_and_ends_at_the_foot(drawn: Typefaces) -> None:
    with first_page("handling_sheet", typefaces=drawn) as page:
        thick = pytest.approx(OUTER_RULE, abs=0.01)
        thin = pytest.approx(INNER_RULE, abs=0.01)
        outer = [line for line in page.lines if line["linewidth"] * MM == thick]
        inner = [line for line in page.lines if line["linewidth"] * MM == thin]

        assert len(outer) == 4
        assert len(outer) + len(inner) == len(page.lines)
        left = min(line["x0"] - line["linewidth"] / 2 for line in outer if _upright(line))
        right = max(line["x1"] + line["linewidth"] / 2 for line in outer if _upright(line))
        level = [line for line in outer if not _upright(line)]
        bottom = max(line["bottom"] + line["linewidth"] / 2 for line in level)
        assert left * MM == pytest.approx(28.0, abs=0.1)
        assert (right - left) * MM == pytest.approx(156.0, abs=0.1)
        assert bottom * MM == pytest.approx(UPRIGHT.bottom, abs=0.1)


def test_no_character_of_the_pdf_touches_a_rule(drawn: Typefaces) -> None:
    with first_page("draft_sheet", typefaces=drawn) as page:
        for line in page.lines:
            for character in page.chars:
                beside = character["x1"] <= line["x0"] + 0.1 or character["x0"] >= line["x1"] - 0.1
                apart = character["bottom"] <= line["top"] or character["top"] >= line["bottom"]
                assert beside or apart, (character["text"], line["top"] * MM)


@pytest.mark.parametrize("name", ["handling_sheet", "meeting_notice"])
def test_everything_that_was_filled_in_reads_out_of_the_pdf(name: str, drawn: Typefaces) -> None:
    pages = compose_form(find_form(name), FILLED[name])

    with first_page(name, typefaces=drawn) as page:
        assert letters("".join(each["text"] for each in page.chars)) == letters(pages.text())


def test_a_page_that_lies_across_is_shown_turned_by_every_reader(drawn: Typefaces) -> None:
    with first_page("issue_register", typefaces=drawn) as page:
        assert page.width * MM == pytest.approx(297.0, abs=0.1)
        first = "".join(each["text"] for each in page.chars[:15])
        assert first == "澜州市人民政府办公室发文登记簿"
        assert all(each["upright"] for each in page.chars)

    (svg, *_) = write_svg(
        compose_form(find_form("issue_register"), FILLED["issue_register"]), typefaces=drawn
    )
    assert b'viewBox="0 0 297 210"' in svg


def _upright(line: dict[str, float]) -> bool:
    return line["x0"] == line["x1"]
