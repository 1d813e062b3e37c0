from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.layout.forms import (
    Form,
    FormRefused,
    Opinion,
    compose_form,
    find_form,
    form_files,
    form_from,
    read_form,
)
from tests.unit.layout.forms.filled import FILLED

CELL = {"label": "标题", "field": "title", "span": 2}
SHIPPED = (
    *(
        "approval_request",
        "archive_catalogue",
        "archive_destruction_list",
        "archive_inspection",
        "archive_reclaim_list",
        "archive_transfer_list",
        "circulation_slip",
        "comment_summary",
    ),
    *("dispatch_list", "draft_sheet"),
    *("envelope_labels", "handling_sheet", "issue_register"),
    *("meeting_notice", "receipt_register", "reprint_note", "seal_request"),
    "supervision_notice",
)


def grid(cell: dict[str, Any], **row: Any) -> dict[str, Any]:
    """A form of one cell, over columns of 22 and 134."""
    rows = [{"cells": [cell], **row}]
    return {"name": "签报", "parts": [{"kind": "grid", "columns": [22, 134], "rows": rows}]}


def refused(value: Any) -> str:
    """The sentence with which the form is refused."""
    with pytest.raises(FormRefused) as refusal:
        form_from(value)
    return str(refusal.value)


def test_the_product_brings_these_forms_and_each_loads() -> None:
    assert tuple(form_files()) == SHIPPED
    names = {find_form(name).name for name in SHIPPED}
    assert {"发文稿纸", "文件处理单", "文件传阅单", "签报", "督办通知单", "会议通知"} <= names
    assert set(FILLED) == set(SHIPPED)


def test_the_draft_sheet_has_the_items_of_its_standard_and_no_subject_words() -> None:
    form = find_form("draft_sheet")
    labels = {each.label for each in (*form.cells(), *form.head.items)}

    items = "密级 缓急 签发 会签 主送 抄送 发文字号 核稿 拟稿单位 拟稿 印刷 校对 份数 附件 标题"
    assert set(items.split()) <= labels
    assert "主题词" not in labels


def test_toml_and_json_describe_the_same_form(tmp_path: Path) -> None:
    toml = form_files()["handling_sheet"]
    twin = tmp_path / "handling_sheet.json"
    twin.write_text(json.dumps(tomllib.loads(toml.read_text("utf-8"))), "utf-8")

    assert read_form(twin) == read_form(toml)


def test_an_unknown_key_is_refused_with_its_place_and_name() -> None:
    sentence = refused(grid({**CELL, "labell": "标题"}))

    assert "第 1 部分第 1 行第 1 格的“labell”：不认识这个项目" in sentence
    assert sentence.count("；") == 0, "nothing that only follows from it"


def test_every_mistake_is_told_with_its_place() -> None:
    sentence = refused({**grid({**CELL, "size": "大"}, heigth=12), "colour": "blue"})

    assert "第 1 部分第 1 行第 1 格的“size”：应当是数" in sentence
    assert "第 1 部分第 1 行的“heigth”：不认识这个项目" in sentence
    assert "“colour”：只能是 black、red 之一" in sentence


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ({**CELL, "span": 3}, "第 1 行各格的 span 相加是 3，而 columns 有 2 栏"),
        ({**CELL, "label_span": 2}, "没有留下填写的位置"),
        ({**CELL, "kind": "choice"}, "须用 choices 列出选项"),
        ({**CELL, "choices": ["是"]}, "其他的不能有 choices"),
        ({**CELL, "kind": "choice", "choices": ["是", "是"]}, "空白或重复"),
        ({**CELL, "kind": "serial"}, "序号只用于表格"),
        ({**CELL, "upright": True, "label": "title"}, "只能用汉字和全角符号"),
        ({**CELL, "upright": True, "label_span": 0}, "须单独占栏"),
        ({**CELL, "field": "Title"}, "字段名只能用小写英文字母"),
        ({**CELL, "field": "", "kind": "opinions"}, "没有字段名"),
        ({**CELL, "label": "标" * 21}, "太长，最多 20 字"),
        ({**CELL, "size": 40}, "应当不大于 26"),
        ({**CELL, "size": float("nan")}, "应当是有限的数"),
        ({**CELL, "kind": "picture"}, "只能是 text、opinions、choice、serial 之一"),
    ],
)
def test_a_cell_that_cannot_be_printed_is_refused(cell: dict[str, Any], told: str) -> None:
    assert told in refused(grid(cell))


def test_a_column_too_narrow_for_its_words_is_refused() -> None:
    form = grid({**CELL})
    form["parts"][0]["columns"] = [2, 154]

    assert "“标题”这一格的标签只有 2.0 毫米宽" in refused(form)


@pytest.mark.parametrize("blank", [" ", "\u3000", "\n\t", "\x1c"])
def test_a_form_without_a_name_is_refused(blank: str) -> None:
    assert "名称（name）只有空白" in refused({**grid(CELL), "name": blank})


def test_a_field_may_not_be_used_twice() -> None:
    form = grid({**CELL})
    form["parts"][0]["rows"].append({"cells": [CELL]})

    assert "字段名“title”用了两次" in refused(form)


def test_an_unknown_kind_of_part_is_refused_with_the_kinds_that_there_are() -> None:
    sentence = refused({"name": "签报", "parts": [{"kind": "grd"}]})

    assert "第 1 部分" in sentence
    assert "只有 grid、table、heading、remark、items、tear" in sentence


@pytest.mark.parametrize("value", [None, 1, "", [], [1], {}, {"name": "签报", "parts": [None]}])
def test_what_is_no_form_is_refused(value: Any) -> None:
    assert refused(value).endswith("。")


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["name", "parts", "kind", "rows", "cells", "columns", "head", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_whatever_stands_in_a_file_is_a_form_or_is_refused(value: Any) -> None:
    try:
        assert isinstance(form_from(value), Form)
    except FormRefused as refusal:
        told = str(refusal)
    else:
        told = "。"
    assert told.endswith("。")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("a.toml", b"name = \nx = 1", "第 1 行第 8 个字符附近写法有误"),
        ("a.json", b"{", "写法有误"),
        ("a.json", b"[" * 100_000, "写法有误"),
        ("a.toml", "name = '签报'".encode("gb18030"), "不是 UTF-8"),
        ("a.toml", b"name = 2026-11-22", "表单用不到的值"),
        ("a.toml", b"#" * 300_000, "超过 200 KB"),
    ],
)
def test_a_broken_file_is_refused_by_its_name(
    tmp_path: Path, file: str, content: bytes, told: str
) -> None:
    (tmp_path / file).write_bytes(content)

    with pytest.raises(FormRefused, match=f"表单文件 {file} 不能用") as refusal:
        read_form(tmp_path / file)
    assert told in str(refusal.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormRefused, match=r"读不了表单文件 签报\.toml"):
        read_form(tmp_path / "签报.toml")


def test_a_form_of_the_site_stands_before_the_product_s(tmp_path: Path) -> None:
    text = form_files()["draft_sheet"].read_text("utf-8")
    (tmp_path / "draft_sheet.toml").write_text(text.replace("发文稿纸", "拟文稿纸"), "utf-8")
    (tmp_path / "car_request.json").write_text(json.dumps(grid(CELL)), "utf-8")

    assert find_form("draft_sheet", site=tmp_path).name == "拟文稿纸"
    assert set(form_files(site=tmp_path)) == {*SHIPPED, "car_request"}
    assert find_form("draft_sheet").name == "发文稿纸"


def test_two_forms_of_one_name_and_a_form_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormRefused, match="没有名为“签报”的表单。有的是：approval_request"):
        find_form("签报", site=tmp_path)
    for suffix in ("toml", "json"):
        (tmp_path / f"draft_sheet.{suffix}").touch()
    with pytest.raises(FormRefused, match="两个名为“draft_sheet”的表单"):
        form_files(site=tmp_path)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"titel": "通知"}, "没有这些字段：titel"),
        ({"title": 3}, "字段“title”要填文字"),
        ({"title": None}, "字段“title”要填文字"),
        ({"kind": "急件"}, "没有选项“急件”，只有办件、阅件"),
        ({"kind": 1}, "字段“kind”要填一个列表"),
        ({"instructions": "同意"}, "字段“instructions”要填一个列表"),
        ({"instructions": ["同意"]}, "要填意见（words、who、date）"),
        ({"instructions": [{"word": "同意"}]}, "没有这些字段：word"),
        ({"instructions": [{"words": 3}]}, "要填文字"),
        ({"instructions": [Opinion("同意", ink=-1)]}, "只能留 0 至 60 毫米"),
        ({"instructions": [Opinion("同意", ink=float("nan"))]}, "要填毫米数"),
        ({"number": ["1"]}, "字段“number”要填文字"),
    ],
)
def test_values_that_have_no_place_are_refused(values: dict[str, Any], told: str) -> None:
    with pytest.raises(FormRefused, match=told) as refusal:
        compose_form(find_form("handling_sheet"), values)
    assert str(refusal.value).endswith("。")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ({"who": "周怀远"}, "要填一个列表"),
        (["周怀远"], "第 1 行要按各栏字段名填写"),
        ([{"who": "周怀远"}, {"name": "何婉清"}], "第 2 行没有这些字段：name"),
    ],
)
def test_rows_that_have_no_place_are_refused(rows: Any, told: str) -> None:
    with pytest.raises(FormRefused, match=told):
        compose_form(find_form("circulation_slip"), {"readers": rows})


def test_opinions_may_come_as_plain_data() -> None:
    form = find_form("handling_sheet")
    plain = [{"words": "同意。", "who": "周怀远", "date": "11月18日"}]

    expected = compose_form(form, {"instructions": [Opinion("同意。", "周怀远", "11月18日")]})
    assert compose_form(form, {"instructions": plain}) == expected


def test_a_cell_without_a_label_has_its_columns_to_itself() -> None:
    form = form_from(grid({"field": "text", "span": 2, "label_span": 1}))
    pages = compose_form(form, {"text": "请批示。"})

    text = next(run for run in pages.runs() if run.text == "请批示。")
    assert text.cell == (0, 0, 0)
    only = {"kind": "grid", "columns": [1], "rows": [{"cells": [{"field": "text"}]}]}
    assert len(compose_form(form_from({"name": "便笺", "parts": [only]}), {}).pages) == 1
