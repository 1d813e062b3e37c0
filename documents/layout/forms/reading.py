"""Read a form from TOML or JSON; what it does not know is refused with its place and name."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from documents.layout.forms.form import Form
from documents.layout.forms.terms import FormRefused

SUFFIXES = (".toml", ".json")
_MOST_BYTES = 200_000
_MOST_TOLD = 5
_COUNTED = {"parts": "部分", "rows": "行", "cells": "格", "columns": "栏", "items": "项"}
_KINDS = frozenset({"grid", "table", "heading", "remark", "items", "tear"})
_WRONG = {
    "unexpected_keyword_argument": "不认识这个项目，请核对拼写或删去",
    "missing": "缺少这个项目，请补上",
    "string_type": "应当是文字，请加引号",
    "string_too_long": "太长，最多 {max_length} 字",
    "string_too_short": "不能空着",
    "string_pattern_mismatch": "字段名只能用小写英文字母、数字和下划线，以字母开头，最多 40 个",
    "float_type": "应当是数",
    "int_type": "应当是整数",
    "bool_type": "应当是 true 或 false",
    "greater_than": "应当大于 {gt:g}",
    "greater_than_equal": "应当不小于 {ge:g}",
    "less_than_equal": "应当不大于 {le:g}",
    "finite_number": "应当是有限的数",
    "enum": "只能是 {expected} 之一",
    "literal_error": "只能是 {expected} 之一",
    "union_tag_invalid": "没有这一种（kind），只有 {expected_tags}",
    "union_tag_not_found": "没有写明是哪一种，请用 kind 写明",
    "too_long": "最多 {max_length} 个",
    "too_short": "至少 {min_length} 个",
    "tuple_type": "应当是一个列表，请用方括号",
    "dataclass_type": "应当是一组项目",
}


def read_form(path: Path) -> Form:
    """The form in a .toml or .json file. Raises FormRefused, naming the file."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise FormRefused(
            f"读不了表单文件 {path.name}：{fault.strerror}。请检查文件名和权限。"
        ) from fault
    try:
        return form_from(_parsed(content, suffix=path.suffix.lower()))
    except FormRefused as refusal:
        raise FormRefused(f"表单文件 {path.name} 不能用：{refusal}") from refusal


def form_from(value: Any) -> Form:
    """The form that a plain value (as of TOML or JSON) describes. Raises FormRefused."""
    try:
        # By way of JSON: only there do lists pass for tuples while all else stays strict.
        return _adapter().validate_json(json.dumps(value), strict=True)
    except ValidationError as fault:
        raise FormRefused(_told(fault.errors())) from fault
    except (TypeError, ValueError, RecursionError) as fault:
        raise FormRefused("内容里有表单用不到的值，如日期。请改成文字或数。") from fault


def _parsed(content: bytes, *, suffix: str) -> Any:
    if len(content) > _MOST_BYTES:
        raise FormRefused(f"文件超过 {_MOST_BYTES // 1000} KB，不会是表单。请检查。")
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text) if suffix == ".json" else tomllib.loads(text)
    except UnicodeDecodeError as fault:
        raise FormRefused("不是 UTF-8 编码的文本。请另存为 UTF-8 后重试。") from fault
    except (ValueError, RecursionError) as fault:
        raise FormRefused(f"{_where(fault)}写法有误。请改正后重试。") from fault


def _where(fault: Exception) -> str:
    """Where both parsers say, in English, that they stopped."""
    found = re.search(r"line (\d+),? column (\d+)", str(fault))
    return f"第 {found[1]} 行第 {found[2]} 个字符附近" if found else ""


@cache
def _adapter() -> TypeAdapter[Form]:
    return TypeAdapter(Form)


def _told(errors: list[ErrorDetails]) -> str:
    causes = [each for each in errors if not _follows(each, errors)]
    told = [f"{_place(each['loc'])}{_reason(each)}" for each in causes[:_MOST_TOLD]]
    rest = len(causes) - len(told)
    return "；".join(told) + (f"；另有 {rest} 处。" if rest else "。")


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Whether a list counts as too short only because what stands in it is wrong."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        len(each["loc"]) > len(place) and each["loc"][: len(place)] == place for each in errors
    )


def _reason(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "value_error":
        return str(context["error"]).removesuffix("。")
    wrong = _WRONG.get(error["type"], "写法不对，请对照手册")
    return wrong.format(**context).replace(" or ", "、").replace(", ", "、").replace("'", "")


def _place(steps: tuple[int | str, ...]) -> str:
    """The error's place in words: 第 2 部分第 3 行第 1 格的“labell”："""
    words = ""
    for name, step in pairwise(("", *steps)):
        if isinstance(step, int):
            words += f"第 {step + 1} {_COUNTED.get(str(name), '个')}"
    named = steps[-1] if steps else ""
    if isinstance(named, int) or not named or (len(steps) == 3 and named in _KINDS):
        return f"{words}：" if words else ""
    return f"{words}的“{named}”：" if words else f"“{named}”："
