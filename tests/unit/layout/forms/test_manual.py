"""The manual's page on forms says what is so."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path

from documents.layout.forms import compose_form, find_form, form_files, form_from
from documents.layout.forms.cells import Cell, Column, Item
from documents.layout.forms.form import Form, Head, Row, Table

MANUAL = (Path(__file__).parents[4] / "docs/guide/forms.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", MANUAL, flags=re.DOTALL)


def test_the_example_of_the_manual_is_a_form_that_its_contents_fit() -> None:
    form = form_from(tomllib.loads(_blocks("toml")[0]))
    pages = compose_form(form, json.loads(_blocks("json")[0]))

    assert pages.title == "澜州市人民政府办公室用车申请单"
    assert len(pages.pages) == 1
    assert "同意。" in pages.text()


def test_the_manual_lists_every_form_by_its_name() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (\w+)", MANUAL, flags=re.MULTILINE))

    listed = {name: rows.get(name) for name in form_files()}
    assert listed == {name: find_form(name).name for name in form_files()}


def test_the_manual_explains_every_key() -> None:
    explained = set(re.findall(r"`([a-z_]+)`", MANUAL))
    keys = {
        each.name for kind in (Form, Head, Item, Row, Cell, Table, Column) for each in fields(kind)
    }

    assert keys - explained - {"parts", "head"} == set()
    assert {"[[parts]]", "[head]"} <= set(re.findall(r"`([^`\n]+)`", MANUAL))
