"""Styles: their names, and what they say of headings and numbering."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.reading.word.names import attribute, child, is_on, number, short, value
from office.outside.xml import Element

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


@dataclass(frozen=True, slots=True)
class _Own:
    """What a style says itself; None and "" where it leaves that to the style it is based on."""

    name: str
    based_on: str
    list_id: str
    list_level: str
    is_hidden: bool | None


def read_styles(root: Element | None) -> Mapping[str, Style]:
    """The styles of `styles.xml` by id; numbering and hiding are inherited (w:basedOn)."""
    styles = () if root is None else (each for each in root if short(each) == "w:style")
    owns = {attribute(each, "w:styleId"): _own(each) for each in styles}
    return {id: _style(id, owns) for id in owns}


def _own(element: Element) -> _Own:
    numbering = child(element, "w:pPr", "w:numPr")
    properties = child(element, "w:rPr")
    says_hidden = child(properties, "w:vanish") is not None
    return _Own(
        name=value(element, "w:name"),
        based_on=value(element, "w:basedOn"),
        list_id=value(numbering, "w:numId"),
        list_level=value(numbering, "w:ilvl"),
        is_hidden=is_on(properties, "w:vanish") if says_hidden else None,
    )


def _style(id: str, owns: Mapping[str, _Own]) -> Style:
    name = owns[id].name or id
    heading = _HEADING.fullmatch(name)
    list_id, list_level = _numbering(id, owns)
    said = (each.is_hidden for each in _line(id, owns) if each.is_hidden is not None)
    return Style(
        name=name,
        level=int(heading[1]) if heading else 0,
        list_id=list_id,
        list_level=list_level,
        is_hidden=next(said, False),
    )


def _line(id: str, owns: Mapping[str, _Own]) -> Iterator[_Own]:
    """A style, that on which it is based, and so on; a circle of them ends somewhere."""
    for _ in range(_DEEPEST):
        if id not in owns:
            return
        yield owns[id]
        id = owns[id].based_on


def _numbering(id: str, owns: Mapping[str, _Own]) -> tuple[str, int]:
    level = ""
    for each in _line(id, owns):
        level = level or each.list_level
        if each.list_id:
            return each.list_id, number(level)
    return "", 0
