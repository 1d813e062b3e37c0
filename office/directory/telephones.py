"""电话 of people: personal data, beside the record and never in an event (design D7, 0024)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Column, Table, Text, Uuid, select

from office.directory.entries import PersonEntry
from office.directory.ids import person_id
from office.kernel.store import Store, state_tables

state_telephones = Table(
    "state_telephones",
    state_tables,
    Column("subject", Uuid, primary_key=True),  # the person's stream: destroyed with it
    Column("telephone", Text, nullable=False),
)


class Telephones:
    """The telephone of everybody whom the source gave one at the last synchronisation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, people: Iterable[UUID]) -> dict[UUID, str]:
        """Of those of the people who have one."""
        query = select(state_telephones).where(state_telephones.c.subject.in_(list(people)))
        with self._store.reading() as connection:
            return {row.subject: row.telephone for row in connection.execute(query)}

    def differing(self, people: Sequence[PersonEntry]) -> dict[UUID, str]:
        """What a source's people have otherwise than is kept; "" for what is to go."""
        given = {person_id(each.key): each.telephone for each in people if each.telephone}
        with self._store.reading() as connection:
            kept = {row.subject: row.telephone for row in connection.execute(_ALL)}
        gone = dict.fromkeys(kept.keys() - given.keys(), "")
        return gone | {key: number for key, number in given.items() if kept.get(key) != number}

    def change(self, differing: dict[UUID, str]) -> None:
        """Keep these; what is "" is forgotten."""
        table = state_telephones
        rows = [{"subject": key, "telephone": each} for key, each in differing.items() if each]
        with self._store.changing_state() as connection:
            for key in differing:
                connection.execute(table.delete().where(table.c.subject == key))
            if rows:
                connection.execute(table.insert(), rows)


_ALL = select(state_telephones)
