"""Comments as people type them: nothing that was typed is lost, whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.consulting.comments import WHOLE, clauses_of, comments_of, comments_text
from documents.manuscript import Manuscript, Paragraph
from tests.quick import examples

LINES = st.text(alphabet="一二（）()：: 第条、附件标题建议删去12.\n，。", max_size=60)


@given(LINES)
@settings(max_examples=examples(60))
@example("二（一）：建议删去。")
@example("会议时间:9:30，建议改为10:00")
def test_every_character_typed_stands_in_a_comment(text: str) -> None:
    comments = comments_of(text)
    kept = "".join(
        each.text if each.clause == WHOLE else each.clause + each.text for each in comments
    )
    ignored = str.maketrans("", "", "：: \n")
    assert kept.translate(ignored) == text.replace(f"{WHOLE}：", "").translate(ignored)
    assert len(comments) == len([each for each in text.splitlines() if each.strip()])


@given(LINES)
@settings(max_examples=examples(60))
def test_what_was_read_is_shown_again_as_it_was_read(text: str) -> None:
    comments = comments_of(text)
    assert comments_of(comments_text(comments)) == comments


@pytest.mark.parametrize(
    ("line", "clause", "text"),
    [
        ("二（一）：建议放宽。", "二（一）", "建议放宽。"),
        ("第三条第二款：建议删去。", "第三条第二款", "建议删去。"),
        ("附件1：增加联系人。", "附件1", "增加联系人。"),
        ("标题: 建议精简", "标题", "建议精简"),
        ("建议：放宽期限", WHOLE, "建议：放宽期限"),
        ("会议时间:9:30太早", WHOLE, "会议时间:9:30太早"),
        ("无冒号的一条", WHOLE, "无冒号的一条"),
    ],
)
def test_only_what_names_a_clause_is_one(line: str, clause: str, text: str) -> None:
    (comment,) = comments_of(line)
    assert (comment.clause, comment.text) == (clause, text)


def test_the_clauses_of_a_text_are_named_with_what_stands_above_them() -> None:
    body = (
        Paragraph(1, "一、总体要求"),
        Paragraph(2, "（一）原则"),
        Paragraph(0, "正文"),
        Paragraph(1, "二、措施"),
        Paragraph(2, "（一）巡查。每日一次。"),
        Paragraph(3, "1.细目"),
    )
    manuscript = Manuscript(type="通知", title="关于条款的通知", body=body)
    assert clauses_of(manuscript) == ["一", "一（一）", "二", "二（一）"]
