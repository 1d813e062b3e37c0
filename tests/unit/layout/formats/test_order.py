from __future__ import annotations

from dataclasses import replace

import pytest

from documents.layout import Issue, compose
from documents.layout.issue import Stamp
from documents.layout.pages import Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Format, Paragraph
from documents.typefaces.typeface import Typefaces
from tests.specimens.printed import Box, printed
from tests.unit.layout.specimens import runs, short_notice

LINE = (225 - 156 / 28) / 21
MARK = "云川省人民政府令"
ORDER = short_notice(
    type="命令",
    format=Format.ORDER,
    title=MARK,
    recipients="",
    body=(Paragraph(0, "《云川省电子公文管理办法》已经省人民政府常务会议通过，现予公布。"),),
    signature="",
)
ISSUE = Issue(mark=MARK, number="12", stamps=(Stamp("省长", "沈垚"),))


def test_mark_number_and_text_stand_where_10_2_says(installed: Typefaces) -> None:
    (page, *_) = printed(write_pdf(compose(ORDER, issue=ISSUE), typefaces=installed))
    mark, number, text = page.piece(MARK), page.piece("第12号"), page.piece("《云川省电子公文")
    ink = page.ink(Box(29, 40, 183, 80))

    assert ink.top == pytest.approx(37 + 20, abs=0.1)
    assert number.box.top - mark.box.bottom == pytest.approx(2 * LINE, abs=0.2)
    assert number.box.middle == pytest.approx(28 + 156 / 2, abs=0.05)
    assert text.baseline - number.baseline == pytest.approx(3 * LINE, abs=0.01)
    assert page.rules == []


@pytest.mark.parametrize(
    ("given", "shown"), [("12", "第12号"), ("第三十六号", "第三十六号"), ("", "")]
)
def test_the_number_is_printed_with_its_words(given: str, shown: str) -> None:
    assert compose(ORDER, issue=replace(ISSUE, number=given)).text(Element.NUMBER) == shown


@pytest.mark.parametrize("title", ["", MARK, "云川省人民政府 令", f"{MARK}（第12号）"])
def test_a_title_that_only_repeats_the_mark_is_not_printed_again(title: str) -> None:
    pages = compose(replace(ORDER, title=title), issue=ISSUE)

    assert pages.text(Element.TITLE) == ""
    assert runs(pages, Element.BODY)[0].y == pytest.approx(
        runs(pages, Element.NUMBER)[0].y + 3 * LINE
    )


def test_a_title_of_its_own_is_printed() -> None:
    title = "关于授予张静同志荣誉称号的命令"

    assert compose(replace(ORDER, title=title), issue=ISSUE).text(Element.TITLE) == title


def test_it_is_signed_by_stamp() -> None:
    pages = compose(ORDER, issue=ISSUE)

    assert pages.text(Element.SIGNER_TITLE) == "省长"
    assert [place.name for place in pages.places] == ["沈垚"]


def test_three_lines_at_the_upper_left_keep_clear_of_the_mark() -> None:
    manuscript = replace(ORDER, classification="机密★1年", urgency="特急")
    pages = compose(manuscript, issue=replace(ISSUE, copy_number="000001"))
    lowest = runs(pages, Element.URGENCY)[0]

    assert lowest.y + 0.12 * 5.56 < 57.0
    assert lowest.y - runs(pages, Element.CLASSIFICATION)[0].y > 5.6


def test_a_joint_order_stacks_its_organs_with_the_word_beside_them() -> None:
    issue = replace(ISSUE, mark="令", joint_marks=("云川省财政厅", "云川省档案局"))
    first, second, word = runs(compose(ORDER, issue=issue), Element.MARK)

    assert (first.text, second.text, word.text) == ("云川省财政厅", "云川省档案局", "令")
    assert first.ink_top == 57.0
    assert word.x > first.x + first.width


def test_its_proof_has_the_title_and_no_red() -> None:
    pages = compose(ORDER, issue=None)

    assert pages.text(Element.TITLE) == MARK
    assert pages.text(Element.MARK) == ""
