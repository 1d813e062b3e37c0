"""Who changed what, through all the texts that were saved between two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.manuscript import Manuscript, Paragraph
from documents.revisions.attributing import attributed, pieces_of
from documents.revisions.pieces import taken_apart
from tests.property.test_revisions import manuscripts
from tests.quick import examples

FIRST = Manuscript(type="通知", title="通知", body=(Paragraph(0, "各单位要严格执行制度。"),))


def saved(*texts: str) -> list[Manuscript]:
    return [replace(FIRST, body=(Paragraph(0, text),)) for text in texts]


def hands(text: str, letters: tuple[str, ...]) -> str:
    return " ".join(f"{part}:{who}" for part, who in pieces_of(text, letters, otherwise="-"))


def test_each_letter_is_whose_hand_typed_or_struck_it() -> None:
    texts = saved("各单位要严格执行制度。", "各单位要严格落实制度。", "各单位务必要严格落实规定。")
    found = attributed(texts, by=["许", "周"])
    second = "各单位务必要严格落实规定。"
    assert (
        hands(second, found.typed["body"][0].letters)
        == "各单位:- 务必:周 要严格:- 落实:许 规定:周 。:-"
    )
    first = "各单位要严格执行制度。"
    assert hands(first, found.struck["body"][0].letters) == "各单位要严格:- 执行:许 制度:周 。:-"


def test_a_paragraph_belongs_to_who_added_it_though_another_mended_it() -> None:
    texts = saved("甲。")
    added = replace(texts[0], body=(*texts[0].body, Paragraph(0, "请各单位立既报告情况。")))
    mended = replace(texts[0], body=(*texts[0].body, Paragraph(0, "请各单位立即报告情况。")))
    found = attributed([*texts, added, mended], by=["许", "周"])
    hand = found.typed["body"][1]
    assert hand.whole == "许"
    assert hands("请各单位立即报告情况。", hand.letters) == "请各单位立:许 即:周 报告情况。:许"


def test_texts_and_people_must_go_together() -> None:
    with pytest.raises(ValueError, match="somebody"):
        attributed(saved("甲", "乙"), by=[])


@settings(max_examples=examples(25))
@given(st.lists(manuscripts, min_size=1, max_size=4))
def test_every_letter_of_both_texts_has_a_hand(texts: list[Manuscript]) -> None:
    by = [f"p{number % 2}" for number in range(len(texts) - 1)]
    found = attributed(texts, by=by)
    for side, text in ((found.struck, texts[0]), (found.typed, texts[-1])):
        for section, pieces in taken_apart(text).items():
            lengths = [len(each.letters) for each in side[section]]
            assert lengths == [len(each.text) for each in pieces]
