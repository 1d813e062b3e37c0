"""现行有效 on a day: every issued document with how it stood then, as rows to be searched."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import Table, and_, case, select

from documents.effect.force import Change, Force
from documents.effect.registers import effects
from documents.outgoing.registers import documents


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
