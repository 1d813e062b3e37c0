"""Phrases with places to fill."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.opinions.slots import (
    LONGEST_PHRASE,
    MOST_PHRASES,
    SLOTS,
    Slots,
    checked_default,
    checked_phrases,
    with_next,
)
from office.kernel.refusals import Refused

SLOTS_OF_A_PAPER = Slots(drafter="程远", date="11月20日", title="关于值班的通知")


def test_what_the_page_knows_is_put_in_and_the_next_person_is_left() -> None:
    filled = SLOTS_OF_A_PAPER.fill("请{next}同志阅示，{drafter}拟，{date}，{title}")
    assert filled == "请{next}同志阅示，程远拟，11月20日，关于值班的通知"


def test_a_phrase_that_needs_what_the_paper_has_not_is_not_offered() -> None:
    assert Slots(date="11月20日", title="来文").fill("请{drafter}说明") is None


def test_the_next_person_is_put_in_wherever_the_phrase_names_them() -> None:
    assert with_next("请{next}同志阅，{next}同志并转", "许明") == "请许明同志阅，许明同志并转"
    assert with_next("同意", "") == "同意"


def test_nobody_to_hand_on_to_is_refused_and_no_slot_is_recorded() -> None:
    with pytest.raises(Refused, match="没有选定人"):
        with_next("请{next}同志阅示", "")


def test_phrases_are_lines_without_blanks_and_repetitions() -> None:
    assert checked_phrases(" 同意 \n\n已阅\r\n同意\n") == ("同意", "已阅")


@pytest.mark.parametrize("wrong", ["请{nxet}阅示", "请{}阅示", "请{next阅示", "请｛next｝阅示"])
def test_an_unknown_slot_is_refused_with_those_that_there_are(wrong: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked_phrases(wrong)
    assert all(slot in str(refusal.value) for slot in SLOTS)


def test_too_long_and_too_many_are_refused() -> None:
    with pytest.raises(Refused, match=str(LONGEST_PHRASE)):
        checked_phrases("阅" * (LONGEST_PHRASE + 1))
    assert checked_phrases("阅" * LONGEST_PHRASE)
    lines = "\n".join(f"第{number}条" for number in range(MOST_PHRASES + 1))
    with pytest.raises(Refused, match=str(MOST_PHRASES)):
        checked_phrases(lines)


@pytest.mark.parametrize("wrong", ["请{next}阅示", "同意\n照办", "同{意"])
def test_a_default_leaves_nothing_to_fill(wrong: str) -> None:
    with pytest.raises(Refused, match="默认意见"):
        checked_default(wrong)
    assert checked_default(" 同意 ") == "同意"


@given(st.text(max_size=40), st.text(alphabet="甲乙丙", min_size=1, max_size=6))
def test_what_is_recorded_never_has_the_next_person_s_slot(words: str, name: str) -> None:
    assert "{next}" not in with_next(words + "{next}", name)
    assert with_next(words, name).count(name) >= words.count("{next}")
