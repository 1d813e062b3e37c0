"""The smallest values: badges, links, lamps, key hints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a badge looks (look.md 3): shape first, colour second."""

    KIND = "kind"
    URGENT = "urgent"
    FAST = "fast"
    DONE = "ok"
    WARNING = "warn"
    RETURNED = "bad"
    NEUTRAL = "quiet"


class Lamp(StrEnum):
    """Time left: green ring, amber half (due today), red disc (under two hours or overdue)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def label(self) -> str:
        """The lamp's name for a screen reader."""
        return {"green": "时限尚早", "amber": "今天到期", "red": "两小时内到期或已超期"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class Badge:
    """A word about the thing beside it. `icon` names a drawing of icons.jinja2."""

    text: str
    tone: Tone = Tone.KIND
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way on. `keys` are shown as key caps, `icon` as a drawing; `apart` opens a new window.

    `to_list`: back to the list that a paper was opened from, which the script may know better.
    """

    label: str
    href: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    apart: bool = False
    to_list: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """One entry of the foot bar: key caps and what they do."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value of the slip's head."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FileItem:
    """A file that can be fetched. `size` is in bytes; `pages` None if it has none."""

    name: str
    href: str
    size: int
    pages: int | None = None
