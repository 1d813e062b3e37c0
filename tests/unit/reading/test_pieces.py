"""Lines, tables and figures in their order become a manuscript; levels come from styles."""

from __future__ import annotations

import pytest

from documents.manuscript import Figure, Paragraph, Table
from documents.reading.importing import import_text
from documents.reading.pieces import Line, recognise
from office.kernel.refusals import Refused

HEAD = (Line("关于测试工作的通知"), Line("各单位："))


@pytest.mark.parametrize("levels", [(1, 0), (0, 1), (1, 0, 2, 0, 0, 1)])
def test_lines_of_the_same_words_keep_each_its_level(levels: tuple[int, ...]) -> None:
    pieces = [
        piece
        for level in levels
        for piece in (Line("总体要求", level=level), Line("正文如下，请认真执行。"))
    ]
    read = recognise([*HEAD, *pieces])
    wanted = [Paragraph(level, "总体要求") for level in levels]
    assert list(read.body[::2]) == wanted


def test_the_title_takes_no_level_from_a_heading_of_the_same_words() -> None:
    read = recognise([*HEAD, Line("一段。"), Line("关于测试工作的通知", level=2), Line("二段。")])
    assert read.body[1] == Paragraph(2, "关于测试工作的通知")


def test_the_line_below_an_image_that_names_it_is_its_title() -> None:
    figure = Figure("ab", width=30.0, height=20.0)
    read = recognise([*HEAD, Line("如下。"), figure, Line("图1\u3000河道走向"), Line("后语。")])

    assert read.body == (
        Paragraph(0, "如下。"),
        Figure("ab", width=30.0, height=20.0, title="图1\u3000河道走向"),
        Paragraph(0, "后语。"),
    )


def test_more_tables_than_any_document_has_are_refused() -> None:
    with pytest.raises(Refused, match="表格和插图多于 5000 个"):
        import_text("|a|\n\n" * 5_001)
    assert import_text("|a|\n\n" * 20).body == (Table((("a",),)),) * 20


def test_a_text_of_all_private_characters_leaves_no_stand_in() -> None:
    every = "".join(map(chr, range(0xF0000, 0xFFFFE)))
    with pytest.raises(Refused, match="表格和插图"):
        import_text(f"{every}\n|a|\n")
