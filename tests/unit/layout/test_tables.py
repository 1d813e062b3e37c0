"""Tables and figures measured in the page model and read back from the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest

from documents.layout import Pages, compose, sheet
from documents.layout.pages import Element, Page, Rule, Run
from documents.layout.pdf import write_pdf
from documents.manuscript import Attachment, Figure, Paragraph, Table
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.specimens import ISSUE, SENTENCE, runs, short_notice

HEAD = ("序号", "责任单位", "任务", "完成时限")
ROWS = tuple(
    (str(place), "市发展和改革委员会", SENTENCE * (1 + place % 3), f"2026年{place % 12 + 1}月")
    for place in range(1, 41)
)
TABLE = Table((HEAD, *ROWS), title="重点任务分工表")
SMALL = Table((("项目", "数量"), ("甲", "12"), ("乙", "3")))
WIDE = Table(
    (
        ("县（区）", *(f"{year}年" for year in range(2017, 2027))),
        *((f"清河区第{place}街道", *["12.5"] * 10) for place in range(40)),
    ),
    landscape=True,
)


def laid(*body: object, attachments: tuple[Attachment, ...] = ()) -> Pages:
    return compose(short_notice(body=body, attachments=attachments), issue=None)


def on_pages(pages: Pages) -> Iterator[tuple[Page, list[Run]]]:
    """The pages that have a part of a table, with the runs of its cells."""
    for page in pages.pages:
        if cells := [run for run in page.runs if run.cell]:
            yield page, cells


def frame(page: Page) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright rules of the page's tables, in order."""
    own = [rule for rule in page.rules if rule.element is Element.TABLE]
    level = sorted((rule for rule in own if not rule.upright), key=lambda each: each.y)
    return level, sorted((rule for rule in own if rule.upright), key=lambda each: each.x)


def test_the_head_is_repeated_on_every_page_and_its_title_only_on_the_first() -> None:
    pages = laid(TABLE)
    parts = list(on_pages(pages))

    assert len(parts) > 3
    assert pages.text(Element.TABLE).count(TABLE.title) == 1
    for _, cells in parts:
        assert "".join(run.text for run in cells[:4]) == "".join(HEAD)
        assert {run.cell for run in cells[:4]} == {(1, 0, column) for column in range(4)}


def test_a_row_is_not_parted_and_all_rows_are_there_once() -> None:
    where: dict[int, set[int]] = {}
    for index, (_, cells) in enumerate(on_pages(laid(TABLE))):
        for run in cells:
            where.setdefault((run.cell or (0, 0, 0))[1], set()).add(index)

    assert sorted(where) == list(range(41))
    assert all(len(pages) == 1 for place, pages in where.items() if place)


def test_a_row_taller_than_a_page_goes_on_over_the_next_ones() -> None:
    pages = laid(Table((("甲", "乙"), ("", SENTENCE * 60))))
    text = "".join(run.text for run in runs(pages, Element.TABLE) if run.cell == (1, 1, 1))

    assert text == SENTENCE * 60
    assert len(list(on_pages(pages))) == 2


def test_outer_rules_are_035_and_inner_ones_025_mm_on_every_page() -> None:
    for page, _ in on_pages(laid(TABLE)):
        level, upright = frame(page)
        for rules in (level, upright):
            assert {rules[0].thickness, rules[-1].thickness} == {0.35}
            assert {rule.thickness for rule in rules[1:-1]} <= {0.25}
        assert len(upright) == 5
        assert all(rule.width == pytest.approx(sheet.WIDTH) for rule in level)


def test_the_frame_keeps_to_the_type_area() -> None:
    for page, _ in on_pages(laid(TABLE)):
        level, upright = frame(page)
        assert upright[0].x - 0.175 == pytest.approx(sheet.LEFT)
        assert upright[-1].x + 0.175 == pytest.approx(sheet.RIGHT)
        assert level[0].y - 0.175 >= sheet.TOP
        assert level[-1].y + 0.175 <= sheet.BOTTOM + 1e-6


@pytest.mark.parametrize(
    ("columns", "size"), [(6, sheet.SIZE_3), (7, sheet.SIZE_4), (8, 12.0), (9, 10.5)]
)
def test_the_type_is_as_large_as_the_columns_allow(columns: int, size: float) -> None:
    table = Table((("县（区）",) * columns, ("12.5万件",) * columns))

    assert {run.size for run in runs(laid(table), Element.TABLE)} == {size}


def test_a_table_of_a_hundred_columns_is_set_smaller_than_size_5_and_stays_inside() -> None:
    table = Table((tuple(str(place) for place in range(100)),))

    for run in runs(laid(table), Element.TABLE):
        assert run.size < 10.5
        assert run.x > sheet.LEFT
        assert run.x + run.width < sheet.RIGHT


def test_given_widths_are_kept() -> None:
    _, upright = frame(next(on_pages(laid(Table(SMALL.rows, widths=(1.0, 3.0)))))[0])
    first, second = (two.x - one.x for one, two in pairwise(upright))

    assert second / first == pytest.approx(3.0, rel=0.05)


@pytest.mark.parametrize("widths", [(0.0, 1.0), (0.0, 0.0), (1e308, 1e308), (1.0, 1000.0)])
def test_widths_that_leave_a_column_no_room_still_leave_it_a_character(
    widths: tuple[float, ...],
) -> None:
    _, upright = frame(next(on_pages(laid(Table(SMALL.rows, widths=widths))))[0])

    assert min(two.x - one.x for one, two in pairwise(upright)) > 10.5 * sheet.MM_PER_PT


@pytest.mark.parametrize("words", [2, 4])
def test_short_text_is_not_broken_while_other_columns_have_room(words: int) -> None:
    row = ("1", "市政府办公室", "许明同志", SENTENCE * words, "2026年12月31日前")
    head = ("序号", "责任单位", "责任人", "任务", "完成时限")
    cells = {run.text for run in runs(laid(Table((head, row))), Element.TABLE)}

    assert {"市政府办公室", "许明同志", "2026年12月31日前"} <= cells


def test_columns_of_like_text_are_alike_wide_beside_a_long_one() -> None:
    row = (SENTENCE, SENTENCE[:9], SENTENCE[:9], SENTENCE[:9], SENTENCE[:9])
    _, upright = frame(laid(Table((tuple("甲乙丙丁戊"), row))).pages[0])
    first, *others = (round(after.x - before.x, 6) for before, after in pairwise(upright))

    assert len(set(others)) == 1
    assert first > others[0]


def test_type_below_a_table_stands_on_the_grid_again() -> None:
    pages = laid(Paragraph(0, SENTENCE), SMALL, Paragraph(0, "请执行。"))
    before, *_, after = runs(pages, Element.BODY)
    lines = (after.y - before.y) / sheet.PITCH

    assert lines == pytest.approx(round(lines), abs=1e-6)
    bottom = frame(pages.pages[0])[0][-1]
    top = after.y - sheet.ASCENT * after.size * sheet.MM_PER_PT
    assert 3.0 <= top - bottom.y <= 3.0 + sheet.PITCH


def test_a_table_without_rows_is_its_title() -> None:
    pages = laid(Table((), title="分工表"), Paragraph(0, "请执行。"))

    assert pages.text(Element.TABLE) == "分工表"
    assert not frame(pages.pages[0])[0]


def test_each_cell_is_a_paragraph_of_its_own_and_tables_are_counted() -> None:
    cells = [run for run in laid(SMALL, SMALL).runs() if run.cell]
    after = runs(laid(SMALL, Paragraph(0, "请执行。")), Element.BODY)[0]

    assert len({run.paragraph for run in cells}) == len(cells) == 12
    assert [run.cell[0] for run in cells if run.cell] == [1] * 6 + [2] * 6
    assert after.paragraph > max(run.paragraph for run in cells[:6])


def test_a_landscape_table_lies_on_pages_of_its_own_with_its_head_at_the_left() -> None:
    pages = laid(Paragraph(0, SENTENCE), WIDE, Paragraph(0, SENTENCE))
    parts = list(on_pages(pages))

    assert {page.number % 2 for page, _ in parts if page.number} == {0, 1}
    for page, cells in parts:
        inside = [run for run in page.runs if sheet.TOP < run.y < sheet.BOTTOM + 1]
        assert all(run.turned for run in inside)
        heads = [run for run in cells if run.cell and run.cell[1] == 0]
        assert max(run.x for run in heads) < min(run.x for run in cells if run not in heads)
        assert min(run.x for run in heads) < sheet.LEFT + 15
        years = [run.y for run in heads]
        assert years == sorted(years, reverse=True)
    numbers = {page.number: runs(Pages("", (page,)), Element.PAGE_NUMBER)[0] for page, _ in parts}
    for number, run in numbers.items():
        assert not run.turned
        assert (run.x < 60) is (number is not None and number % 2 == 0)
    assert pages.text(Element.BODY) == SENTENCE * 2


def test_label_and_title_of_an_attachment_lie_above_its_landscape_table() -> None:
    pages = laid(
        Paragraph(0, SENTENCE), attachments=(Attachment("交换量统计表", (WIDE,)), Attachment("表"))
    )
    label = runs(pages, Element.ATTACHMENT_LABEL)[0]
    title = runs(pages, Element.ATTACHMENT_TITLE)[0]
    page = next(page for page in pages.pages if label in page.runs)

    assert label.turned
    assert title.turned
    assert label.y == pytest.approx(sheet.BOTTOM)
    assert title.y - title.width / 2 == pytest.approx((sheet.TOP + sheet.BOTTOM) / 2)
    assert label.x < title.x < min(run.x for run in page.runs if run.cell)
    assert any(bookmark.text == "交换量统计表" for bookmark in pages.bookmarks)
    turned = [run for run in page.runs if run.turned]
    pieces = {(run.element, run.cell) for run in turned}
    assert len({run.paragraph for run in turned}) == len(pieces) > 50


def test_a_figure_stands_in_the_middle_with_its_title_below_it() -> None:
    pages = laid(Figure("ab", 100.0, 60.0, title="图1　位置"), Paragraph(0, SENTENCE))
    (picture,) = pages.pages[0].pictures
    title = runs(pages, Element.FIGURE)[0]

    assert (picture.width, picture.height) == (100.0, 60.0)
    assert picture.x + 50 == pytest.approx(sheet.LEFT + sheet.WIDTH / 2)
    assert title.x + title.width / 2 == pytest.approx(sheet.LEFT + sheet.WIDTH / 2)
    assert title.y > picture.y + picture.height
    assert picture.words == "图1　位置"


@pytest.mark.parametrize("size", [(400.0, 100.0), (100.0, 900.0), (1000.0, 1000.0)])
def test_a_figure_too_large_is_made_smaller_in_its_proportions(size: tuple[float, float]) -> None:
    pages = laid(Figure("ab", *size, title="图1"))
    picture = next(each for page in pages.pages for each in page.pictures)

    assert picture.width <= sheet.WIDTH + 1e-6
    assert picture.height <= sheet.HEIGHT
    assert picture.width / picture.height == pytest.approx(size[0] / size[1])
    assert picture.width > 0.9 * sheet.WIDTH or picture.height > 0.85 * sheet.HEIGHT


def test_a_figure_that_does_not_fit_moves_to_the_next_page_with_its_title() -> None:
    for count in range(1, 30):
        pages = laid(Paragraph(0, SENTENCE * count), Figure("ab", 100.0, 90.0, title="图1"))
        page = next(page for page in pages.pages if page.pictures)

        assert any(run.text == "图1" for run in page.runs)
        assert page.pictures[0].y + 90.0 <= sheet.BOTTOM


def test_rules_and_turned_text_stand_in_the_pdf_where_the_page_model_has_them(
    installed: Typefaces,
) -> None:
    notice = short_notice(body=(TABLE, WIDE))
    pages = compose(notice, issue=ISSUE)
    with pdfplumber.open(BytesIO(write_pdf(pages, typefaces=installed))) as pdf:
        for page, printed in zip(pages.pages, pdf.pages, strict=True):
            drawn = [_in_mm(each) for each in (*printed.lines, *printed.rects)]
            for rule in page.rules:
                across, along = (0.0, rule.width) if rule.upright else (rule.width, 0.0)
                wanted = (rule.x, rule.y, rule.x + across, rule.y + along)
                assert any(each == pytest.approx(wanted, abs=0.2) for each in drawn), rule
            for char in printed.chars:
                left, top, right, bottom = _in_mm(char)
                if top < sheet.BOTTOM + 3:
                    assert left >= sheet.LEFT - 0.01
                    assert right <= sheet.RIGHT + 0.01
                    assert top >= sheet.TOP - 0.1
                    assert bottom <= sheet.BOTTOM + 0.1
            turned = sum(len(run.text.replace(" ", "")) for run in page.runs if run.turned)
            assert sum(not char["upright"] for char in printed.chars) == turned


def _in_mm(piece: dict[str, float]) -> tuple[float, ...]:
    return tuple(piece[key] * sheet.MM_PER_PT for key in ("x0", "top", "x1", "bottom"))
