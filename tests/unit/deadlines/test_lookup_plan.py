"""What is asked at every turn of a follower does not go over all that ever was."""

from __future__ import annotations

from sqlalchemy import create_engine, select
from sqlalchemy.dialects import sqlite

from documents.consulting.registers import consulted
from office.kernel.store import register_tables


def test_who_is_waited_for_is_found_by_an_index_of_those_alone() -> None:
    engine = create_engine("sqlite://")
    register_tables.create_all(engine, tables=[consulted])
    query = select(consulted.c.subject).where(consulted.c.expected)
    sql = str(query.compile(dialect=sqlite.dialect()))
    with engine.connect() as connection:
        plan = [row.detail for row in connection.exec_driver_sql(f"explain query plan {sql}")]
    engine.dispose()
    assert plan == ["SCAN consulted USING INDEX consulted_expected"]
