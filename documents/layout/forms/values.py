"""What is filled into a form: taken apart and refused where the form has no place for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from math import isfinite
from typing import Any

from documents.layout.forms.cells import Cell, Column
from documents.layout.forms.form import Form, Table
from documents.layout.forms.terms import FormRefused, Kind
from documents.layout.pages import Shape

Value = str | Sequence[Any]
"""Text; of a choice also a list of choices; of opinions a list of `Opinion` or of mappings with
its fields; of a table a list of mappings from the columns' fields to values."""

MOST_INK = 60.0


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion (意见): the words, whose, and when, as they are to be printed.

    `ink`: mm of height kept for handwriting above the words; 0 for what was typed. `strokes`: what
    was written there, as shapes in mm in a box `wide` and `high`; it is made smaller to go in.
    """

    words: str
    who: str = ""
    date: str = ""
    ink: float = 0.0
    strokes: tuple[Shape, ...] = ()
    wide: float = 0.0
    high: float = 0.0


Content = str | tuple[str, ...] | tuple[Opinion, ...]
"""A cell's text, its chosen choices, its opinions."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A form's checked contents by field; of tables, of each row by column."""

    contents: dict[str, Content] = field(default_factory=dict)
    rows: dict[str, tuple[dict[str, Content], ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text of a field, "" where it is empty."""
        content = self.contents.get(name, "")
        return content if isinstance(content, str) else ""


def filling(form: Form, values: Mapping[str, Value]) -> Filling:
    """The values in the form they are laid out from. Raises FormRefused for what has no place."""
    plain = {form.head.agency, form.head.stamp, *(each.field for each in form.items())} - {""}
    cells = {each.field: each for each in form.cells() if each.field}
    tables = {each.field: each for each in form.tables()}
    _refuse_unknown(values, known={*plain, *cells, *tables}, where=f"表单“{form.name}”")
    filled = Filling()
    for name, value in values.items():
        if name in tables:
            filled.rows[name] = _rows(value, table=tables[name])
        elif name in cells:
            filled.contents[name] = _content(value, place=cells[name])
        else:
            filled.contents[name] = _text(value, name=name)
    return filled


def _refuse_unknown(values: Mapping[str, Any], *, known: set[str], where: str) -> None:
    if unknown := sorted(str(each) for each in values if each not in known):
        raise FormRefused(
            f"{where}没有这些字段：{'、'.join(unknown)}。有的是：{'、'.join(sorted(known))}。"
            "请核对字段名，或在表单文件中加上。"
        )


def _content(value: Any, *, place: Cell | Column) -> Content:
    if place.kind is Kind.OPINIONS:
        return _opinions(value, name=place.field)
    if place.kind is Kind.CHOICE:
        return _chosen(value, name=place.field, choices=place.choices)
    return _text(value, name=place.field)


def _text(value: Any, *, name: str) -> str:
    if not isinstance(value, str):
        raise FormRefused(
            f"字段“{name}”要填文字，给的是 {type(value).__name__}。请先写成文字再填入。"
        )
    return value


def _chosen(value: Any, *, name: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    given = [value] if isinstance(value, str) else _list(value, name=name)
    chosen = tuple(_text(each, name=name) for each in given if each != "")
    if unknown := [each for each in chosen if each not in choices]:
        raise FormRefused(
            f"字段“{name}”没有选项“{'、'.join(unknown)}”，只有{'、'.join(choices)}。"
            "请改选，或在表单文件的 choices 中加上。"
        )
    return chosen


def _opinions(value: Any, *, name: str) -> tuple[Opinion, ...]:
    return tuple(_opinion(each, name=name) for each in _list(value, name=name))


def _opinion(value: Any, *, name: str) -> Opinion:
    if isinstance(value, Mapping):
        known = {each.name for each in fields(Opinion)}
        _refuse_unknown(value, known=known, where=f"字段“{name}”的意见")
        value = Opinion(**{"words": "", **value})
    if not isinstance(value, Opinion):
        raise FormRefused(f"字段“{name}”要填意见（words、who、date），给的不是。请逐条列出。")
    for text in (value.words, value.who, value.date):
        _text(text, name=name)
    ink = value.ink
    if isinstance(ink, bool) or not isinstance(ink, int | float) or not isfinite(ink):
        raise FormRefused(f"字段“{name}”的意见中 ink 要填毫米数。请改正。")
    if not 0 <= ink <= MOST_INK:
        raise FormRefused(f"字段“{name}”的手写意见只能留 0 至 {MOST_INK:g} 毫米高。请改正。")
    return value


def _rows(value: Any, *, table: Table) -> tuple[dict[str, Content], ...]:
    columns = {each.field: each for each in table.columns if each.field}
    rows = []
    for number, row in enumerate(_list(value, name=table.field), start=1):
        where = f"表格“{table.field}”第 {number} 行"
        if not isinstance(row, Mapping):
            raise FormRefused(f"{where}要按各栏字段名填写，给的不是。请逐栏列出。")
        _refuse_unknown(row, known=set(columns), where=where)
        rows.append({each: _content(row[each], place=columns[each]) for each in row})
    return tuple(rows)


def _list(value: Any, *, name: str) -> list[Any]:
    if isinstance(value, str | Mapping) or not isinstance(value, Sequence):
        raise FormRefused(f"字段“{name}”要填一个列表，给的不是。请逐条列出。")
    return list(value)
