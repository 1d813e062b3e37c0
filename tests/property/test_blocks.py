"""Tables and figures as lines of text: what is written is read again, whatever is in it."""

from __future__ import annotations

import io
from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.blocks import block_lines, captioned, read_block
from documents.drafting.text_lines import attachment_lines, attachments_of, blocks_of, lines_of
from documents.layout import compose, sheet
from documents.manuscript import Attachment, Block, Figure, Manuscript, Paragraph, Table
from documents.reading.docx import read_docx
from documents.reading.headings import marker_of
from documents.sizes import figure_size
from documents.writing import write_docx
from tests.quick import examples


def _dot() -> bytes:
    file = io.BytesIO()
    Image.new("L", (1, 1)).save(file, "PNG")
    return file.getvalue()


DOT = _dot()
CHARACTERS = "甲乙一、（二）1.附件：【表】【横图，】×毫米列宽|\\n \n"
cells = st.text(alphabet=CHARACTERS, max_size=8).map(str.strip)
numbers = st.floats(min_value=0.001, max_value=1e6)
sizes = st.floats(min_value=1.0, max_value=10_000.0)
digits = st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,3})?(e[+-]?[0-9]{1,4})?", fullmatch=True)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(min_value=1, max_value=4))
    row = st.lists(cells, min_size=columns, max_size=columns).map(tuple)
    rows = tuple(draw(st.lists(row, max_size=4)))
    return Table(
        rows=rows,
        title=draw(cells),
        heads=draw(st.integers(min_value=0, max_value=max(len(rows), 1))),
        widths=draw(st.just(()) | st.lists(numbers, min_size=1, max_size=4).map(tuple)),
        landscape=draw(st.booleans()),
    )


figures = st.builds(
    Figure,
    digest=st.text(alphabet="0123456789abcdef", min_size=1, max_size=64),
    width=sizes,
    height=sizes,
    title=cells,
    words=cells,
)
lines = cells.map(lambda text: text.replace("\n", "").strip(" ")).filter(bool)
paragraphs = st.builds(Paragraph, level=st.integers(min_value=0, max_value=4), text=lines)
texts = st.lists(st.one_of(paragraphs, tables(), figures), max_size=5).map(tuple)


@given(block=st.one_of(tables(), figures))
def test_a_block_comes_back_from_its_lines(block: Table | Figure) -> None:
    written = block_lines(block)

    assert read_block(written, 0) == (block, len(written))
    assert not any("\n" in line for line in written)


@given(body=texts)
def test_a_text_with_tables_and_figures_comes_back_from_the_editor(
    body: tuple[Block, ...],
) -> None:
    assert blocks_of(lines_of(body)) == body


@given(attachments=st.lists(st.builds(Attachment, lines, texts, bound=st.booleans()), max_size=3))
def test_attachments_with_tables_come_back_bound_or_apart(attachments: list[Attachment]) -> None:
    assert attachments_of(attachment_lines(attachments)) == tuple(attachments)


@given(line=st.text(alphabet=CHARACTERS, max_size=20))
def test_whatever_is_typed_is_read_without_a_complaint(line: str) -> None:
    typed = line.splitlines() or [""]
    _, end = read_block(typed, 0) or (None, 1)

    assert 1 <= end <= len(typed)
    assert lines_of(blocks_of(lines_of(blocks_of(line)))) == lines_of(blocks_of(line))


@settings(max_examples=examples(30), deadline=None)
@given(widths=st.lists(digits, max_size=4), size=st.tuples(digits, digits), across=st.booleans())
def test_whatever_sizes_are_typed_are_printed_and_written_to_word(
    widths: list[str], size: tuple[str, str], across: bool
) -> None:
    weighed = f"，列宽{':'.join(widths)}" if widths else ""
    label = f"【{'横' if across else ''}表{weighed}】分工"
    typed = f"{label}\n|甲|乙|\n|丙|丁|\n【图，{'×'.join(size)}毫米，ab】"
    manuscript = Manuscript("通知", "关于分工的通知", body=blocks_of(typed))

    assert all(each in compose(manuscript, issue=None).text() for each in "甲乙丙丁")
    assert read_docx(write_docx(manuscript, files={"ab": DOT})).manuscript.body
    assert blocks_of(lines_of(manuscript.body)) == manuscript.body


@pytest.mark.parametrize(
    "label",
    [
        *("【表，列宽0:0】分工", "【表，列宽1e999:1】分工", f"【表，表头{'9' * 5000}行】分工"),
        *("【图，1e999×1毫米，ab】甲", "【图，0×5毫米，ab】甲", "【图，5×10001毫米，ab】甲"),
    ],
)
def test_a_label_with_sizes_that_nobody_can_print_stays_text(label: str) -> None:
    assert blocks_of(f"{label}\n|甲|") == (Paragraph(0, label), Table((("甲",),)))


@pytest.mark.parametrize("widths", [(3.0, 1.0), (0.0,) * 3, (inf, 1.0, 1.0), (nan, 1.0, 1.0)])
def test_widths_that_do_not_weigh_each_column_go_by_the_text(widths: tuple[float, ...]) -> None:
    table = Table((("甲", "乙", "丙"),), widths=widths)
    plain = Manuscript("通知", "关于分工的通知", body=(replace(table, widths=()),))
    weighed = replace(plain, body=(table,))

    assert compose(weighed, issue=None) == compose(plain, issue=None)
    assert write_docx(weighed) == write_docx(plain)


@pytest.mark.parametrize("size", [inf, nan, -1.0, 0.0, 1e300])
def test_an_image_of_no_size_has_the_nearest_one_on_the_page_and_in_word(size: float) -> None:
    figure = Figure("ab", width=size, height=20.0)
    manuscript = Manuscript("通知", "关于分工的通知", body=(figure,))
    (picture,) = compose(manuscript, issue=None).pages[0].pictures

    assert 0.0 < picture.width <= sheet.WIDTH
    assert 0.0 < picture.height <= 20.0
    (read,) = read_docx(write_docx(manuscript, files={"ab": DOT})).manuscript.body
    assert isinstance(read, Figure)
    assert (read.width, read.height) == figure_size(figure)
    (shown,) = blocks_of(lines_of((figure,)))
    assert isinstance(shown, Figure)
    assert (shown.width, shown.height) == figure_size(figure)


def test_bars_alone_are_a_table_with_a_head_and_short_rows_are_filled() -> None:
    assert blocks_of("前言\n|甲|乙|\n|1|\n后语") == (
        Paragraph(0, "前言"),
        Table((("甲", "乙"), ("1", ""))),
        Paragraph(0, "后语"),
    )


@pytest.mark.parametrize("rule", ["| --- | :---: |", "|---|---|", "|:-----|-----:|"])
def test_the_rule_row_of_markdown_is_not_printed(rule: str) -> None:
    assert blocks_of(f"| 甲 | 乙 |\n{rule}\n| 1 | 2 |") == (Table((("甲", "乙"), ("1", "2"))),)


@pytest.mark.parametrize("row", ["|---|2|", "|-|-|", "|--|--|"])
def test_dashes_that_are_no_rule_row_stay(row: str) -> None:
    assert blocks_of(f"|甲|乙|\n{row}")[0] == Table((("甲", "乙"), tuple(row[1:-1].split("|"))))


def test_dashes_below_a_label_are_cells() -> None:
    table = Table((("甲", "乙"), ("---", "---")))

    assert blocks_of(lines_of((table,))) == (table,)


@pytest.mark.parametrize("line", ["图1\u3000位置", "图 2 位置", "图3-1 位置", "图一\u3000位置"])
def test_a_line_with_a_figures_number_below_it_is_its_title(line: str) -> None:
    figure = Figure("ab", width=10.0, height=10.0)
    body = (figure, Paragraph(0, line), Paragraph(0, line))

    assert captioned(body) == (replace(figure, title=line), Paragraph(0, line))


@pytest.mark.parametrize(
    "line", ["图1所示，河道走向不变", "图1 为河道走向。", "如图1 所示", "表1 分工", "图1"]
)
def test_other_text_below_a_figure_stays_text(line: str) -> None:
    body = (Figure("ab", width=10.0, height=10.0), Paragraph(0, line))

    assert captioned(body) == body


def test_a_figure_keeps_the_title_it_has() -> None:
    body = (Figure("ab", width=10.0, height=10.0, title="位置"), Paragraph(0, "图1 位置"))

    assert captioned(body) == body


def test_a_label_gives_title_place_heads_and_widths() -> None:
    table = Table((("甲", "乙"),), title="分工表", heads=2, widths=(3.0, 1.5), landscape=True)

    assert block_lines(table) == ["【横表，表头2行，列宽3:1.5】分工表", "|甲|乙|"]
    assert block_lines(Table((("甲",),), title="分工表"))[0] == "【表】分工表"


def test_no_more_heads_are_read_than_there_are_rows() -> None:
    typed = "【表，表头9行】分工\n|甲|乙|\n|丙|丁|"
    manuscript = Manuscript("通知", "关于分工的通知", body=blocks_of(typed))

    assert Manuscript.from_json(manuscript.to_json()) == manuscript
    assert manuscript.body == (Table((("甲", "乙"), ("丙", "丁")), title="分工", heads=2),)


def test_a_figure_is_a_line_with_its_size_its_digest_and_its_words() -> None:
    figure = Figure("ab12", width=120.0, height=80.5, title="图1 位置", words="河道走向")

    assert block_lines(figure) == ["【图，120×80.5毫米，ab12】图1 位置|河道走向"]


def test_a_bar_in_a_cell_is_no_end_of_it() -> None:
    assert block_lines(Table((("甲|乙", "丙\n丁", "\\"),)))[1] == r"|甲\|乙|丙\n丁|\\|"


@pytest.mark.parametrize("line", ["|", "甲|乙", "|甲|乙", r"|甲\|", "【图】无摘要", "【表格】甲"])
def test_what_is_no_table_stays_text(line: str) -> None:
    assert read_block([line], 0) is None
    assert blocks_of(line) == (Paragraph(0, line),)
    assert marker_of(line) is None
