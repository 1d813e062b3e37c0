"""The fifteen types for a drafter: when to use each, what the rules want, text to begin with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from documents.drafting.text_lines import attendance_of, blocks_of
from documents.manuscript import Enclosure, Format, Manuscript
from office.directory.kinds import DOCUMENT_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Text to begin with. Blanks stand in 〖〗; `to` is 主送机关, `attendance` one list a line."""

    name: str
    title: str
    body: str
    to: str = ""
    note: str = ""
    enclosure_title: str = ""
    enclosure_body: str = ""
    attendance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One type (文种). `openness` is what such documents usually are; "" is for the drafter.

    `recipients` and `attendance` say whether such documents have 主送机关 and lists of who was
    there; `upward` ones name 签发人.
    """

    type: str
    direction: str
    use: str
    wants: tuple[str, ...]
    templates: tuple[Template, ...]
    format: Format = Format.DOCUMENT
    recipients: bool = True
    attendance: bool = False
    upward: bool = False
    openness: str = ""


@cache
def guides() -> Mapping[str, Guide]:
    """All fifteen, in the order of 条例 第八条."""
    text = (files(__package__) / "data" / "types.toml").read_text("utf-8")
    read = {type: _guide(type, data) for type, data in tomllib.loads(text).items()}
    return {type: read[type] for type in DOCUMENT_TYPES}


def guide_of(type: str) -> Guide | None:
    """The guide of a type; None for what is none of the fifteen."""
    return guides().get(type)


def manuscript_from(guide: Guide, template: Template, *, issuer: str, superior: str) -> Manuscript:
    """A draft of the template in the name of `issuer`; `superior` is whom it writes to upwards.

    Where nobody stands above, that is a blank too.
    """
    names = {"{issuer}": issuer, "{superior}": superior or "〖上级机关〗"}

    def filled(text: str) -> str:
        for name, value in names.items():
            text = text.replace(name, value)
        return text

    manuscript = Manuscript(
        type=guide.type,
        title=filled(template.title),
        recipients=filled(template.to),
        body=blocks_of(filled(template.body)),
        note=template.note,
        issuer=issuer,
        format=guide.format,
        attendance=attendance_of("\n".join(template.attendance)),
    )
    if not template.enclosure_title:
        return manuscript
    enclosure = Enclosure(template.enclosure_title, blocks_of(template.enclosure_body))
    return replace(manuscript, enclosure=enclosure)


def _guide(type: str, data: Mapping[str, Any]) -> Guide:
    known = {**data, "wants": tuple(data["wants"])}
    known["templates"] = tuple(map(_template, data["templates"]))
    known["format"] = Format(data.get("format", Format.DOCUMENT))
    return Guide(type=type, **known)


def _template(data: Mapping[str, Any]) -> Template:
    return Template(**{**data, "attendance": tuple(data.get("attendance", ()))})
