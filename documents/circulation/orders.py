"""传阅规则: in which order papers go round and when readers are reminded, as data (TOML).

[[order]]
agency = "830000-zfb"      # left out: every agency
kinds = ["reading"]        # 阅件; handling 办件, issued 本机关公文, memorandum 签报; none: all
leaders = "down"           # down: from the principal down; up: from the deputy in charge up
mode = "at-once"           # what the form proposes: at-once, in-order
remind_after = 2           # working days until a reader is reminded; 0: never
reminders = 3              # how often at most

The first entry that fits is taken. Others than leaders follow them, by rank.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from documents.circulation.stages import Mode
from office.directory.answers import Incumbent
from office.directory.kinds import Role
from office.kernel.refusals import Refused

READING, HANDLING, ISSUED, MEMORANDUM = "reading", "handling", "issued", "memorandum"
KINDS = (READING, HANDLING, ISSUED, MEMORANDUM)
_KEYS = frozenset({"agency", "kinds", "leaders", "mode", "remind_after", "reminders"})
_STANDARD = "orders.toml"


@dataclass(frozen=True, slots=True)
class Order:
    """How papers of these kinds go round in an agency; an empty agency is every one."""

    agency: str = ""
    kinds: tuple[str, ...] = KINDS
    upward: bool = False
    mode: Mode = Mode.AT_ONCE
    remind_after: int = 2
    reminders: int = 3

    def arranged(self, readers: Sequence[str], posts: Sequence[Incumbent]) -> list[str]:
        """The readers in their order; `posts` are the agency's, by rank."""
        leaders = [str(each.person.id) for each in posts if Role.LEADER in each.roles]
        leading = list(dict.fromkeys(leaders))
        if self.upward:
            leading.reverse()
        ranked = dict.fromkeys([*leading, *(str(each.person.id) for each in posts)])
        places = {each: place for place, each in enumerate(ranked)}
        return sorted(dict.fromkeys(readers), key=lambda each: places.get(each, len(places)))


class Orders:
    """The site's entries before those that hold everywhere."""

    def __init__(self, entries: Sequence[Order]) -> None:
        self._entries = tuple(entries)

    def of(self, *, agency: str, kind: str) -> Order:
        """The first that fits; as the class says where none does."""
        for each in self._entries:
            if each.agency in ("", agency) and kind in each.kinds:
                return each
        return Order()


def read_orders(site: Path | None) -> Orders:
    """The site's file (or none), then what holds everywhere. Refused with the entry named."""
    data = resources.files("documents.circulation") / "data" / _STANDARD
    standard = _entries(data.read_text(encoding="utf-8"), of=_STANDARD)
    own = _entries(site.read_text(encoding="utf-8"), of=site.name) if site else []
    return Orders([*own, *standard])


def _entries(text: str, *, of: str) -> list[Order]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"传阅规则 {of} 无法读取：{error}。请改正后重新启动。") from error
    entries = found.get("order", [])
    return [_order(each, f"{of} 第 {place} 条") for place, each in enumerate(entries, start=1)]


def _order(entry: Mapping[str, Any], where: str) -> Order:
    if unknown := set(entry) - _KEYS:
        raise Refused(f"传阅规则 {where} 有不认识的项：{'、'.join(sorted(unknown))}。请改正。")
    kinds = tuple(entry.get("kinds", KINDS))
    if not set(kinds) <= set(KINDS):
        raise Refused(f"传阅规则 {where} 的 kinds 只能是 {'、'.join(KINDS)}。请改正。")
    if entry.get("leaders", "down") not in ("down", "up"):
        raise Refused(f"传阅规则 {where} 的 leaders 只能是 down 或 up。请改正。")
    if entry.get("mode", Mode.AT_ONCE) not in set(Mode):
        raise Refused(f"传阅规则 {where} 的 mode 只能是 at-once 或 in-order。请改正。")
    for key in ("remind_after", "reminders"):
        if not isinstance(entry.get(key, 0), int) or entry.get(key, 0) < 0:
            raise Refused(f"传阅规则 {where} 的 {key} 应当是不小于 0 的整数。请改正。")
    return Order(
        agency=entry.get("agency", ""),
        kinds=kinds,
        upward=entry.get("leaders", "down") == "up",
        mode=Mode(entry.get("mode", Mode.AT_ONCE)),
        remind_after=entry.get("remind_after", Order().remind_after),
        reminders=entry.get("reminders", Order().reminders),
    )
