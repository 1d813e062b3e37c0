"""Styles: their names, and what they say of headings and numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from documents.reading.safe_xml import Element
from documents.reading.word.names import attribute, child, is_on, number, short, value

_HEADING = re.compile(r"(?:heading|标题)\s{0,3}([1-4])", re.IGNORECASE)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style. `list_id` and `list_level`: the automatic numbering that it brings. `is_hidden`:
    whether it hides its text (w:vanish).
    """

    name: str = ""
    level: int = 0
    list_id: str = ""
    list_level: int = 0
    is_hidden: bool = False


def read_styles(root: Element | None) -> Mapping[str, Style]:
    """The styles of `styles.xml` by id; numbering and hiding are inherited (w:basedOn)."""
    if root is None:
        return {}
    elements = {attribute(each, "w:styleId"): each for each in root if short(each) == "w:style"}
    return {id: _style(id, elements) for id in elements}


def _style(id: str, elements: Mapping[str, Element]) -> Style:
    name = value(elements[id], "w:name", default=id)
    heading = _HEADING.fullmatch(name)
    list_id, list_level = _numbering(id, elements)
    return Style(
        name=name,
        level=int(heading[1]) if heading else 0,
        list_id=list_id,
        list_level=list_level,
        is_hidden=_is_hidden(id, elements),
    )


def _numbering(id: str, elements: Mapping[str, Element]) -> tuple[str, int]:
    """From the style or the nearest of those it is based on; a circle of them ends somewhere."""
    level = ""
    for _ in range(_DEEPEST):
        element = elements.get(id)
        properties = child(element, "w:pPr", "w:numPr")
        level = level or value(properties, "w:ilvl")
        if list_id := value(properties, "w:numId"):
            return list_id, number(level)
        id = value(element, "w:basedOn")
    return "", 0


def _is_hidden(id: str, elements: Mapping[str, Element]) -> bool:
    for _ in range(_DEEPEST):
        element = elements.get(id)
        if child(element, "w:rPr", "w:vanish") is not None:
            return is_on(element, "w:rPr", "w:vanish")
        id = value(element, "w:basedOn")
    return False
