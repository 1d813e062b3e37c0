"""电话 on a 签报: personal data, beside its events and never in them (design D7, 0024)."""

from __future__ import annotations

from sqlalchemy import Column, Table, Text, Uuid, select

from documents.memoranda.memorandum import Memorandum
from documents.memoranda.ports import Colleagues
from office.kernel.store import Store, state_tables

state_memorandum_telephones = Table(
    "state_memorandum_telephones",
    state_tables,
    Column("subject", Uuid, primary_key=True),  # the memorandum: destroyed with it
    Column("telephone", Text, nullable=False),
)


class Telephones:
    """Where to ask about a memorandum."""

    def __init__(self, store: Store, colleagues: Colleagues) -> None:
        self._store = store
        self._colleagues = colleagues

    def of(self, it: Memorandum) -> str:
        """What its drafter typed last, else their number in the address list; "" for neither."""
        table = state_memorandum_telephones
        query = select(table.c.telephone).where(table.c.subject == it.id)
        with self._store.reading() as connection:
            typed = connection.execute(query).scalar()
        return typed or self._colleagues.telephone_of(it.drafter)

    def keep(self, it: Memorandum, telephone: str) -> None:
        """What was typed, in place of what was kept.

        What stands in the address list is not kept twice: there it changes and goes.
        """
        table = state_memorandum_telephones
        with self._store.changing_state() as connection:
            connection.execute(table.delete().where(table.c.subject == it.id))
            if telephone not in ("", self._colleagues.telephone_of(it.drafter)):
                row = {"subject": it.id, "telephone": telephone}
                connection.execute(table.insert().values(row))
