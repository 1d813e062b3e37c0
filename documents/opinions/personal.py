"""常用语 of a person: theirs alone, changed at will, and so state and not events (design D3)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Text, select

from documents.opinions.steps import OpinionStep
from office.kernel.store import Store, state_tables

state_personal_phrases = Table(
    "state_personal_phrases",
    state_tables,
    Column("person", String(64)),
    Column("step", String(16)),
    Column("lines", Text, nullable=False),
    PrimaryKeyConstraint("person", "step"),
)


class PersonalPhrases:
    """A person's own phrases by step, the same in every post they hold."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, person: str) -> dict[OpinionStep, tuple[str, ...]]:
        """Of the steps that have any."""
        table = state_personal_phrases
        query = select(table.c.step, table.c.lines).where(table.c.person == person)
        with self._store.reading() as connection:
            return {
                OpinionStep(row.step): tuple(row.lines.splitlines())
                for row in connection.execute(query)
            }

    def keep(self, person: str, phrases: Mapping[OpinionStep, tuple[str, ...]]) -> None:
        """These, in place of what was kept."""
        table = state_personal_phrases
        rows = [
            {"person": person, "step": str(step), "lines": "\n".join(each)}
            for step, each in phrases.items()
            if each
        ]
        with self._store.changing_state() as connection:
            connection.execute(table.delete().where(table.c.person == person))
            if rows:
                connection.execute(table.insert(), rows)
