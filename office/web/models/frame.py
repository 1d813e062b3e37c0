"""What stands around every page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RailItem:
    """One room in the rail. `count` None shows no number."""

    name: str
    label: str
    href: str
    icon: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class RailGroup:
    """Rail items under one small heading (the first group has none)."""

    title: str
    items: tuple[RailItem, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Who is logged in, as the rail shows it. `standing_in` says in whose place they act."""

    name: str
    post: str
    agency: str
    has_posts: bool = False
    standing_in: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How the person wants the screen: `theme` is auto, light or dark."""

    theme: str = "auto"
    large: bool = False
