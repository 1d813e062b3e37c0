"""Who had what, from when to when: folded from what desks changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from office.desk.turn_register import BEGAN, CHANGED


@dataclass(frozen=True, slots=True)
class Spell:
    """One turn of one paper, begun by the act that is `entry` in the journal; `until` is None
    while it lasts."""

    subject: UUID
    slot: str
    room: str
    step: str
    list: str
    person: str
    role: str
    unit: str
    since: datetime
    entry: int
    until: datetime | None = None


def spells_of(rows: Iterable[Any]) -> Iterator[Spell]:
    """From rows of turns with their `room`, in the order of subject, slot and id."""
    for _, turns in groupby(rows, key=lambda row: (row.subject, row.slot)):
        yield from _of_slot(turns)


def _of_slot(rows: Iterable[Any]) -> Iterator[Spell]:
    current: Spell | None = None
    for row in rows:
        if row.what == CHANGED:
            if current is not None and row.person is not None:
                yield replace(current, until=row.at)
                current = replace(
                    current, person=row.person, role="", unit="", since=row.at, entry=row.id
                )
            continue
        if current is not None:
            yield replace(current, until=row.at)
        current = _begun(row) if row.what == BEGAN else None
    if current is not None:
        yield current


def _begun(row: Any) -> Spell:
    return Spell(
        subject=row.subject,
        slot=row.slot,
        room=row.room,
        step=row.step,
        list=row.list,
        person=row.person,
        role=row.role,
        unit=row.unit,
        since=row.at,
        entry=row.id,
    )
