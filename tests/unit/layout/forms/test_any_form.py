"""Not only our forms: whatever form the language accepts can be printed, empty and filled."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from documents.layout.forms import Form, FormRefused, compose_form, form_from
from tests.quick import examples
from tests.unit.layout.forms.test_composing import letters, outside, texts_in
from tests.unit.layout.forms.test_filling import fillings

_WORDS = st.sampled_from(
    ["", "意见", "联系人", "领导批示", "不予公开\n理由", "Wi-Fi", "很长的" * 6]
)
_LONG = st.sampled_from(["", "注：一事一单。" * 60, "W" * 300])


@st.composite
def cells(draw: st.DrawFn, *, number: int) -> dict[str, Any]:
    """One cell over the two columns of its grid."""
    kind = draw(st.sampled_from(["text", "opinions", "choice"]))
    return {
        "label": draw(_WORDS),
        "field": f"cell_{number}",
        "span": 2,
        "label_span": draw(st.sampled_from([0, 1])),
        "upright": draw(st.booleans()),
        "kind": kind,
        "choices": ["是", "否", "依申请公开"] if kind == "choice" else [],
        "size": draw(st.sampled_from([9, 14, 26])),
        "align": draw(st.sampled_from(["left", "centre"])),
        "indent": draw(st.integers(0, 4)),
        "blank": draw(_LONG),
    }


@st.composite
def parts(draw: st.DrawFn, *, number: int) -> dict[str, Any]:
    """A part of any kind, with fields of its own."""
    kind = draw(st.sampled_from(["grid", "table", "heading", "remark", "items", "tear"]))
    part: dict[str, Any] = {"kind": kind, "space": draw(st.sampled_from([0, 8, 60]))}
    rows = st.integers(1, 3)
    if kind == "grid":
        part["columns"] = [draw(st.sampled_from([10, 22, 60])), 100]
        part["rows"] = [
            {
                "cells": [draw(cells(number=number * 10 + each))],
                "height": draw(st.sampled_from([6, 40, 200])),
                "stretch": draw(st.integers(0, 2)),
            }
            for each in range(draw(rows))
        ]
    elif kind == "table":
        part |= {"field": f"table_{number}", "rows": draw(st.integers(0, 12))}
        part |= {"height": draw(st.sampled_from([6, 60])), "stretch": draw(st.integers(0, 1))}
        part["columns"] = [
            {"label": "序号", "width": 20, "kind": "serial"},
            {"label": draw(_WORDS), "width": draw(st.sampled_from([16, 80])), "field": "one"},
            {"label": "意见", "width": 60, "field": "two", "kind": "opinions"},
        ]
    elif kind == "items":
        part["items"] = [{"label": draw(_WORDS), "field": f"item_{number}", "blank": "　年　月"}]
    else:
        part["text"] = draw(_LONG if kind == "remark" else _WORDS)
    return part


@st.composite
def any_form(draw: st.DrawFn) -> Form:
    """Any form that the language accepts."""
    count = draw(st.integers(1, 4))
    value = {
        "name": draw(st.sampled_from(["签报", "W" * 30])),
        "colour": draw(st.sampled_from(["red", "black"])),
        "parts": [draw(parts(number=number)) for number in range(count)],
    }
    try:
        return form_from(value)
    except FormRefused:
        assume(False)
        raise


@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_form_is_accepted_prints_whatever_is_filled_in(data: st.DataObject) -> None:
    form = data.draw(any_form())
    values = data.draw(fillings(form))

    for filled in ({}, values):
        pages = compose_form(form, filled)
        assert pages.pages
        assert not outside(pages)
        ticked = {each.field for each in form.cells() if each.choices}
        written = {name: value for name, value in filled.items() if name not in ticked}
        assert not letters("".join(texts_in(written))) - letters(pages.text())
