"""`office rebuild`: fill registers anew from the journal while the office works (design D3).

Shadow tables are filled batch by batch; the last events are caught up under the journal's lock,
the shadow is compared with what stands, and takes its place. Rows are exchanged by DELETE and
INSERT … SELECT, not by renaming tables: readers never wait (docs/decisions/0005).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Connection, MetaData, Table, func, inspect, select
from sqlalchemy.schema import CreateSchema
from sqlalchemy.sql.schema import RETAIN_SCHEMA

from office.kernel.condensing import condense
from office.kernel.destruction import CARRIED_OUT
from office.kernel.journal import journal, journal_head
from office.kernel.leases import alone
from office.kernel.mapping import EventMapper
from office.kernel.protection import may_create
from office.kernel.refusals import Refused
from office.kernel.registers import Entry, Operation, Register, operations_of
from office.kernel.store import Store

BATCH = 5_000
BUSY = "另一次重建正在进行，不能同时重建。请等它结束；如它已中断，两分钟后可以再试。"
SHADOW = "shadow_"
SCHEMA = "shadows"
"""On PostgreSQL the shadows have a schema of their own: the application's role may make tables
there and nowhere else (docs/decisions/0040)."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many rows a register table had and the journal gives, and how many of them differ."""

    table: str
    stood: int
    derived: int
    different: int

    @property
    def equal(self) -> bool:
        return self.different == 0


def rebuild(
    store: Store,
    registers: Sequence[Register],
    *,
    replace: bool = True,
    progress: Progress = lambda done, total: None,
) -> list[Comparison]:
    """Derive the registers from the journal, compare, and (if `replace`) put in place.

    `progress` is told events done and events in all.
    """
    with alone(store, "rebuild", refusal=BUSY) as renew:

        def told(done: int, total: int) -> None:
            renew()
            progress(done, total)

        return _rebuild(store, registers, replace=replace, progress=told)


def _rebuild(
    store: Store, registers: Sequence[Register], *, replace: bool, progress: Progress
) -> list[Comparison]:
    metadata = MetaData(schema=None if store.sqlite else SCHEMA)
    shadows = {
        table.name: _shadow(table, metadata) for register in registers for table in register.tables
    }
    with store.changing_state() as connection:
        if metadata.schema and not inspect(connection).has_schema(metadata.schema):
            connection.execute(CreateSchema(metadata.schema))
        metadata.drop_all(connection)
        metadata.create_all(connection)
    try:
        done = _catch_up(store, registers, shadows, after=0, progress=progress)
        with store.writing() as connection:
            _catch_up(store, registers, shadows, after=done, progress=progress)
            tables = [table for register in registers for table in register.tables]
            old = _of_older_program(connection, tables)
            found = [
                _compare(connection, table, shadows[table.name], comparable=table not in old)
                for table in tables
            ]
            if replace:
                _must_own(connection, old)
                for table in tables:
                    if table in old:
                        table.drop(connection)
                        table.create(connection)
                    else:
                        connection.execute(table.delete())
                    columns = list(table.columns.keys())
                    connection.execute(
                        table.insert().from_select(columns, select(shadows[table.name]))
                    )
        return found
    finally:
        with store.changing_state() as connection:
            metadata.drop_all(connection)


def _shadow(table: Table, metadata: MetaData) -> Table:
    # Only the key is kept unique: within a batch rows may pass through each other, and names of
    # indexes are taken by the original.
    schema = metadata.schema or RETAIN_SCHEMA
    shadow = table.to_metadata(metadata, schema=schema, name=SHADOW + table.name)
    shadow.indexes.clear()
    shadow.constraints = {shadow.primary_key}
    return shadow


def _catch_up(
    store: Store,
    registers: Sequence[Register],
    shadows: dict[str, Table],
    *,
    after: int,
    progress: Progress,
) -> int:
    """Fold the events behind `after` into the shadows; give the last id done."""
    with store.reading() as connection:
        total = connection.execute(select(journal_head.c.id)).scalar_one()
    while rows := _rows(store, after=after):
        operations, destroyed = _derive(rows, registers)
        with store.changing_state() as connection:
            condense(connection, operations, shadows)
            _forget(connection, destroyed, shadows)
        after = rows[-1].id
        progress(after, max(total, after))
        if len(rows) < BATCH:
            break  # so near the end that the rest is caught up under the lock
    return after


def _rows(store: Store, *, after: int) -> Sequence[Any]:
    columns = [column for column in journal.c if column.name not in ("digest", "chain")]
    query = select(*columns).where(journal.c.id > after).order_by(journal.c.id).limit(BATCH)
    with store.reading() as connection:
        return connection.execute(query).all()


def _derive(
    rows: Sequence[Any], registers: Sequence[Register]
) -> tuple[list[Operation], list[int]]:
    """What these events do to registers, and the ids of events that acts among them destroyed."""
    mapper = EventMapper()
    wanted = {topic for register in registers for topic in register.handlers} | {CARRIED_OUT}
    operations: list[Operation] = []
    destroyed: list[int] = []
    for row in rows:
        if row.topic not in wanted or not row.state:  # destroyed content (design D7)
            continue
        event: Any = mapper.to_domain_event(
            StoredEvent(row.originator_id, row.originator_version, row.topic, row.state)
        )
        if row.topic == CARRIED_OUT:
            destroyed.extend(event.rows)
        entry = Entry(id=row.id, agency=row.agency, command=row.command)
        operations.extend(operations_of(registers, event, entry))
    return operations, destroyed


def outdated(store: Store, registers: Sequence[Register]) -> list[str]:
    """The register tables that an older program made, with other columns than this one needs.

    They have to be derived anew before anything is read from them.
    """
    tables = [table for register in registers for table in register.tables]
    with store.reading() as connection:
        return [table.name for table in _of_older_program(connection, tables)]


def _of_older_program(connection: Connection, tables: Sequence[Table]) -> list[Table]:
    standing = inspect(connection)
    return [
        table
        for table in tables
        if {each["name"] for each in standing.get_columns(table.name)} != {*table.columns.keys()}
    ]


def _must_own(connection: Connection, old: Sequence[Table]) -> None:
    if old and connection.dialect.name == "postgresql" and not may_create(connection):
        raise Refused(
            f"程序更新后，登记簿 {'、'.join(each.name for each in old)} 须按新的格式重建，"
            "而配置的数据库账号不是表的所有者。请用所有者账号的配置文件执行 office rebuild，"
            "再把 office database grants 给出的授权语句执行一遍。"
        )


def _compare(
    connection: Connection, table: Table, shadow: Table, *, comparable: bool
) -> Comparison:
    def count(of: Table) -> int:
        return connection.execute(select(func.count()).select_from(of)).scalar_one()

    if not comparable:
        both = count(table), count(shadow)
        return Comparison(table.name, *both, max(*both, 1))
    columns = list(table.columns.keys())
    mine = select(*(table.c[name] for name in columns))
    derived = select(*(shadow.c[name] for name in columns))
    missing = connection.execute(
        select(func.count()).select_from(derived.except_(mine).subquery())
    ).scalar_one()
    extra = connection.execute(
        select(func.count()).select_from(mine.except_(derived).subquery())
    ).scalar_one()
    return Comparison(table.name, count(table), count(shadow), max(missing, extra))


def _forget(connection: Connection, destroyed: list[int], shadows: dict[str, Table]) -> None:
    """Take out what was derived from these events before an act destroyed them (design D7)."""
    if not destroyed:
        return
    streams = select(journal.c.originator_id).where(journal.c.id.in_(destroyed))
    for shadow in shadows.values():
        connection.execute(shadow.delete().where(shadow.c.subject.in_(streams)))
