"""The box at the head of a 明传电报 of ours, as a word processor's table gives it back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.layout.formats.telegram_head import USUAL
from documents.layout.pages import Element
from documents.manuscript import Table

_FIELDS = [field for row in USUAL.rows for field in row]
_LABELS = "|".join(field.label for field in _FIELDS)
_LABEL = re.compile(f"(?:(?<=\u3000)|^)({_LABELS})(?=\u3000|$)")
_NAMES = {Element.URGENCY: "urgency", Element.NUMBER: "number"}
_NAME_OF = {field.label: _NAMES.get(field.element, "") for field in _FIELDS}


def box_rows(table: Table) -> list[str]:
    """Its rows as lines; none if it is another table. (With a number in it, it comes as lines.)"""
    cells = {cell for row in table.rows for cell in row}
    if not cells >= _NAME_OF.keys():
        return []
    return ["\u3000".join(filter(None, row)) for row in table.rows]


def box_fields(row: str) -> Iterator[tuple[str, str]]:
    """What is filled in: the manuscript's field and its text; without a field, what only the
    print shows, its label before it.
    """
    before, *found = _LABEL.split(row)
    for label, text in zip(["", *found[::2]], map(str.strip, [before, *found[1::2]]), strict=True):
        name = _NAME_OF.get(label, "")
        if text:
            yield name, text if name or not label else f"{label}：{text}"
