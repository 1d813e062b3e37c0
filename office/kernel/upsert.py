"""INSERT that yields to a row which is there already, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_if_absent(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless its key is taken; tells whether it was inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(dict(row)).on_conflict_do_nothing()
    # Of an INSERT the count is kept only when asked for: without it psycopg's is -1.
    counted = statement.execution_options(preserve_rowcount=True)
    return connection.execute(counted).rowcount == 1
