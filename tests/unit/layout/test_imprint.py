"""版记 and what is not bound with the document (GB/T 9704-2012 7.3.7, 7.4, 7.5)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest

from documents.layout import Issue, Pages, compose, sheet
from documents.layout.composing import compose_attachment
from documents.layout.imprint import Imprint, placed_imprint
from documents.layout.pages import Element, Page
from documents.layout.pdf import write_pdf
from documents.manuscript import Attachment, Paragraph
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.specimens import ISSUE, NOTICE, SENTENCE, runs, short_notice

EM = sheet.em(sheet.SIZE_4)
LINE = EM + 7 / 8 * sheet.CELL
MANY = "，".join(f"澜州市第{place}区人民政府办公室" for place in range(140))


def imprint_rules(page: Page) -> list[tuple[float, float]]:
    """Height and thickness of the imprint's rules from the top."""
    found = [rule for rule in page.rules if rule.element is Element.IMPRINT]
    return sorted((rule.y, rule.thickness) for rule in found)


def squeezed(pages: Pages, element: Element) -> str:
    return "".join(pages.text(element).split())


def test_the_rules_of_the_pdf_are_as_thick_and_as_wide_as_the_standard_says(
    installed: Typefaces,
) -> None:
    """7.4.1: 0.35, 0.25 and 0.35 mm, 156 mm wide, the last on the type area's bottom edge."""
    data = write_pdf(compose(NOTICE, issue=ISSUE), typefaces=installed)
    with pdfplumber.open(BytesIO(data)) as pdf:
        lines = [each for each in pdf.pages[-1].lines if each["top"] * sheet.MM_PER_PT > 200]
    lines.sort(key=lambda each: each["top"])
    thickness = [each["linewidth"] * sheet.MM_PER_PT for each in lines]

    assert thickness == pytest.approx([0.35, 0.25, 0.35], abs=0.005)
    assert lines[-1]["top"] * sheet.MM_PER_PT == pytest.approx(262.0, abs=0.05)
    assert {round(each["x0"] * sheet.MM_PER_PT, 2) for each in lines} == {28.0}
    assert {round(each["x1"] * sheet.MM_PER_PT, 2) for each in lines} == {184.0}


def test_recipients_that_moved_stand_above_the_copies_without_a_rule_between() -> None:
    """7.4.2."""
    recipients = "，".join(f"澜州市第{place}区人民政府" for place in range(40))
    pages = compose(short_notice(recipients=recipients, copies="市委办公室"), issue=ISSUE)
    last = pages.pages[-1]
    main, copies = (
        next(run for run in last.runs if run.text == label) for label in ("主送：", "抄送：")
    )

    assert main.y < copies.y
    assert main.x == copies.x == pytest.approx(sheet.LEFT + EM)
    assert [thickness for _, thickness in imprint_rules(last)] == [0.35, 0.25, 0.35]
    assert not [y for y, _ in imprint_rules(last) if main.y < y < copies.y]


def test_copies_are_aligned_after_the_colon_and_one_character_in_on_both_sides() -> None:
    """7.4.2."""
    placed = placed_imprint(Imprint(copies=MANY[:200]), paragraph=1)
    label, first, *others = placed.runs

    assert label.x == pytest.approx(sheet.LEFT + EM)
    assert {round(run.x, 6) for run in others} == {round(first.x, 6)}
    assert first.x == pytest.approx(label.x + 3 * EM)
    assert all(run.x + run.width <= sheet.RIGHT - EM + 1e-6 for run in (first, *others))
    assert others[-1].text.endswith("。")
    assert all(below.y - above.y == pytest.approx(LINE) for above, below in pairwise(others))


def test_a_list_longer_than_a_page_goes_on_over_pages_and_keeps_its_text_and_size() -> None:
    """7.4: one rule above the first line, one below the last, on an even page."""
    pages = compose(short_notice(copies=MANY), issue=ISSUE)
    shown = [page for page in pages.pages if any(r.element is Element.IMPRINT for r in page.runs)]

    assert len(shown) > 1
    assert len(pages.pages) % 2 == 0
    assert MANY in squeezed(pages, Element.IMPRINT)
    assert {run.size for run in runs(pages, Element.IMPRINT)} == {sheet.SIZE_4}
    assert [thickness for _, thickness in imprint_rules(shown[0])] == [0.35]
    assert [thickness for _, thickness in imprint_rules(shown[-1])] == [0.25, 0.35]
    assert all(page.number is None for page in shown)
    assert all(sheet.TOP <= run.y <= sheet.BOTTOM for page in shown for run in page.runs)


@pytest.mark.parametrize("sentences", [1, 9, 12, 30])
def test_the_last_page_is_even_and_pages_added_for_the_imprint_have_no_number(
    sentences: int,
) -> None:
    """7.4 and 7.5: 空白页和版记页均不编排页码."""
    for copies in ("", NOTICE.copies, MANY[:600], MANY):
        notice = short_notice(body=(Paragraph(0, SENTENCE * sentences),), copies=copies)
        pages = compose(notice, issue=ISSUE).pages
        texts = [page for page in pages if any(r.element is Element.BODY for r in page.runs)]

        assert len(pages) % 2 == 0
        assert [page.number for page in texts] == list(range(1, len(texts) + 1))
        assert all(page.number is None for page in pages[len(texts) :])
        bottom = max(y for y, _ in imprint_rules(pages[-1]))
        assert bottom == sheet.BOTTOM


@pytest.mark.parametrize("blank", ["", " ", "抄送：", "\u3000"])
def test_an_imprint_without_words_prints_nothing(blank: str) -> None:
    pages = compose(short_notice(copies=blank), issue=Issue(mark=ISSUE.mark))

    assert not runs(pages, Element.IMPRINT)
    assert not [rule for page in pages.pages for rule in imprint_rules(page)]


def test_a_long_printing_office_does_not_meet_the_date() -> None:
    office = "澜州市" + "经济和信息化" * 4 + "工作领导小组办公室"
    issue = replace(ISSUE, printing_office=office)
    printed, dated = runs(compose(short_notice(), issue=issue), Element.IMPRINT)

    assert printed.text == office
    assert printed.x + printed.width < dated.x
    assert dated.x + dated.width == pytest.approx(sheet.RIGHT - EM)


UNBOUND = short_notice(
    attachments=(
        Attachment("使用单位名单", (Paragraph(0, SENTENCE),)),
        Attachment("责任分工表", (Paragraph(0, SENTENCE * 30),), bound=False),
    )
)


def test_an_attachment_that_is_not_bound_is_named_but_not_laid_with_the_text() -> None:
    """7.3.7."""
    pages = compose(UNBOUND, issue=ISSUE)

    assert "2.责任分工表" in pages.text(Element.ATTACHMENT_NOTE)
    assert pages.text(Element.ATTACHMENT_LABEL) == "附件1"
    assert pages.text(Element.ATTACHMENT_TITLE) == "使用单位名单"


def test_an_attachment_that_is_not_bound_bears_the_documents_number_and_its_serial() -> None:
    """7.3.7: on line 1, flush left, the number and after it 附件 and the serial."""
    pages = compose_attachment(UNBOUND, 2, issue=ISSUE)
    label, title = pages.pages[0].runs[0], runs(pages, Element.ATTACHMENT_TITLE)[0]

    assert label.text == "澜政办发〔2026〕16号附件2"
    assert label.x == sheet.LEFT
    assert label.y == pytest.approx(sheet.baseline(sheet.TOP, size=sheet.SIZE_3))
    assert title.y == pytest.approx(sheet.baseline(sheet.TOP + 2 * sheet.PITCH, size=sheet.SIZE_2))
    assert [page.number for page in pages.pages] == list(range(1, len(pages.pages) + 1))
    assert squeezed(pages, Element.BODY) == SENTENCE * 30
    assert (pages.title, len(pages.pages) > 1) == ("责任分工表", True)


def test_the_only_attachment_has_no_serial_and_a_proof_no_number() -> None:
    notice = short_notice(attachments=UNBOUND.attachments[1:])

    issued = compose_attachment(notice, 1, issue=ISSUE)
    proof = compose_attachment(notice, 1, issue=None)
    assert issued.text(Element.ATTACHMENT_LABEL) == "澜政办发〔2026〕16号附件"
    assert proof.text(Element.ATTACHMENT_LABEL) == "附件"
    assert all(page.runs[0].text == "送审稿" for page in proof.pages)


@pytest.mark.parametrize("place", [0, 3, -1])
def test_there_is_no_attachment_at_another_place(place: int) -> None:
    with pytest.raises(IndexError):
        compose_attachment(UNBOUND, place, issue=ISSUE)
