"""版头 as GB/T 9704-2012 7.2 places it, in the page model and in the finished PDF."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from documents.layout import Issue, compose, sheet
from documents.layout.marks import MARK_TOP, joint_mark, mark_run
from documents.layout.pages import Element, Run
from documents.layout.pdf import write_pdf
from documents.manuscript import Paragraph
from documents.typefaces.typeface import Typefaces
from tests.specimens.printed import Box, printed
from tests.unit.layout.specimens import ISSUE, NOTICE, SENTENCE, runs, short_notice

ORGANS = (
    "云川省财政厅",
    "云川省人力资源和社会保障厅",
    "云川省民政厅",
    "云川省教育厅",
    "云川省发展和改革委员会",
)
JOINT = Issue(mark="文件", number="云财发〔2026〕16号", printing_office="云川省财政厅办公室")


def right(run: Run) -> float:
    return run.x + run.width


def em(run: Run) -> float:
    return run.size * sheet.MM_PER_PT


@pytest.mark.parametrize("mark", ["澜州市人民政府文件", "中共澜州市委办公室", "一日令"])
def test_the_ink_of_the_mark_begins_72_mm_below_the_pages_top(
    installed: Typefaces, mark: str
) -> None:
    """7.2.4: 35 mm below the type area, whatever the typeface's ink does inside its square."""
    pages = compose(short_notice(), issue=Issue(mark=mark, number=ISSUE.number))
    page = printed(write_pdf(pages, typefaces=installed))[0]

    assert page.ink(Box(29, 65, 183, 92)).top == pytest.approx(72.0, abs=0.1)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_ink_of_joint_marks_begins_72_mm_below_the_pages_top(
    installed: Typefaces, count: int
) -> None:
    """7.2.4."""
    pages = compose(short_notice(), issue=replace(JOINT, joint_marks=ORGANS[:count]))
    page = printed(write_pdf(pages, typefaces=installed))[0]
    names = runs(pages, Element.MARK)[:-1]
    stack = [page.ink(Box(29, each.y - em(each), right(each) + 0.5, each.y)) for each in names]

    assert stack[0].top == pytest.approx(72.0, abs=0.1)
    assert {round(each.left - stack[1].left) for each in stack} == {0}
    assert {round(each.right - stack[1].right) for each in stack} == {0}


@pytest.mark.parametrize("count", [2, 3, 5, 10])
def test_names_of_joint_issuers_stand_below_one_another_in_one_width(count: int) -> None:
    """7.2.4: the host first, 文件 to the right, centred on all of them."""
    names = (ORGANS * 2)[:count]
    *stack, word = runs(
        compose(short_notice(), issue=replace(JOINT, joint_marks=names)), Element.MARK
    )

    assert [run.text for run in stack] == list(names)
    assert len({round(run.x, 6) for run in stack}) == 1
    assert len({round(run.width, 6) for run in stack}) == 1
    assert all(below.y - above.y >= em(above) for above, below in pairwise(stack))
    assert word.text == "文件"
    assert word.x > right(stack[0])
    middle = (stack[0].y + stack[-1].y) / 2 - (sheet.ASCENT - 0.5) * em(stack[0])
    assert word.y - (sheet.ASCENT - 0.5) * em(word) == pytest.approx(middle)


@pytest.mark.parametrize("word", ["文件", ""])
@pytest.mark.parametrize("count", [2, 4])
def test_joint_marks_are_centred_and_fit_into_156_mm(count: int, word: str) -> None:
    """7.2.4."""
    mark = joint_mark(tuple(name * 2 for name in ORGANS[:count]), word=word, room=60.0)
    left, last = min(run.x for run in mark.runs), max(map(right, mark.runs))

    assert left >= sheet.LEFT
    assert last <= sheet.RIGHT
    assert (left + last) / 2 == pytest.approx(sheet.LEFT + sheet.WIDTH / 2)


@pytest.mark.parametrize("count", [2, 5, 10, 16])
@pytest.mark.parametrize("sentences", [1, 3, 20])
def test_page_1_shows_text_below_however_many_marks(count: int, sentences: int) -> None:
    """7.3.3: 首页必须显示正文."""
    names = (ORGANS * 4)[:count]
    issue = replace(JOINT, joint_marks=names, signers=("张三", "李四", "王五"), sealed=True)
    notice = short_notice(body=(Paragraph(0, SENTENCE * sentences),), title=NOTICE.title)

    first = compose(notice, issue=issue).pages[0]
    assert any(run.element is Element.BODY for run in first.runs)


def test_joint_marks_without_a_word_stand_alone() -> None:
    """7.2.4: 文件 may be left out."""
    pages = compose(short_notice(), issue=replace(JOINT, mark="", joint_marks=ORGANS[:2]))

    assert [run.text for run in runs(pages, Element.MARK)] == list(ORGANS[:2])


def test_a_single_name_among_joint_marks_is_an_ordinary_mark() -> None:
    pages = compose(short_notice(), issue=replace(JOINT, joint_marks=("云川省财政厅",)))

    assert [run.text for run in runs(pages, Element.MARK)] == ["云川省财政厅文件"]


def test_number_and_rule_stand_below_the_last_of_the_joint_marks() -> None:
    """7.2.5 and 7.2.7: two blank lines below the mark; the rule 4 mm below the number."""
    pages = compose(short_notice(), issue=replace(JOINT, joint_marks=ORGANS[:3]))
    last = runs(pages, Element.MARK)[2]
    number = runs(pages, Element.NUMBER)[0]
    cell_top = number.y - sheet.baseline(0.0, size=sheet.SIZE_3)

    assert cell_top - (last.y + 0.12 * em(last)) == pytest.approx(2 * sheet.PITCH)
    assert pages.pages[0].rules[0].y - (cell_top + sheet.CELL) == pytest.approx(4.0)


def test_one_signer_ends_one_character_before_the_right_edge_on_the_numbers_line() -> None:
    """7.2.5 and 7.2.6."""
    pages = compose(short_notice(), issue=replace(ISSUE, signers=("陶喆堃",)))
    label, name = runs(pages, Element.SIGNER)
    number = runs(pages, Element.NUMBER)[0]

    assert right(name) == pytest.approx(sheet.RIGHT - sheet.CELL)
    assert right(label) == pytest.approx(name.x)
    assert number.x == pytest.approx(sheet.LEFT + sheet.CELL)
    assert label.y == name.y == number.y


def test_names_of_two_characters_are_spread_to_the_width_of_three() -> None:
    """7.2.6: 均匀编排."""
    pages = compose(short_notice(), issue=replace(ISSUE, signers=("张三", "李四光", "王五")))
    _, first, second, third = runs(pages, Element.SIGNER)

    assert first.width == pytest.approx(3 * sheet.CELL)
    assert third.width == pytest.approx(first.width)
    assert right(second) == pytest.approx(sheet.RIGHT - sheet.CELL)


def test_a_longer_name_in_the_first_column_moves_no_name_from_the_edge() -> None:
    """7.2.6: one character in from the right."""
    signers = ("陆承钧", "周怀远", "欧阳明德")
    pages = compose(short_notice(), issue=replace(ISSUE, signers=signers))
    label, first, second, third = runs(pages, Element.SIGNER)

    assert right(second) == pytest.approx(sheet.RIGHT - sheet.CELL)
    assert first.x == third.x == pytest.approx(right(label))
    assert second.x == pytest.approx(right(third) + sheet.CELL)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_the_number_stands_beside_the_last_signer(count: int) -> None:
    """7.2.5: 与最后一个签发人姓名处在同一行."""
    pages = compose(short_notice(), issue=replace(ISSUE, signers=("陶喆堃",) * count))

    assert runs(pages, Element.NUMBER)[0].y == runs(pages, Element.SIGNER)[-1].y
    assert len({round(run.y, 3) for run in runs(pages, Element.SIGNER)}) == (count + 1) // 2


def test_signers_that_would_meet_the_number_stand_one_below_the_other() -> None:
    issue = replace(ISSUE, signers=("阿布都热合曼·买买提",) * 2)
    pages = compose(short_notice(), issue=issue)
    label, first, second = runs(pages, Element.SIGNER)

    assert first.x == second.x
    assert label.x > right(runs(pages, Element.NUMBER)[0])


LONG_NUMBER = "澜州市人民政府办公室数字政府建设工作领导小组办公室〔2026〕12号"


@pytest.mark.parametrize(
    ("number", "signers"),
    [
        (LONG_NUMBER * 2, ()),
        (LONG_NUMBER * 2, ("陶喆堃",)),
        (LONG_NUMBER, ("陶喆堃", "沈立言", "周怀远")),
        (LONG_NUMBER, ("欧阳" * 20,)),
        (ISSUE.number, ("欧阳" * 20,)),
        (ISSUE.number, ("陶喆堃",) * 40),
        (LONG_NUMBER, ("欧阳" * 9,) * 60),
    ],
)
def test_numbers_and_signers_of_any_length_stand_side_by_side_above_the_text(
    number: str, signers: tuple[str, ...]
) -> None:
    """7.2.5 to 7.2.7, and 7.3.3: page 1 shows text."""
    pages = compose(short_notice(), issue=replace(ISSUE, number=number, signers=signers))
    (shown,) = runs(pages, Element.NUMBER)
    beside = runs(pages, Element.SIGNER)

    assert shown.text == number
    assert [run.text for run in beside[1:]] == list(signers)
    for run in (shown, *beside):
        assert run.x >= sheet.LEFT - 1e-9
        assert right(run) <= sheet.RIGHT + 1e-9
        assert run.y < pages.pages[0].rules[0].y
    assert all(right(shown) < run.x for run in beside if run.y == shown.y)
    assert beside == [] or beside[-1].y == shown.y
    assert any(run.element is Element.BODY for run in pages.pages[0].runs)
    downwards = sorted({run.y: run for run in beside[1:]}.items())
    assert all(low - high >= 0.9 * em(run) for (high, run), (low, _) in pairwise(downwards))


@pytest.mark.parametrize("absent", ["copy_number", "classification", "urgency", ""])
def test_what_is_absent_at_the_upper_left_lets_the_rest_move_up(absent: str) -> None:
    """7.2.1 to 7.2.3: flush left, one a line from the first on."""
    given = {"copy_number": "000018", "classification": "秘密★1年", "urgency": "特急"}
    given[absent] = ""
    notice = short_notice(classification=given["classification"], urgency=given["urgency"])
    pages = compose(notice, issue=replace(ISSUE, copy_number=given["copy_number"]))
    elements = [Element.COPY_NUMBER, Element.CLASSIFICATION, Element.URGENCY]
    shown = [run for run in pages.runs() if run.element in elements]

    assert [run.element for run in shown] == [each for each in elements if each.value != absent]
    for place, run in enumerate(shown):
        first = sheet.baseline(sheet.TOP, size=sheet.SIZE_3)
        assert (run.x, run.y) == (sheet.LEFT, pytest.approx(first + place * sheet.PITCH))


def test_a_mark_may_begin_elsewhere() -> None:
    """10.1 and 10.2 have it at 30 mm and at 57 mm."""
    assert mark_run("澜州市人民政府", top=30.0).ink_top == 30.0
    assert mark_run("澜州市人民政府").ink_top == MARK_TOP == 72.0
