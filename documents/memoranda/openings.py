"""Who has opened a memorandum since it came to them: what has been opened is not taken back.

State, not events (design D3): looking at a page is no act.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Uuid, delete, insert, select

from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.store import Store, state_tables

openings = Table(
    "state_memorandum_openings",
    state_tables,
    Column("subject", Uuid),
    Column("person", String(64)),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "person"),
)


class Openings:
    """Notes and tells who has opened what is before them."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def note(self, subject: UUID, person: str) -> None:
        """This person has it open. Only the first time anything is written."""
        if person in self.of(subject):
            return
        with self._store.changing_state() as connection:
            if person not in self.of(subject):
                values = {"subject": subject, "person": person, "at": self._clock.now()}
                connection.execute(insert(openings).values(values))

    def of(self, subject: UUID) -> set[str]:
        """Who has opened it since it came to them."""
        query = select(openings.c.person).where(openings.c.subject == subject)
        with self._store.reading() as connection:
            return set(connection.execute(query).scalars())

    def forget(self, subject: UUID, people: Sequence[str]) -> None:
        """It comes to these people anew. Called inside the act that hands it on."""
        gone = (openings.c.subject == subject, openings.c.person.in_(people))
        with self._store.changing_state() as connection:
            connection.execute(delete(openings).where(*gone))
