from __future__ import annotations

import pytest

from documents.layout.breaking import break_lines, clean
from documents.layout.characters import CLOSING, OPENING, widths
from tests.work import work


def texts(text: str, *, width: float = 28.0) -> list[str]:
    return [line.text for line in break_lines(text, width=width)]


def test_a_line_holds_28_chinese_characters() -> None:
    assert [len(line) for line in texts("市" * 60)] == [28, 28, 4]


def test_the_first_line_is_shorter_by_its_indent() -> None:
    lines = break_lines("市" * 60, width=28.0, indent=2.0)

    assert [len(line.text) for line in lines] == [26, 28, 6]


def test_closing_punctuation_takes_the_character_before_it_to_the_next_line() -> None:
    assert texts("市" * 28 + "，请执行。") == ["市" * 27, "市，请执行。"]


def test_opening_punctuation_does_not_end_a_line() -> None:
    assert texts("市" * 27 + "《办法》") == ["市" * 27, "《办法》"]


def test_a_shortened_line_is_spread_to_its_full_width() -> None:
    line, _ = break_lines("市" * 28 + "，请执行。", width=28.0)

    assert line.width == pytest.approx(28.0)
    assert max(line.advances) < 1.05


def test_the_last_line_of_a_paragraph_is_not_spread() -> None:
    *_, last = break_lines("市" * 30, width=28.0)

    assert last.advances == (1.0, 1.0)


@pytest.mark.parametrize("whole", ["2026年", "350万元", "99.5%", "第12次", "120平方米", "2022"])
def test_a_number_stays_with_its_unit(whole: str) -> None:
    for before in range(22, 30):
        text = "市" * before + whole + "市" * 10
        assert any(whole in line for line in texts(text)), before


def test_a_document_number_is_first_broken_after_its_year() -> None:
    assert texts("市" * 23 + "〔2012〕14号文件精神") == ["市" * 23 + "〔2012〕", "14号文件精神"]


def test_a_dash_and_an_ellipsis_are_not_cut_in_two() -> None:
    for mark in ("——", "……"):
        assert all(
            not line.startswith(mark[0] + "市") for line in texts("市" * 27 + mark + "市市市")
        )


def test_a_word_longer_than_a_line_is_broken_and_not_lost() -> None:
    address = "https://www.example.invalid/" + "a" * 200

    assert "".join(texts(address)) == address


def test_digits_take_half_a_cell_and_half_width_punctuation_beside_chinese_a_whole_one() -> None:
    assert widths("2026年") == [0.5, 0.5, 0.5, 0.5, 1.0]
    assert widths("请(一)执行,") == [1.0] * 7
    assert widths("1.5")[1] < 0.5


@pytest.mark.parametrize(
    "pair", ["）。", "》、", "：“", "”，", "》《", "（《", "），", "」（", "),"]
)
def test_of_two_marks_in_a_row_the_first_gives_up_its_white_half(pair: str) -> None:
    assert widths(f"市{pair}市") == [1.0, 0.5, 1.0, 1.0]
    assert widths(f"市{pair}。市")[1:3].count(0.5) == (2 if pair[1] in CLOSING else 1)


@pytest.mark.parametrize("pair", ["市。", "（市", "，市", "——", "……", "（）", "、1", "．“", "·《"])
def test_other_marks_keep_their_cell(pair: str) -> None:
    assert 0.5 not in widths(f"市{pair}市")[:2]


def test_a_question_mark_stands_in_the_middle_of_its_cell_and_gives_up_a_quarter() -> None:
    assert widths("否？”，") == [1.0, 0.75, 0.5, 1.0]


def test_a_line_with_two_squeezed_pairs_holds_one_character_more() -> None:
    text = "（市）。" + "市" * 10 + "《市》、" + "市" * 20
    first, second = break_lines(text, width=28.0)

    assert len(first.text) == 29
    assert first.width == pytest.approx(28.0)
    assert first.advances[2] == pytest.approx(0.5)
    assert len(second.text) == len(text) - 29


def test_half_a_cell_left_by_one_pair_is_spread_over_the_line() -> None:
    first, _ = break_lines("（市）。" + "市" * 40, width=28.0)

    assert len(first.text) == 28
    assert first.width == pytest.approx(28.0)
    assert max(first.advances) < 1.03


def test_a_mark_at_the_end_of_a_line_keeps_its_cell_so_that_nothing_stands_out() -> None:
    first, second = break_lines("市" * 25 + "（市）" + "（市）" + "市" * 9, width=28.0)

    assert (first.text[-1], first.advances[-1]) == ("）", 1.0)
    assert second.text.startswith("（市）")


@pytest.mark.parametrize(
    "whole", ["10kV", "15 km", "3.5MW", "第十二条", "12人次", "36.5℃", "100 m²"]
)
def test_a_number_stays_with_a_unit_in_letters_and_an_ordinal_in_one_piece(whole: str) -> None:
    for before in range(22, 30):
        text = "市" * before + whole + "市" * 10
        assert any(whole in line for line in texts(text)), before


def test_blanks_are_evened_out() -> None:
    assert clean(" 工作 \n\t 要求　张　三（ 试行 ） ") == "工作 要求　张　三（试行）"


def test_twelve_kilobytes_without_a_line_end_break_rightly() -> None:
    text = "（一）加强2026年度“十二五”规划——落实，确保99.5%以上（含）。" * 120
    lines = break_lines(text, width=28.0, indent=2.0)

    assert "".join(line.text for line in lines) == text
    assert all(line.text[0] not in CLOSING and line.text[-1] not in OPENING for line in lines)
    assert all(line.width <= 28.0 + 1e-6 for line in lines)


@pytest.mark.parametrize(
    "lump",
    ["\u3000", "\u3000\u2003", " ", "（\u3000", "\u3000）", "1,", "第一", "km", "《（", "a@", "é"],
)
def test_four_times_the_text_is_four_times_the_work(lump: str) -> None:
    def breaking(count: int) -> int:
        return work(lambda: break_lines(clean(f"市{lump * count}县"), width=28.0))

    assert breaking(4_000) <= 4.4 * breaking(1_000) + 4_000


def test_blanks_go_at_brackets_only_and_whole() -> None:
    assert clean("甲（\u3000 \u3000乙\u3000\u3000）丙\u3000\u3000丁") == "甲（乙）丙\u3000\u3000丁"
