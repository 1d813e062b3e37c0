"""A manuscript from another program: read as it is, or refused with the name of the field."""

from __future__ import annotations

import json
from typing import Any

import pytest

from documents.manuscript import (
    Attachment,
    Attendance,
    Enclosure,
    Figure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)

FULL = Manuscript(
    type="通知",
    title="关于测试的通知",
    body=(
        Paragraph(4, "（1）甲"),
        Table((("甲", "乙"), ("一", "")), heads=2, widths=(1.0, 2.5), landscape=True),
        Table((), title="空表"),
        Figure("ab12", width=30, height=20.5, title="图1", words="示意"),
    ),
    attachments=(Attachment("附件", (Paragraph(0, "文"),), bound=False),),
    enclosure=Enclosure("办法", (Paragraph(1, "一、总则"),), (Attachment("表"),)),
    format=Format.MINUTES,
    attendance=(Attendance("出席", "甲、乙"),),
    unrecognised=("页脚",),
)


def with_body(*blocks: Any) -> dict[str, Any]:
    return {"type": "通知", "title": "标题", "body": list(blocks)}


def table(**changes: Any) -> dict[str, Any]:
    return with_body({"rows": [["甲", "乙"], ["一", "二"]], **changes})


def test_what_was_written_is_read_again() -> None:
    assert Manuscript.from_json(FULL.to_json()) == FULL
    assert Manuscript.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "最外层应当是对象"),
        ({"title": "标题"}, "缺少字段 type"),
        ({"type": "通知", "title": 5}, "字段 title 应当是文字"),
        ({"type": "通知", "title": "标\ud800"}, "字段 title 含有不完整的字符"),
        ({"type": "通知", "title": "标题", "colour": "红"}, "未知字段：colour"),
        ({"type": "通知", "title": "标题", "format": "poster"}, "字段 format 应当是 document"),
        ({"type": "通知", "title": "标题", "unrecognised": "文"}, "unrecognised 应当是列表"),
        (
            {"type": "通知", "title": "标题", "unrecognised": ["\udfff"]},
            r"unrecognised\[0\] 含有不完整的字符",
        ),
        ({"type": "通知", "title": "标题", "attendance": [{"label": "出席"}]}, r"\[0\]\.names"),
        (
            {"type": "通知", "title": "标题", "enclosure": with_body()},
            "未知字段：enclosure.type",
        ),
        (
            {"type": "通知", "title": "标题", "attachments": [{"title": "表", "bound": 1}]},
            r"attachments\[0\]\.bound 应当是 true 或 false",
        ),
        (with_body("文"), r"字段 body\[0\] 应当是对象"),
        (with_body({"level": 9, "text": "文"}), r"body\[0\]\.level 应当是 0 至 4 的整数"),
        (with_body({"level": -1, "text": "文"}), "0 至 4"),
        (with_body({"level": True, "text": "文"}), "0 至 4"),
        (with_body({"level": 1.0, "text": "文"}), "0 至 4"),
        (with_body({"level": 0}), r"缺少字段 body\[0\]\.text"),
        (table(rows=[["甲", "乙"], ["丙"]]), r"body\[0\]\.rows 的各行应当有同样多的单元格"),
        (table(rows=[[], []]), "至少一个"),
        (table(rows=["甲", "乙"]), r"rows\[0\] 应当是列表"),
        (table(rows=[["甲", None]]), r"rows\[0\]\[1\] 应当是文字"),
        (table(heads="x"), r"heads 应当是 0 至 2 的整数"),
        (table(heads=3), r"heads 应当是 0 至 2 的整数"),
        (table(widths=[0, 0]), r"widths 应当是不小于 0、不全为 0"),
        (table(widths=[1, float("inf")]), "不小于 0"),
        (table(widths=[1, -1]), "不小于 0"),
        (table(landscape="是"), "landscape 应当是 true 或 false"),
        (with_body({"digest": "ab", "width": 0, "height": 1}), "width 应当是大于 0"),
        (with_body({"digest": "ab", "width": 1, "height": float("nan")}), "height 应当是大于 0"),
        (with_body({"digest": "ab", "width": 10**400, "height": 1}), "width 应当是大于 0"),
        (with_body({"digest": 1, "width": 1, "height": 1}), "digest 应当是文字"),
    ],
)
def test_a_value_that_no_manuscript_has_is_refused_by_its_field(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Manuscript.from_json(value)
