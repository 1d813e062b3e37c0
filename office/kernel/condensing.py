"""Many operations at once: condensed in memory by row, and each row written once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table, and_, select

from office.kernel.registers import (
    Change,
    Key,
    Operation,
    Put,
    Remove,
    Row,
    complete,
    named,
)


def condense(
    connection: Connection, operations: Iterable[Operation], tables: Mapping[str, Table]
) -> None:
    """Carry out operations on `tables` (by the original's name), writing each row once."""
    by_table: dict[str, list[Operation]] = {}
    for operation in operations:
        by_table.setdefault(operation.table.name, []).append(operation)
    for name, of_table in by_table.items():
        _condense_table(connection, of_table, tables[name])


def _condense_table(connection: Connection, operations: list[Operation], table: Table) -> None:
    names = [column.name for column in table.primary_key]
    keys = [_key(operation, names) for operation in operations]
    stood = _load(connection, table, keys, names)
    rows = dict(stood)
    for operation, key in zip(operations, keys, strict=True):
        match operation:
            case Put(_, row):
                rows[key] = complete(table, row)
            case Change(_, _, values):
                if key in rows:
                    rows[key] = {**rows[key], **values}
            case Remove():
                rows.pop(key, None)
    _delete(connection, table, list(stood), names)
    if rows:
        connection.execute(table.insert(), list(rows.values()))


def _key(operation: Operation, names: list[str]) -> Key:
    named = operation.row if isinstance(operation, Put) else operation.key
    return tuple(named[name] for name in names)


CHUNK = 400
"""Keys in one statement: SQLite takes 32,766 parameters, and plans stay small."""


def _load(
    connection: Connection, table: Table, keys: list[Key], names: list[str]
) -> dict[Key, Row]:
    # Column by column: a list of whole composite keys would not use SQLite's index. What else
    # is found is left out.
    unique = list(dict.fromkeys(keys))
    found: dict[Key, Row] = {}
    for start in range(0, len(unique), CHUNK):
        wanted = set(unique[start : start + CHUNK])
        parts = zip(names, zip(*wanted, strict=True), strict=True)
        among = and_(*(table.c[name].in_(set(part)) for name, part in parts))
        for row in connection.execute(select(table).where(among)).mappings():
            key = tuple(row[name] for name in names)
            if key in wanted:
                found[key] = dict(row)
    return found


def _delete(connection: Connection, table: Table, keys: list[Key], names: list[str]) -> None:
    if keys:
        rows = [
            {f"key_{name}": part for name, part in zip(names, key, strict=True)} for key in keys
        ]
        connection.execute(table.delete().where(named(table)), rows)
