"""现行有效 on a day, asked of the register: by lists, of some documents, or of all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, case, select

from documents.effect.force import Change, Force, force_on
from documents.effect.registers import effects
from documents.outgoing.registers import documents
from office.kernel.store import Store

AT_ONCE = 500
"""Documents asked for by one statement."""


def effect_columns() -> tuple[ColumnElement[Any], ...]:
    """What `force_of` needs of a row, for queries that join the register of effect."""
    names = ("issued", "since", "until", "ended", "ended_day")
    return tuple(effects.c[name].label(f"effect_{name}") for name in names)


def force_of(row: Any, day: date) -> Force | None:
    """How the document of a row with `effect_columns` stands on that day; None: not issued."""
    if not row.effect_issued:
        return None
    return force_on(
        day,
        since=row.effect_since,
        until=row.effect_until,
        ended=row.effect_ended,
        ended_day=row.effect_ended_day,
    )


def forces_on(store: Store, subjects: Collection[UUID], day: date) -> dict[UUID, Force]:
    """How these documents stand on that day; those that were never issued are left out."""
    found: dict[UUID, Force] = {}
    for some in in_parts(subjects):
        query = select(effects.c.subject, *effect_columns()).where(effects.c.subject.in_(some))
        with store.reading() as connection:
            rows = connection.execute(query).all()
        found |= {row.subject: force for row in rows if (force := force_of(row, day))}
    return found


def in_parts(subjects: Collection[UUID]) -> Iterator[list[UUID]]:
    """Few enough of them for one statement each."""
    wanted = sorted(subjects)
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def effects_on(day: date, *, force: Force | None = None) -> Table:
    """Issued documents with a column `force`; with `force`, only those that stood so.

    The same calculation as `force_on`, said in SQL; a test compares them row by row.
    """
    asked = day.isoformat()
    over = and_(effects.c.ended != "", effects.c.ended_day <= asked)
    stood = case(
        (effects.c.ended == Change.ANNUL, Force.ANNULLED.value),
        (effects.c.since > asked, Force.NOT_YET.value),
        (and_(over, effects.c.ended == Change.REPEAL), Force.REPEALED.value),
        (over, Force.LAPSED.value),
        (and_(effects.c.until != "", effects.c.until < asked), Force.LAPSED.value),
        else_=Force.IN_FORCE.value,
    )
    query = (
        select(
            effects.c.subject,
            effects.c.agency,
            effects.c.since,
            effects.c.until,
            effects.c.stated,
            effects.c.lasting,
            effects.c.regulatory,
            effects.c.ended_day,
            effects.c.changed_at,
            stood.label("force"),
            documents.c.title,
            documents.c.number,
            documents.c.type,
            documents.c.urgency,
        )
        .join(documents, documents.c.subject == effects.c.subject)
        .where(effects.c.issued != "")
    )
    if force is not None:
        query = query.where(stood == force.value)
    return cast("Table", query.subquery("effects_on"))
