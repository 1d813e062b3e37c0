from __future__ import annotations

from dataclasses import replace

import pytest

from documents.layout import Issue, compose, sheet
from documents.layout.pages import RED, Element
from documents.layout.pdf import write_pdf
from documents.manuscript import Format, Paragraph
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces
from tests.specimens.printed import Box, Printed, printed
from tests.unit.layout.specimens import SENTENCE, runs, short_notice

NAME = "澜州市人民政府办公室"
LINE = (225 - 156 / 28) / 21
SEVEN_EIGHTHS = 7 / 8 * 156 / 28
LETTER = short_notice(
    type="函",
    format=Format.LETTER,
    title="关于商请支持联调测试的函",
    body=(Paragraph(0, SENTENCE * 20),),
    copies="市大数据局，市财政局",
    urgency="特急",
    classification="秘密★1年",
)
ISSUE = Issue(mark=NAME, number="澜政办函〔2026〕8号", copy_number="000018")


@pytest.fixture(scope="module")
def letter(installed: Typefaces) -> list[Printed]:
    """A letter of two pages, read back from its PDF."""
    return printed(write_pdf(compose(LETTER, issue=ISSUE), typefaces=installed))


def test_mark_and_double_rules_stand_where_10_1_says(letter: list[Printed]) -> None:
    page = letter[0]
    ink = page.ink(Box(29, 25, 183, 48))
    thick, thin, lower_thin, lower_thick = page.rules

    assert ink.top == pytest.approx(30.0, abs=0.1)
    assert thick.box.top - thick.thickness / 2 - ink.bottom == pytest.approx(4.0, abs=0.15)
    assert lower_thick.box.top + lower_thick.thickness / 2 == pytest.approx(297 - 20, abs=0.01)
    assert thick.thickness == lower_thick.thickness > 2 * thin.thickness
    assert thin.thickness == lower_thin.thickness
    for rule in page.rules:
        assert rule.box.width == pytest.approx(170.0, abs=0.01)
        assert rule.box.middle == pytest.approx(105.0, abs=0.01)
    assert {rule.colour for rule in compose(LETTER, issue=ISSUE).pages[0].rules} == {RED}


def test_what_stands_under_the_upper_rule_begins_seven_eighths_below_it(
    letter: list[Printed],
) -> None:
    page = letter[0]
    below = page.rules[1].box.top + page.rules[1].thickness / 2
    copy_number, number = page.piece("000018"), page.piece("澜政办函")
    classification, urgency = page.piece("秘密"), page.piece("特急")

    assert copy_number.box.top - below == pytest.approx(SEVEN_EIGHTHS, abs=0.05)
    assert number.baseline == pytest.approx(copy_number.baseline)
    assert number.box.right == pytest.approx(184.0, abs=0.1)
    for place, each in enumerate((copy_number, classification, urgency)):
        assert each.box.left == pytest.approx(28.0, abs=0.05)
        assert each.baseline - copy_number.baseline == pytest.approx(place * LINE, abs=0.01)
    assert page.piece("联调").box.centre - urgency.box.centre == pytest.approx(3 * LINE, abs=0.05)


def test_text_fills_page_1_down_to_seven_eighths_above_the_lower_rule(
    letter: list[Printed],
) -> None:
    page = letter[0]
    last = max((piece for piece in page.pieces), key=lambda each: each.baseline)
    upper_edge = page.rules[2].box.top - page.rules[2].thickness / 2

    assert last.box.bottom < upper_edge
    assert upper_edge - last.box.bottom == pytest.approx(SEVEN_EIGHTHS, abs=0.05)


def test_page_1_has_no_number_and_only_page_1_has_rules(letter: list[Printed]) -> None:
    pages = compose(LETTER, issue=ISSUE)

    assert pages.text(Element.PAGE_NUMBER) == "— 2 —"
    assert [page.number for page in pages.pages] == [None, 2]
    assert len(letter[0].rules) == 4
    assert letter[1].rules == []


def test_the_imprint_has_copies_only_without_rules_at_the_very_bottom(
    letter: list[Printed],
) -> None:
    issue = replace(
        ISSUE, printing_office="澜州市人民政府办公室印发室", print_date="2026年11月3日"
    )
    pages = compose(LETTER, issue=issue)

    assert letter[-1].piece("抄送").box.bottom == pytest.approx(262.0, abs=0.05)
    assert pages.text(Element.IMPRINT) == "抄送：市大数据局，市财政局。"
    assert not [rule for rule in pages.pages[-1].rules if rule.element is Element.IMPRINT]


def test_a_letter_of_one_page_keeps_text_and_imprint_apart() -> None:
    for count in range(1, 16):
        manuscript = replace(LETTER, body=(Paragraph(0, SENTENCE * count),))
        for page in compose(manuscript, issue=ISSUE).pages:
            text = [run.y for run in page.runs if run.element is not Element.IMPRINT]
            imprint = [run.y for run in page.runs if run.element is Element.IMPRINT]
            if text and imprint and page.number != 2:
                assert max(text) < min(imprint)


@pytest.mark.parametrize("mark", [NAME, f"{NAME}文件"])
def test_the_mark_is_the_name_without_document(mark: str) -> None:
    (run,) = runs(compose(LETTER, issue=replace(ISSUE, mark=mark)), Element.MARK)

    assert (run.text, run.role, run.colour) == (NAME, Role.XIAOBIAOSONG, RED)
    assert run.ink_top == 30.0


def test_a_joint_letter_bears_the_mark_of_the_host() -> None:
    issue = replace(ISSUE, mark="文件", joint_marks=("澜州市财政局", "澜州市民政局"))

    assert compose(LETTER, issue=issue).text(Element.MARK) == "澜州市财政局"


def test_a_long_name_is_narrowed_and_the_rule_stays_4_mm_below_it() -> None:
    name = "云川省推进电子政务与数字档案管理工作领导小组联席会议办公室综合协调处"
    pages = compose(LETTER, issue=replace(ISSUE, mark=name))
    (run,) = runs(pages, Element.MARK)
    upper = pages.pages[0].rules[0]
    ink_bottom = 30.0 + 0.94 * run.size * sheet.MM_PER_PT

    assert run.width <= 156.0
    assert upper.y - upper.thickness / 2 - ink_bottom == pytest.approx(4.0)


def test_without_stack_and_number_the_title_stands_two_lines_below_the_rule() -> None:
    manuscript = replace(LETTER, urgency="", classification="")
    pages = compose(manuscript, issue=Issue(mark=NAME))
    numbered = compose(manuscript, issue=replace(ISSUE, copy_number=""))
    title, below = runs(pages, Element.TITLE)[0], runs(numbered, Element.TITLE)[0]

    assert below.y - title.y == pytest.approx(LINE)


def test_copies_that_name_nobody_leave_no_trace() -> None:
    for copies in (" ", "抄送："):
        pages = compose(replace(LETTER, copies=copies), issue=ISSUE)

        assert pages.text(Element.IMPRINT) == ""
        assert len(pages.pages) == len(compose(replace(LETTER, copies=""), issue=ISSUE).pages)
