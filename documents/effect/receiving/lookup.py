"""Whether what was received is in force on a day, as far as its sender told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from documents.effect.force import Change, Force, force_on
from documents.effect.lookup import in_parts
from documents.effect.receiving.registers import heard_effects
from office.kernel.store import Store

_COLUMNS = (heard_effects.c.change.label("heard_change"), heard_effects.c.day.label("heard_day"))


def _heard_force(row: Any, day: date) -> Force | None:
    """How the paper of a row with these columns stands; None where nothing was heard of it."""
    if not row.heard_change:
        return None
    if row.heard_change == Change.EXTEND:
        return force_on(day, since="", until=row.heard_day)
    return force_on(day, since="", ended=row.heard_change, ended_day=row.heard_day)


def heard_forces_on(store: Store, subjects: Collection[UUID], day: date) -> dict[UUID, Force]:
    """How these papers stand on that day; those of which nothing was heard are left out."""
    found: dict[UUID, Force] = {}
    for some in in_parts(subjects):
        mine = heard_effects.c.incoming.in_(some)
        query = select(heard_effects.c.incoming, *_COLUMNS).where(mine)
        with store.reading() as connection:
            rows = connection.execute(query).all()
        found |= {row.incoming: force for row in rows if (force := _heard_force(row, day))}
    return found
