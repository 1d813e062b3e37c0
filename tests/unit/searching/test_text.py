from __future__ import annotations

import pytest

from office.searching.terms import of_texts, of_word
from office.searching.text import Word, cleaned, runs, words_of
from tests.unit.searching.test_index import is_so


def is_found(word: str, text: str) -> bool:
    """By the index, and exactly."""
    (asked,) = words_of(word)
    clean = cleaned(text)
    found = asked.is_in(clean)
    if found:
        filed = of_word(asked)
        assert filed, asked.text
        assert is_so(filed, of_texts([clean], most=1_000)), "the index would have missed it"
    return found


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("预算", "关于预算执行情况的报告"),
        ("预算执行", "关于预 算\n执 行情况的报告"),
        ("2026年", "２０２６年工作要点"),
        ("GB", "依照 gb/t 9704"),
        ("pm2", "PM2.5 浓度"),
        ("5G网络", "加快５Ｇ 网络建设"),
        ("第3号", "第 3 号令"),
        ("㐂村", "㐂村民委员会"),
        ("𠮷林", "𠮷林路"),
        ("文", "⽂件"),
        ("文件", "⽂件"),
    ],
)
def test_writing_that_means_the_same_is_found(word: str, text: str) -> None:
    if len(word) == 1:
        assert words_of(word)[0].is_in(cleaned(text))
    else:
        assert is_found(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("预算", "预、算"),
        ("预算执", "预算的执行"),
        ("12号", "112号"),
        ("12", "2012"),
        ("gb", "mgb"),
    ],
)
def test_what_stands_apart_or_is_part_of_a_number_is_not(word: str, text: str) -> None:
    assert not is_found(word, text)


def test_punctuation_parts_words_and_each_is_asked_once() -> None:
    assert [each.text for each in words_of("教育、科技　教育 GB/T9704")] == [
        *("教育", "科技"),
        *("gb", "t9704"),
    ]


def test_terms_hold_nothing_that_a_tokenizer_would_cut() -> None:
    text = cleaned("𰻝面㐂 naïve Ⅳ ① 〇 αβγ\ue000stage\ue001办结 a'b\"c")
    for term in of_texts([text], most=1_000):
        assert all(each.isascii() or "一" <= each <= "龥" for each in term), term
        assert term.isalnum()


def test_a_place_in_a_text_is_the_word_itself_whatever_its_case() -> None:
    text = cleaned("İstanbul Wenshu 与 WENSHU")
    spans = list(Word(next(runs("wenshu"))).places(text))
    assert [text[first:last] for first, last in spans] == ["Wenshu", "WENSHU"]
