"""What an operation does to the rows of a register, and what it refuses to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Uuid, select

from office.kernel.registers import Change, Operation, Put, Remove, execute
from office.kernel.store import Store

seats = Table(
    "register_seats",
    MetaData(),
    Column("subject", Uuid, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("who", String),
)
HALL = UUID(int=1)
FIRST = {"subject": HALL, "place": 1}


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    store = Store(database_url)
    with store.engine.begin() as connection:
        seats.create(connection)
        yield connection
        connection.rollback()
    store.close()


def rows(connection: Connection) -> list[dict[str, Any]]:
    query = select(seats).order_by(seats.c.place)
    return [dict(row) for row in connection.execute(query).mappings()]


def test_a_row_is_put_changed_and_removed_by_its_whole_key(connection: Connection) -> None:
    execute(connection, Put(seats, {**FIRST, "who": "甲"}))
    execute(connection, Put(seats, {**FIRST, "place": 2, "who": "乙"}))
    execute(connection, Change(seats, FIRST, {"who": "丙", "place": 3}))
    assert [(row["place"], row["who"]) for row in rows(connection)] == [(2, "乙"), (3, "丙")]
    execute(connection, Remove(seats, {**FIRST, "place": 3}))
    execute(connection, Put(seats, {**FIRST, "place": 2}))
    assert [(row["place"], row["who"]) for row in rows(connection)] == [(2, None)]


@pytest.mark.parametrize(
    "operation",
    [
        Put(seats, {**FIRST, "whom": "甲"}),
        Put(seats, {"subject": HALL, "who": "甲"}),
        Change(seats, FIRST, {"whom": "甲"}),
        Change(seats, {"subject": HALL}, {"who": "甲"}),
        Remove(seats, {"subject": HALL}),
    ],
)
def test_an_operation_that_names_no_such_row_or_column_is_refused(
    connection: Connection, operation: Operation
) -> None:
    execute(connection, Put(seats, {**FIRST, "who": "甲"}))
    stood = rows(connection)
    with pytest.raises(KeyError):
        execute(connection, operation)
    assert rows(connection) == stood
