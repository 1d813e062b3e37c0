"""Levels by numeral, lost line ends, and numerals that open nothing."""

from __future__ import annotations

import pytest

from documents.reading.headings import paragraphs
from documents.reading.numerals import value_of


def outline(*lines: str) -> list[tuple[int, str]]:
    return [(each.level, each.text) for each in paragraphs(lines)]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、总体要求", 1),
        ("二十一、附则", 1),
        ("（一）加强领导。各区要重视。", 2),
        ("(十二)落实经费", 2),
        ("（ 三 ）强化督促", 2),
        ("1.完善制度。", 3),
        ("1．完善制度。", 3),
        ("１２．完善制度。", 3),
        ("3、完善制度。", 3),
        ("2.2026年度预算按期下达。", 3),
        ("（1）登记造册。", 4),
        ("(10)登记造册。", 4),
        ("一是加强领导。", 0),
        ("第一章 总则", 0),
        ("1.5万户居民受益。", 0),
        ("1.1 范围", 0),
        ("3.15晚会", 0),
        ("2026年工作安排", 0),
        ("一、二期工程同步推进。", 0),
        ("三、四季度完成验收。", 0),
        ("①登记造册。", 0),
        ("", 0),
    ],
)
def test_a_paragraph_has_the_level_of_its_numeral(line: str, level: int) -> None:
    assert outline(line) == [(level, line)]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("１２", 12), ("百", 100)],
)
def test_numerals_have_their_values(numeral: str, value: int) -> None:
    assert value_of(numeral) == value


def test_a_heading_glued_to_the_paragraph_before_it_is_cut_off() -> None:
    assert outline("一、工作目标", "到年底全部完成。二、工作任务", "（一）摸清底数。") == [
        (1, "一、工作目标"),
        (0, "到年底全部完成。"),
        (1, "二、工作任务"),
        (2, "（一）摸清底数。"),
    ]


def test_items_glued_by_an_ideographic_space_are_cut_apart() -> None:
    assert outline("1．清点设备。", "2．登记入册。　3．张贴标签") == [
        (3, "1．清点设备。"),
        (3, "2．登记入册。"),
        (3, "3．张贴标签"),
    ]


def test_an_item_that_ends_in_brackets_ends_there() -> None:
    assert [level for level, _ in outline("1.清点设备。（责任单位：市财政局）2.登记入册。")] == [
        3,
        3,
    ]


def test_a_first_item_glued_to_its_bare_heading_is_cut_off() -> None:
    assert outline("（一）摸清底数 1.清点设备。") == [(2, "（一）摸清底数"), (3, "1.清点设备。")]


def test_numbers_that_run_on_across_sections_stay_items() -> None:
    lines = ["一、甲", "（一）乙", "1.丙。", "2.丁。", "二、戊", "（一）己", "3.庚。4.辛。"]
    assert [level for level, _ in outline(*lines)] == [1, 2, 3, 3, 1, 2, 3, 3]


def test_a_list_that_the_author_ran_on_stays_in_its_paragraph() -> None:
    lines = (
        "1.清点设备。",
        "（一）报送材料。1.登记表。2.照片。3.说明。",
        "请按时报送：（一）表格；（二）照片。",
    )
    assert [text for _, text in outline(*lines)] == list(lines)


def test_a_numeral_that_is_not_due_is_no_heading() -> None:
    line = "指标为99。3、详见前文。五、"
    assert outline("一、指标", line) == [(1, "一、指标"), (0, line)]


def test_a_table_of_contents_is_running_text() -> None:
    lines = ["目　录", "一、总则……1", "二、职责……2", "一、总则", "本办法如下。", "二、职责"]
    assert [level for level, _ in outline(*lines)] == [0, 0, 0, 1, 0, 1]


def test_contents_without_their_return_are_known_by_their_leaders() -> None:
    assert [level for level, _ in outline("目录", "一、总则……1", "二、职责……2", "二、正文")] == [
        0,
        0,
        0,
        1,
    ]
