"""Facts of a capsule as typed values, so that they are the same on the other side (`Map` in
`manifest-1.xsd`): text, whole numbers, real numbers, truths, nothing, lists and maps of these."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.written.forms import MANIFEST
from integrations.exchange.written.parsing import Entry, invalid
from integrations.exchange.written.writing import Draft
from office.outside.xml import Element

_DEEPEST = 60
"""Lists and maps within each other that are written; each takes two elements, and no parser of
XML without settings of its own reads more than 256."""
_MOST_DIGITS = 24
"""Of a whole number: as many as every libxml2 that is about has room for."""


def add_facts(draft: Draft, facts: Mapping[str, Any]) -> None:
    """Raises NotTaken for what cannot travel, TypeError for what is no plain JSON value."""
    _add_map(draft, facts, to=draft.add("facts"), depth=1)


def _add_map(draft: Draft, facts: Mapping[str, Any], *, to: Element, depth: int) -> None:
    for name, value in facts.items():
        if not isinstance(name, str):
            raise TypeError(f"a fact is named by a text, not by {type(name).__name__}")
        _add(draft, value, to=draft.add("fact", to=to, having={"name": name}), depth=depth)


def _add(draft: Draft, value: Any, *, to: Element, depth: int) -> None:
    if not isinstance(value, list | tuple | Mapping):
        draft.add(*_plain(value), to=to)
        return
    if depth > _DEEPEST:
        raise _cannot(f"要素嵌套超过 {_DEEPEST} 层")
    if isinstance(value, Mapping):
        _add_map(draft, value, to=draft.add("map", to=to), depth=depth + 1)
        return
    made = draft.add("list", to=to)
    for each in value:
        _add(draft, each, to=made, depth=depth + 1)


def _plain(value: Any) -> tuple[str, str]:
    """The element's name and its text."""
    match value:
        case None:
            return "none", ""
        case bool():
            return "flag", "true" if value else "false"
        case str():
            return "text", value
        case int():
            return "number", _digits(value)
        case float() if isfinite(value):
            return "real", repr(value)
        case float():
            raise _cannot("要素中有不是数的数值（无穷大或者非数）")
    raise TypeError(f"no fact is a {type(value).__name__}")


def _digits(value: int) -> str:
    if abs(value) >= 10**_MOST_DIGITS:
        raise _cannot(f"要素中有超过 {_MOST_DIGITS} 位的整数")
    return str(value)


def _cannot(what: str) -> NotTaken:
    return NotTaken(Code.ENVELOPE_INVALID, f"{what}，不能交换。请联系系统管理员。")


def facts_in(entry: Entry) -> dict[str, Any]:
    """Of an element of type `Map` that its schema has been held to. Raises NotTaken."""
    found: dict[str, Any] = {}
    for each in entry.all("fact"):
        name = each.attribute("name")
        if name in found:
            raise invalid(MANIFEST, f"要素“{name[:40]}”写了两次")
        found[name] = _value(each.children()[0])
    return found


def _value(entry: Entry) -> Any:
    match entry.name:
        case "text":
            return entry.said
        case "number":
            return _number(entry.said.strip())
        case "real":
            return _real(entry.said.strip())
        case "flag":
            return entry.said.strip() in ("true", "1")
        case "list":
            return [_value(each) for each in entry.children()]
        case "map":
            return facts_in(entry)
    return None


def _number(said: str) -> int | float:
    """Whole where it is written so: others may write a fraction as xs:decimal."""
    if len(said) > 2 * _MOST_DIGITS:
        raise invalid(MANIFEST, "数的位数太多")
    return _real(said) if "." in said else int(said)


def _real(said: str) -> float:
    try:
        found = float(said)
    except ValueError:  # INF, which Python spells otherwise
        found = float("inf")
    if not isfinite(found):
        raise invalid(MANIFEST, f"“{said[:40]}”不是数")
    return found
