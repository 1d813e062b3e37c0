"""The whole record as timelines: what a synchronisation compares a source with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from office.directory.registers import (
    JSON_COLUMNS,
    agencies,
    homes,
    identities,
    people,
    posts,
    units,
)
from office.directory.timeline import UNTIL, Facts, Timeline

NOT_FACTS = frozenset({"subject", "since", "login_key"})


@dataclass(frozen=True, slots=True)
class Record:
    """Timelines by stream, for each kind of aggregate; those of posts by person and key too.

    `homes`: by stream the node that tells of an agency, where it is not this one.
    """

    agencies: dict[UUID, Timeline]
    identities: dict[UUID, Timeline]
    units: dict[UUID, Timeline]
    people: dict[UUID, Timeline]
    posts: dict[tuple[UUID, str], Timeline]
    homes: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection) -> Record:
        """From the registers."""
        found_posts: dict[tuple[UUID, str], Timeline] = {}
        for subject, since, facts in _periods(connection, posts):
            found_posts.setdefault((subject, facts["key"]), Timeline()).periods[since] = facts
        return cls(
            agencies=_timelines(connection, agencies),
            identities=_timelines(connection, identities),
            units=_timelines(connection, units),
            people=_timelines(connection, people),
            posts=found_posts,
            homes={row.subject: row.node for row in connection.execute(select(homes)) if row.node},
        )


def _timelines(connection: Connection, table: Table) -> dict[UUID, Timeline]:
    found: dict[UUID, Timeline] = {}
    for subject, since, facts in _periods(connection, table):
        found.setdefault(subject, Timeline()).periods[since] = facts
    return found


def _periods(connection: Connection, table: Table) -> Iterator[tuple[UUID, str, Facts]]:
    for row in connection.execute(select(table).order_by(table.c.since)).mappings():
        facts = {name: _fact(name, value) for name, value in row.items() if name not in NOT_FACTS}
        yield row["subject"], row["since"].isoformat(), facts


def _fact(name: str, value: Any) -> Any:
    if name == UNTIL:
        return value.isoformat()
    return json.loads(value) if name in JSON_COLUMNS else value
