"""An issue of a 简报 or 专报 as structure: what its editor puts together."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from documents.manuscript import Block, Manuscript


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of an issue. `source`: who sent it in, printed behind its text."""

    title: str
    body: tuple[Block, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who gets it: `word` is 报 (upwards), 送 (across) or 发 (downwards)."""

    word: str
    names: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """One issue, the words as printed.

    `number`: 第×期 of the year, `total`: 总第×期; of an 增刊 `extra` says so, in the place of or
    beside the number. `serial`: 编号 of the copy. `note`: 编者按. `copies`: how many are printed.
    """

    name: str
    number: str = ""
    total: str = ""
    extra: str = ""
    issuer: str = ""
    date: str = ""
    classification: str = ""
    serial: str = ""
    note: str = ""
    items: tuple[Item, ...] = ()
    addressees: tuple[Addressees, ...] = ()
    copies: int = 0

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value; `from_json` gives the same briefing back."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Briefing:
        """Read what `to_json` wrote. Unknown keys are refused with their name (ValueError)."""
        unknown = set(value) - {each.name for each in fields(cls)}
        if unknown:
            raise ValueError(f"简报含有未知字段：{'、'.join(sorted(unknown))}")
        return cls(
            **{
                **value,
                "items": tuple(_item(each) for each in value.get("items", ())),
                "addressees": tuple(Addressees(**each) for each in value.get("addressees", ())),
            }
        )


def _item(value: dict[str, Any]) -> Item:
    text = {"type": "简报", "title": value["title"], "body": value.get("body", ())}
    return Item(**{**value, "body": Manuscript.from_json(text).body})
