"""What the application's PostgreSQL role may do: all that the office needs and no more (D1).

One role owns the tables; the office runs as another, which can read the journal and append to
it but neither change nor empty it, except through the function that destruction calls.
"""

from __future__ import annotations

from sqlalchemy import MetaData, Table, text

from office.kernel.journal import journal, journal_head, journal_tables
from office.kernel.rebuild import SCHEMA
from office.kernel.refusals import Refused
from office.kernel.store import Store, register_tables, state_tables

RIGHTS: dict[str, str] = {
    journal.name: "select, insert",
    journal_head.name: "select, update",
}
"""Of the journal's tables; the others (`journal_permit`) are the owner's alone."""

WORKING = "select, insert, update, delete"
"""Of registers and state."""


def grants(store: Store, *, role: str) -> list[str]:
    """SQL statements that make `role` the application's role, to be run by the owner.

    They take away first what the role may have had before, so they can be run again after each
    update. Raises Refused on SQLite, which knows no roles.
    """
    if store.sqlite:
        raise Refused(
            "SQLite 没有数据库账号，不需要授权；请用文件权限保护数据库文件。"
            "分设账号请改用 PostgreSQL。"
        )
    name = store.engine.dialect.identifier_preparer.quote(role)
    with store.reading() as connection:
        schema = connection.execute(text("select quote_ident(current_schema())")).scalar_one()
    return [
        f"grant usage on schema {schema} to {name};",
        f"grant usage on all sequences in schema {schema} to {name};",
        *(
            statement
            for table in _tables(journal_tables, state_tables, register_tables)
            for statement in _of_table(f"{schema}.{table.name}", role=name, rights=_rights(table))
        ),
        f"grant execute on function {schema}.journal_empty(bigint[], bigint) to {name};",
        # Rebuilding makes tables; nowhere else may the role do so.
        f"create schema if not exists {SCHEMA};",
        f"grant usage, create on schema {SCHEMA} to {name};",
    ]


def _tables(*groups: MetaData) -> list[Table]:
    return [table for group in groups for _, table in sorted(group.tables.items())]


def _rights(table: Table) -> str:
    return RIGHTS.get(table.name, "") if table.metadata is journal_tables else WORKING


def _of_table(table: str, *, role: str, rights: str) -> list[str]:
    taken = f"revoke all on {table} from {role};"
    return [taken, f"grant {rights} on {table} to {role};"] if rights else [taken]
