"""Registers: tables derived from events, filled in the act's own commit (design D3).

A room declares a `Register` with its tables and one pure handler per event class: event in,
operations out; no clock, no directory, no files, no reading. An operation names one row by its
whole primary key, so that a rebuild can fold thousands of them in memory and write each row
once. Every table has a column `subject`, the stream its row tells of, so that destroying a
stream's content takes its rows along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from eventsourcing.utils import get_topic
from sqlalchemy import ColumnElement, Connection, Delete, Insert, Table, Update, and_, bindparam

from office.kernel.entity import Event

Row = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an event stands in the journal, and by whose command."""

    id: int
    agency: str
    command: str


@dataclass(frozen=True, slots=True)
class Put:
    """The row with this primary key is now exactly this."""

    table: Table
    row: Row


@dataclass(frozen=True, slots=True)
class Change:
    """These columns of the row with this primary key have new values; no row, no change."""

    table: Table
    key: Row
    values: Row


@dataclass(frozen=True, slots=True)
class Remove:
    """There is no row with this primary key any more."""

    table: Table
    key: Row


def changing(table: Table) -> Callable[..., Change]:
    """How handlers say what is new in the row of an event's stream, or of the subject that is
    named: `changed(event, title=…)`. Where the table has `changed_at`, it holds when."""
    dated = "changed_at" in table.columns

    def changed(event: Any, *, subject: UUID | None = None, **values: Any) -> Change:
        when = {"changed_at": event.timestamp} if dated else {}
        return Change(table, {"subject": subject or event.originator_id}, {**values, **when})

    return changed


Operation = Put | Change | Remove
Handler = Callable[[Any, Entry], Iterable[Operation]]
Watcher = Callable[[Operation, Any, Entry], Iterable[Operation]]


@dataclass
class Register:
    """A named set of tables and the handlers that fill them.

    `watches` fills tables from what all registers do to rows, one operation at a time: for what
    is told of many rooms' rows alike (who had a paper how long), without each room's saying so.
    """

    name: str
    tables: Sequence[Table]
    handlers: dict[str, list[Handler]] = field(default_factory=lambda: defaultdict(list))
    watches: Watcher | None = None

    def __post_init__(self) -> None:
        for table in self.tables:
            if "subject" not in table.columns:
                raise TypeError(f"register table {table.name} has no column `subject`")

    def on(self, *topics: str) -> Callable[[Handler], Handler]:
        """Have the decorated handler called for each event of these topics."""

        def remember(handler: Handler) -> Handler:
            for topic in topics:
                self.handlers[topic].append(handler)
            return handler

        return remember

    def operations(self, event: Event, entry: Entry) -> list[Operation]:
        """What this event does to the register's rows."""
        return [
            operation
            for handler in self.handlers.get(get_topic(type(event)), ())
            for operation in handler(event, entry)
        ]


def operations_of(registers: Iterable[Register], event: Event, entry: Entry) -> list[Operation]:
    """What this event does to the rows of all of them."""
    registers = list(registers)
    found = [each for register in registers for each in register.operations(event, entry)]
    watchers = [register.watches for register in registers if register.watches]
    further = [each for it in found for watches in watchers for each in watches(it, event, entry)]
    return [*found, *further]


def execute(connection: Connection, operation: Operation) -> None:
    """One operation as statements. A row that breaks a unique constraint raises IntegrityError."""
    match operation:
        case Put(table, row):
            values = complete(table, row)
            named = {f"key_{column.name}": row[column.name] for column in table.primary_key}
            if connection.execute(_update(table), {**values, **named}).rowcount == 0:
                connection.execute(_insert(table), values)
        case Change(table, key, values):
            _refuse_unknown(table, values)
            connection.execute(_update(table), {**values, **_naming(table, key)})
        case Remove(table, key):
            connection.execute(_delete(table), _naming(table, key))


def _naming(table: Table, key: Row) -> Row:
    """The values by which `named` finds one row; its whole primary key must be there."""
    names = {column.name for column in table.primary_key}
    if set(key) != names:
        raise KeyError(f"a row of {table.name} is named by {sorted(names)}, not {sorted(key)}")
    return {f"key_{name}": value for name, value in key.items()}


def named(table: Table) -> ColumnElement[bool]:
    """The condition for one row, whose primary key comes as `key_` and the column's name."""
    return and_(*(each == bindparam(f"key_{each.name}") for each in table.primary_key))


# Most of what an act costs is saying the same few statements; each is put together once.
@cache
def _update(table: Table) -> Update:
    return table.update().where(named(table))


@cache
def _insert(table: Table) -> Insert:
    return table.insert()


@cache
def _delete(table: Table) -> Delete:
    return table.delete().where(named(table))


def complete(table: Table, row: Mapping[str, Any]) -> Row:
    """The row with every column named; a column left out is NULL. Unknown ones are refused."""
    _refuse_unknown(table, row)
    return {**_blank(table), **row}


def _refuse_unknown(table: Table, row: Mapping[str, Any]) -> None:
    if not row.keys() <= _blank(table).keys():
        raise KeyError(
            f"register table {table.name} has no column {sorted(set(row) - set(_blank(table)))}"
        )


@cache
def _blank(table: Table) -> Row:
    return dict.fromkeys(table.columns.keys())
