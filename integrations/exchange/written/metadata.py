"""元数据 of a formal document (GB/T 33480-2016 clause 4), from its facts and back.

Whoever knows our facts reads those; whoever does not reads the standard's elements, and what he
sends without facts is understood by them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integrations.exchange.written.forms import MANIFEST
from integrations.exchange.written.parsing import Entry, invalid
from integrations.exchange.written.writing import Draft

ELEMENTS = {
    "公文标识": "identifier",
    "文种": "type",
    "份号": "copy_number",
    "密级和保密期限": "classification",
    "紧急程度": "urgency",
    "发文字号": "number",
    "标题": "title",
    "主送机关": "recipients",
    "发文机关或签发人署名": "issuer",
    "成文日期": "date",
}
"""The standard's elements for which there are facts, in its order."""
NEEDED = ("标题", "文种", "发文字号", "成文日期", "主送机关")
"""Without these nobody can register a document."""
_ALWAYS = ("urgency", "classification", "issuer")
"""Facts that are there, empty where nothing is said."""
_SAME = (*NEEDED, "密级和保密期限")
"""What must not be said in two ways."""


def add_metadata(draft: Draft, facts: Mapping[str, Any]) -> None:
    """What of it is said."""
    made = draft.add("metadata")
    for element, fact in ELEMENTS.items():
        said = facts.get(fact)
        if isinstance(said, str) and said:
            draft.add(element, said, to=made)


def facts_from(metadata: Entry | None) -> dict[str, Any]:
    """Facts of a document that came without any. Raises NotTaken where an element lacks."""
    said = {} if metadata is None else _said(metadata)
    lacking = [element for element in NEEDED if not said.get(element)]
    if lacking:
        raise invalid(MANIFEST, f"元数据缺少{'、'.join(lacking)}（GB/T 33480—2016）")
    found = {fact: said[element] for element, fact in ELEMENTS.items() if said.get(element)}
    found.setdefault("issuer", said.get("发文机关标志", ""))
    return {**dict.fromkeys(_ALWAYS, ""), **found}


def must_agree(metadata: Entry | None, facts: Mapping[str, Any]) -> None:
    """Whoever reads the one must not see another document than who reads the other. Raises
    NotTaken."""
    said = {} if metadata is None else _said(metadata)
    for element in _SAME:
        if element in said and said[element] != str(facts.get(ELEMENTS[element]) or "").strip():
            raise invalid(MANIFEST, f"元数据中的“{element}”与公文要素不一致")


def _said(metadata: Entry) -> dict[str, str]:
    return {each.name: each.said.strip() for each in metadata.children()}
