"""档号: 全宗号-WS·年度-保管期限-机构-件号 (DA/T 22-2015), such as X043-WS·2026-Y-BGS-0001."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.archive.retention import Retention

CATEGORY = "WS"
"""门类代码 of 文书档案."""

_FORM = re.compile(
    r"(?P<fonds>[A-Z0-9]{4})-WS·(?P<year>\d{4})-(?P<retention>Y|D30|D10)"
    r"-(?P<unit>[A-Z0-9]{1,8})-(?P<item>\d{4,})"
)


@dataclass(frozen=True, slots=True, order=True)
class ArchivalCode:
    """The levels of a 档号. `item` counts from 1 in its year, term and unit."""

    fonds: str
    year: int
    retention: Retention
    unit: str
    item: int

    def __str__(self) -> str:
        return f"{self.shelf}-{self.item:04}"

    @property
    def shelf(self) -> str:
        """All but the 件号: where items are counted together."""
        return f"{self.fonds}-{CATEGORY}·{self.year}-{self.retention}-{self.unit}"

    @classmethod
    def read(cls, text: str) -> ArchivalCode:
        """The other way; ValueError for what is no 档号."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(f"not a 档号: {text}")
        return cls(
            fonds=found["fonds"],
            year=int(found["year"]),
            retention=Retention(found["retention"]),
            unit=found["unit"],
            item=int(found["item"]),
        )
