"""What rooms say beside the titles of subjects, in whatever list they stand: badges, for today."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from office.web.models import Badge, Preview, RegisterRow, Row, Tone

Marks = Mapping[UUID, tuple[Badge, ...]]
Marker = Callable[[Request, Collection[UUID]], Marks]
Listed = TypeVar("Listed", Row, RegisterRow, Preview)

MARKERS = "office.desk.markers"
STOPPED = Badge("停止计时", Tone.NEUTRAL, "time")
"""Said by whoever keeps the clocks; desks say it in the place of the day."""


def marks_of(request: Request, room: str, subjects: Collection[UUID]) -> Marks:
    """What is said of a room's subjects, all asked for at once; nothing of most."""
    markers: list[Marker] = request.registry.get(MARKERS, {}).get(room, [])
    found: dict[UUID, tuple[Badge, ...]] = {}
    for marker in markers if subjects else ():
        for subject, badges in marker(request, subjects).items():
            found[subject] = (*found.get(subject, ()), *badges)
    return found


def marks_on_desk(request: Request, rows: Iterable[Any]) -> Marks:
    """The same of a desk's rows, each of which names its room."""
    by_room: dict[str, set[UUID]] = {}
    for row in rows:
        by_room.setdefault(row.room, set()).add(row.subject)
    found: dict[UUID, tuple[Badge, ...]] = {}
    for room, subjects in by_room.items():
        found |= marks_of(request, room, subjects)
    return found


def marked(listed: Listed, badges: tuple[Badge, ...]) -> Listed:
    """With these badges behind its own."""
    return replace(listed, badges=(*listed.badges, *badges))


def add_desk_marks(config: Configurator, room: str, marker: Marker) -> None:
    """Directive: what a room has to say beside the titles of another's subjects, behind what
    others say of them."""
    config.registry.setdefault(MARKERS, {}).setdefault(room, []).append(marker)


def includeme(config: Configurator) -> None:
    """The directive."""
    config.add_directive("add_desk_marks", add_desk_marks)
