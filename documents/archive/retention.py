"""保管期限: how long a record is kept, proposed by rules that are data and name their clause."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from office.kernel.refusals import Refused

ORDER = "《机关文件材料归档范围和文书档案保管期限规定》（国家档案局令第8号）"


class Retention(StrEnum):
    """永久, 30年, 10年 as DA/T 22-2015 codes them. The value is in events and never changes."""

    FOR_EVER = "Y"
    YEARS_30 = "D30"
    YEARS_10 = "D10"


RETENTION_WORDS = {
    Retention.FOR_EVER: "永久",
    Retention.YEARS_30: "30年",
    Retention.YEARS_10: "10年",
}
_YEARS = {Retention.YEARS_30: 30, Retention.YEARS_10: 10}


def kept_until(retention: Retention, year: int) -> date | None:
    """The last day of the term, counted from the year's end; None for ever."""
    years = _YEARS.get(retention)
    return date(year + years, 12, 31) if years else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term, the clause that says so and why it fits."""

    retention: Retention
    clause: str
    why: str

    @property
    def words(self) -> str:
        """永久：《…》第七条（一），本机关制定的法规政策性文件材料."""
        return f"{RETENTION_WORDS[self.retention]}：{ORDER}{self.clause}，{self.why}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What must all be so; what is empty fits everything."""

    proposal: Proposal
    room: str = ""
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    track: str = ""

    def fits(self, *, room: str, type: str, title: str, track: str) -> bool:
        """Whether it speaks of such a paper."""
        return (
            self.room in ("", room)
            and (not self.types or type in self.types)
            and (not self.words or any(word in title for word in self.words))
            and self.track in ("", track)
        )


def propose(
    rules: tuple[Rule, ...], *, room: str, type: str, title: str, track: str = ""
) -> Proposal:
    """What the first fitting rule says."""
    for rule in rules:
        if rule.fits(room=room, type=type, title=title, track=track):
            return rule.proposal
    raise Refused(
        "没有一条保管期限规则适用于此件。请在归档设置的规则表末尾补一条不带条件的规则，再归档。"
    )


@cache
def retention_rules(path: Path | None = None) -> tuple[Rule, ...]:
    """The rules of the site's file, else those that come along. Refused for what is no rule."""
    own = tomllib.loads(path.read_text("utf-8")) if path else {}
    if "rules" not in own:
        source = files("documents.archive") / "data" / "retention.toml"
        own = tomllib.loads(source.read_text("utf-8"))
    return tuple(_rule(each) for each in own["rules"])


def _rule(told: Mapping[str, Any]) -> Rule:
    unknown = set(told) - {"room", "types", "words", "track", "retention", "clause", "why"}
    try:
        retention = Retention(told["retention"])
        proposal = Proposal(retention, clause=told["clause"], why=told["why"])
    except (KeyError, ValueError) as fault:
        raise Refused(
            f"保管期限规则 {dict(told)} 不能用：retention 应为 Y、D30 或 D10，clause、why 不能缺。"
        ) from fault
    if unknown:
        raise Refused(f"保管期限规则中不认识 {'、'.join(sorted(unknown))}。请对照样例改正。")
    return Rule(
        proposal,
        room=told.get("room", ""),
        types=tuple(told.get("types", ())),
        words=tuple(told.get("words", ())),
        track=told.get("track", ""),
    )
