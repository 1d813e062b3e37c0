"""How the databases go about it: by their indices, never from end to end."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, Select, select, text
from sqlalchemy.dialects import postgresql, sqlite

from documents.outgoing.registers import documents
from office.desk.registers import done
from office.kernel.node import Node
from office.searching import fts5, tsvector
from office.searching.index import search_index
from office.searching.keys import HIGHEST, key_of

TODAY = date(2026, 11, 20)


def plan_of(connection: Connection, statement: str, **given: object) -> str:
    """What the database says it would do."""
    ways = {"sqlite": "explain query plan ", "postgresql": "explain "}
    rows = connection.execute(text(ways[connection.dialect.name] + statement), given)
    return "\n".join(str(row[-1]) for row in rows)


def test_a_search_reads_its_index_alone(node: Node) -> None:
    index = search_index(node.store)
    with node.store.changing_state() as connection:
        for number in range(1, 200):
            day = TODAY - timedelta(days=number)
            row = key_of(day, sequence=number), {"预算", f"n{number}"}
            index.put(connection, [row])
    find = fts5._FIND if node.store.sqlite else tsvector._FIND
    with node.store.reading() as connection:
        index.find(connection, "预算", at_least=0, below=HIGHEST, limit=5)
        given = {"at_least": 0, "below": HIGHEST, "limit": 5}
        wanted = '"预算"' if node.store.sqlite else "'预算'"
        plan = plan_of(connection, find.text, wanted=wanted, **given)
    assert ("VIRTUAL TABLE INDEX" if node.store.sqlite else "Bitmap Index Scan") in plan
    assert "Seq Scan" not in plan
    assert "TEMP B-TREE" not in plan


def test_a_register_and_what_is_done_come_in_the_order_of_an_index(node: Node) -> None:
    with node.store.changing_state() as connection:
        if not node.store.sqlite:
            connection.execute(text("set local enable_seqscan = off"))
        for query in (_register(), _done()):
            dialect = sqlite.dialect() if node.store.sqlite else postgresql.dialect()
            statement = str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
            plan = plan_of(connection, statement)
            assert "_latest" in plan
            assert "TEMP B-TREE" not in plan
            assert "Sort" not in plan


def _register() -> Select[tuple[object]]:
    place = (documents.c.changed_at.desc(), documents.c.subject.desc())
    query = select(documents.c.title).where(documents.c.agency == "A")
    return query.order_by(*place).limit(101)


def _done() -> Select[tuple[object]]:
    query = select(done.c.act).where(done.c.person == "p", done.c.agency == "A")
    return query.order_by(done.c.at.desc()).limit(200)
