from __future__ import annotations

import pytest

from documents.layout.characters import widths
from documents.layout.titles import LONGEST_LINE, title_lines

TITLES = [
    "澜州市人民政府办公室关于印发澜州市电子公文交换管理办法的通知",
    "云川省经济和信息化委员会关于印发《云川省电子政务“十二五”发展规划》的通知",
    "澜州市人民政府办公室关于进一步加强全市冬春火灾防控和安全生产工作的通知",
    "云川省人民政府关于同意澜州市设立高新技术产业开发区的批复",
    "澜州市财政局关于申请追加2026年度电子政务网络建设经费的请示",
    "澜州市人民政府办公室关于转发市发展改革委等部门澜州市智慧城市行动计划（2026—2028年）的通知",
]


def measured(lines: list[str]) -> list[float]:
    return [sum(widths(line)) for line in lines]


@pytest.mark.parametrize("title", TITLES)
def test_every_line_fits_and_nothing_is_lost(title: str) -> None:
    lines = title_lines(title)

    assert "".join(lines) == title
    assert max(measured(lines)) <= LONGEST_LINE


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_never_an_hourglass(title: str) -> None:
    sizes = measured(title_lines(title))

    for before, middle, after in zip(sizes, sizes[1:], sizes[2:], strict=False):
        assert not (middle < before and middle < after)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "word", ["通知", "人民政府", "办公室", "电子政务", "“十二五”", "2026年度"]
)
def test_words_are_not_split(title: str, word: str) -> None:
    assert "".join(title_lines(title)).count(word) == sum(
        line.count(word) for line in title_lines(title)
    )


def test_the_issued_name_stands_on_a_line_of_its_own() -> None:
    assert title_lines(TITLES[1]) == [
        "云川省经济和信息化委员会关于印发",
        "《云川省电子政务“十二五”发展规划》",
        "的通知",
    ]


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("关于做好节日期间值班工作的通知") == ["关于做好节日期间值班工作的通知"]


def test_breaks_typed_by_the_drafter_are_kept() -> None:
    assert title_lines("关于做好\n值班工作的通知") == ["关于做好", "值班工作的通知"]


def test_a_title_of_a_thousand_characters_is_broken_all_the_same() -> None:
    title = "关于加强工作的通知" * 120

    assert "".join(title_lines(title)) == title
