"""Documents of real agencies: uploaded, edited, issued, received. Nothing of the text is lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from pypdf import PdfReader
from webtest import TestResponse

from documents.drafting.text_lines import attachments_of, blocks_of
from documents.layout import sheet
from documents.manuscript import Manuscript
from documents.reading import decode, read_text
from documents.reading.fragments import Role
from documents.reading.reading import read_fragments
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    OFFICE,
    QINGHE,
    QINGHE_CLERK,
    REVIEWER,
    OfficeApp,
    page_text,
    stated_on_form,
    value_of,
)
from tests.quick import first_quick
from tests.unit.reading.accounting import bare, source_text

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FILES = sorted(SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
ISSUER = "澜州市人民政府办公室"
DAY = "2026年11月20日"

pytestmark = pytest.mark.skipif(not FILES, reason="the samples are not part of the checkout")


@dataclass(frozen=True)
class Sample:
    """A sample and what became of it."""

    source: str
    manuscript: Manuscript
    imported: TestResponse
    saved: TestResponse
    events_of_an_unchanged_save: int
    edited: TestResponse
    number: str
    received: TestResponse
    pdf: bytes


@pytest.fixture(scope="module", params=first_quick(FILES), ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest, office: OfficeApp) -> Sample:
    """The whole way, by the buttons of the pages."""
    data = request.param.read_bytes()
    source = decode(data)
    drafter, clerk = office.log_in(DRAFTER), office.log_in(CLERK)
    imported = drafter.upload(data, name=request.param.name)
    here = drafter.press("save", identity=OFFICE, **stated_on_form(office)).location
    saved = drafter.page
    before = office.events()
    edited = drafter.open(f"{here}/draft")
    drafter.press("save")
    recorded = office.events() - before
    for login, acts in (
        (DRAFTER, [("submit", {"to": office.person(REVIEWER)})]),
        (REVIEWER, [("review", {"to": office.person(LEADER)})]),
        (LEADER, [("sign_off", {})]),
        (CLERK, [("recheck", {}), ("number", {}), ("typeset", {}), ("release", {})]),
        (CLERK, [("dispatch", {"addressees": [QINGHE]})]),
    ):
        office.log_in(login).open(here)
        for act, typed in acts:
            office.log_in(login).press(act, **typed)
    office.deliver()
    number = re.search(r"澜政办发〔2026〕\d+号", clerk.open(here).text)
    assert number is not None
    district = office.log_in(QINGHE_CLERK)
    title = value_of(imported, "title")
    received = district.open(f"/incoming/{office.arrived(title, at=QINGHE)}")
    pdf = district.get(received.html.select_one("a[href*='/files/']")["href"]).body
    return Sample(
        source=source,
        manuscript=read_text(source),
        imported=imported,
        saved=saved,
        events_of_an_unchanged_save=recorded,
        edited=edited,
        number=number[0],
        received=received,
        pdf=pdf,
    )


def plain(text: str) -> str:
    """Without blanks; half-width twins of full-width characters count as the same."""
    return unicodedata.normalize("NFKC", "".join(text.split()))


def read_out(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def without(text: str, part: str) -> str:
    """The text without this part, which must be in it."""
    assert part in text
    return text.replace(part, "", 1)


def test_every_recognised_field_lands_in_the_editor(sample: Sample) -> None:
    page, manuscript = sample.imported, sample.manuscript
    for name in ("title", "recipients", "copies", "note", "urgency", "classification"):
        assert value_of(page, name) == getattr(manuscript, name)
    assert blocks_of(value_of(page, "body")) == manuscript.body
    assert attachments_of(value_of(page, "attachments")) == manuscript.attachments
    enclosure = manuscript.enclosure
    assert enclosure is not None
    assert value_of(page, "enclosure_title") == enclosure.title
    assert blocks_of(value_of(page, "enclosure_body")) == enclosure.body
    assert attachments_of(value_of(page, "enclosure_attachments")) == enclosure.attachments


def test_what_was_not_recognised_or_is_issued_anew_is_shown(sample: Sample) -> None:
    manuscript = sample.manuscript
    for page in (sample.imported, sample.edited):
        aside = page.html.select_one("aside.margin").get_text()
        set_aside = value_of(page, "unrecognised")
        for line in manuscript.unrecognised:
            assert line in aside
            assert line in set_aside
        for line in (manuscript.number, manuscript.signature, manuscript.date):
            assert line in set_aside


def test_no_character_of_the_file_is_missing_from_the_editor(sample: Sample) -> None:
    form = sample.imported.forms["draft"]
    shown = Counter(bare("".join(str(value) for _, value in form.submit_fields())))
    for each in read_fragments(sample.source).fragments:
        if each.role in (Role.LABEL, Role.REPEATED):  # 附件, 主送： and the like: said by fields
            shown += Counter(bare(each.text))
    assert source_text(sample.source) - shown == Counter()


def test_the_stored_draft_is_laid_out_for_reading(sample: Sample) -> None:
    assert plain(sample.manuscript.title) in plain(page_text(sample.saved))
    assert len(sample.saved.html.select(".page")) >= 12


def test_saving_the_import_again_without_a_change_records_nothing(sample: Sample) -> None:
    assert sample.events_of_an_unchanged_save == 0


def test_the_received_text_is_the_text_of_the_file(sample: Sample) -> None:
    """Character for character and in order, apart from what is set aside and issued anew.

    Issuing replaces the source's number, signature and date, and adds the mark (机关标志), its
    own number, signature and date, the page numbers and the imprint's printing line.
    """
    printed = re.sub(r"—\d+—", "", plain(read_out(sample.pdf)))
    head, foot = plain(f"{ISSUER}文件{sample.number}"), plain(f"{ISSUER}{DAY}印发")
    assert printed.startswith(head)
    assert printed.endswith(foot)
    printed = without(printed.removeprefix(head).removesuffix(foot), plain(f"{ISSUER}{DAY}"))

    manuscript, source = sample.manuscript, plain(sample.source)
    for line in manuscript.unrecognised:
        source = without(source, plain(line))
    source = without(source, plain(manuscript.number))
    source = without(source, plain(manuscript.signature + manuscript.date))

    assert printed == source


def test_the_received_pages_say_they_are_issued(sample: Sample) -> None:
    assert "送审稿" not in read_out(sample.pdf)
    assert sample.number in sample.received.text
    assert len(sample.received.html.select("img.page")) >= 12


def test_the_received_pages_keep_lines_cells_and_type_area(sample: Sample) -> None:
    with pdfplumber.open(BytesIO(sample.pdf)) as pdf:
        for page in pdf.pages:
            lines = _lines(page.chars)
            assert len(lines) <= 22
            for characters in lines.values():
                assert _right(characters) - _left(characters) <= 28 * sheet.CELL + 1e-3
                assert _left(characters) >= sheet.LEFT - 1e-3
                assert _right(characters) <= sheet.RIGHT + 1e-3
            for each in page.chars:
                top, bottom = (float(each[key]) * sheet.MM_PER_PT for key in ("top", "bottom"))
                if top <= sheet.BOTTOM + 3:  # below stands the page number alone
                    assert top >= sheet.TOP
                    assert bottom <= sheet.BOTTOM


def _lines(characters: list[dict[str, Any]]) -> dict[float, list[dict[str, Any]]]:
    """The characters of the type area by the line they stand on, blanks left out."""
    lines = defaultdict(list)
    for each in characters:
        bottom = float(each["bottom"]) * sheet.MM_PER_PT
        if each["text"].strip() and bottom <= sheet.BOTTOM + 1e-3:
            lines[round(bottom, 1)].append(each)
    return lines


def _left(characters: list[dict[str, Any]]) -> float:
    return min(float(each["x0"]) for each in characters) * sheet.MM_PER_PT


def _right(characters: list[dict[str, Any]]) -> float:
    return max(float(each["x1"]) for each in characters) * sheet.MM_PER_PT


def test_the_received_fonts_are_embedded(sample: Sample) -> None:
    fonts = 0
    for page in PdfReader(BytesIO(sample.pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"]
            fonts += 1
    assert fonts
