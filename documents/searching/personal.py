"""Searches that somebody keeps: theirs alone, changed at will, and so state (design D3)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Text, func, select

from documents.searching.conditions import CHOSEN, LITERAL, TYPED
from office.kernel.refusals import Refused
from office.kernel.store import Store, state_tables

MOST = 50
LONGEST_NAME = 40

state_saved_searches = Table(
    "state_saved_searches",
    state_tables,
    Column("person", String(64)),
    Column("agency", String(64)),
    Column("name", String(64)),
    Column("query", Text, nullable=False),
    PrimaryKeyConstraint("person", "agency", "name"),
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A search by its name. `query` is what follows the address of the page."""

    name: str
    query: str


class SavedSearches:
    """A person's searches in one agency. Days are kept as said: 上个月 is another next month."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, person: str, *, agency: str) -> list[Saved]:
        """By their names."""
        table = state_saved_searches
        query = select(table).where(table.c.person == person, table.c.agency == agency)
        with self._store.reading() as connection:
            rows = connection.execute(query.order_by(table.c.name)).all()
        return [Saved(row.name, row.query) for row in rows]

    def keep(self, person: str, *, agency: str, name: str, query: str) -> None:
        """Under this name, in place of what had it."""
        called = " ".join(name.split())
        kept = _checked(query)
        if not called or len(called) > LONGEST_NAME:
            raise Refused(f"请给这个查找起一个名字，不超过 {LONGEST_NAME} 字，再保存。")
        if not kept:
            raise Refused("没有查找条件，不能保存。请先填写条件，查找后再保存。")
        table = state_saved_searches
        whose = (table.c.person == person, table.c.agency == agency)
        with self._store.changing_state() as connection:
            connection.execute(table.delete().where(*whose, table.c.name == called))
            many = connection.execute(
                select(func.count()).select_from(table).where(*whose)
            ).scalar_one()
            if many >= MOST:
                raise Refused(f"最多保存 {MOST} 个查找。请先删去不再用的，再保存。")
            row = {"person": person, "agency": agency, "name": called, "query": kept}
            connection.execute(table.insert(), row)

    def forget(self, person: str, *, agency: str, name: str) -> None:
        """It is kept no longer; one that is not there is fine."""
        table = state_saved_searches
        with self._store.changing_state() as connection:
            connection.execute(
                table.delete().where(
                    table.c.person == person, table.c.agency == agency, table.c.name == name
                )
            )


def _checked(query: str) -> str:
    known = (*TYPED, *CHOSEN, LITERAL)
    return urlencode([(name, value) for name, value in parse_qsl(query) if name in known])
