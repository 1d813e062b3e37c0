"""The index's own tables. They are state: filled after the act, kept in the backup, and a
`subject` in them takes its rows along when its content is destroyed (design D3, D7)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Uuid,
    event,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from office.kernel.columns import BigId, Moment
from office.kernel.store import state_tables

papers = Table(
    "state_search_papers",
    state_tables,
    Column("subject", Uuid, primary_key=True),
    Column("key", BigId, nullable=False, unique=True),
    Column("agency", String(64), nullable=False),
    Column("room", String(32), nullable=False),
    Column("shown", Text, nullable=False),
)
"""Each paper that can be found: its place in the order of results, and what results say of it."""

pieces = Table(
    "state_search_pieces",
    state_tables,
    Column("subject", Uuid),
    Column("place", Integer),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("readers", Text, nullable=False),
    PrimaryKeyConstraint("subject", "place"),
)
"""Its texts, cleaned: for exact comparison and for the words around a hit. `readers`: ids, one a
line; empty for whoever may see the paper."""

waiting = Table(
    "state_search_waiting",
    state_tables,
    Column("subject", Uuid, primary_key=True),
    Column("room", String(32), nullable=False),
    Column("mark", BigId, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("not_before", Moment),
)
"""Papers that changed since they were indexed, each with the journal's id of its last event."""

scheme = Table(
    "state_search_scheme",
    state_tables,
    Column("one", Integer, primary_key=True),
    Column("scheme", Integer, nullable=False),
)
"""By which rules of the program the index was filled."""

terms = Table(
    "state_search_terms",
    state_tables,
    Column("key", BigId, primary_key=True, autoincrement=False),
    Column("terms", LargeBinary().with_variant(TSVECTOR(), "postgresql"), nullable=False),
)
"""PostgreSQL: the index itself. SQLite: what each row of the index was filled with (deflated),
for an index without content can only be told to forget what it is told again."""

INDEX = "state_search_index"

_FTS5 = (
    f"create virtual table if not exists {INDEX} using fts5(terms, content='', detail=none,"
    " columnsize=0, tokenize='unicode61 remove_diacritics 0')"
)
# Terms lie out of line, so that the row of a hit is read without them. What waits to be merged
# into the index is read from end to end by each search, so little may wait.
_GIN = (
    f"alter table {terms.name} alter column terms set storage external",
    f"alter table {terms.name} set (toast_tuple_target = 128)",
    (
        f"create index {INDEX} on {terms.name} using gin (terms)"
        " with (fastupdate = on, gin_pending_list_limit = 256)"
    ),
)


@event.listens_for(terms, "after_create")
def _create_index(_table: Table, connection: Connection, **_: Any) -> None:
    for statement in (_FTS5,) if connection.dialect.name == "sqlite" else _GIN:
        connection.execute(text(statement))
