"""The database itself refuses to change or delete what stands in the journal (design D1, D7).

Triggers bind everybody, the tables' owner included. The one way through is a row in
`journal_permit`, written and removed by `office.kernel.destruction` in the transaction of the
act that it records; on PostgreSQL the application's role has no right to UPDATE the journal at
all and calls a function of the owner instead, which empties only what a recorded act names
(docs/decisions/0040, docs/operations.md).
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, Table, text

from office.kernel.columns import BigId
from office.kernel.journal import journal_tables

journal_permit = Table(
    "journal_permit",
    journal_tables,
    Column("one", Integer, primary_key=True),
    Column("act", BigId, nullable=False),
)

_SQLITE = (
    """create trigger if not exists journal_is_never_deleted before delete on journal
       begin select raise(abort, 'journal rows are never deleted'); end""",
    """create trigger if not exists journal_is_never_changed before update on journal
       when not exists (select 1 from journal_permit)
         or new.id is not old.id or new.agency is not old.agency
         or new.originator_id is not old.originator_id
         or new.originator_version is not old.originator_version
         or new.topic is not old.topic or new.command is not old.command
         or new.digest is not old.digest or new.chain is not old.chain or length(new.state) > 0
       begin select raise(abort, 'journal rows are never changed'); end""",
)

_POSTGRESQL = (
    """create or replace function journal_keeps() returns trigger language plpgsql as $$
       begin
         if tg_op = 'UPDATE' and exists (select 1 from journal_permit)
            and (new.id, new.agency, new.originator_id, new.originator_version, new.topic,
                 new.command, new.digest, new.chain)
              = (old.id, old.agency, old.originator_id, old.originator_version, old.topic,
                 old.command, old.digest, old.chain)
            and length(new.state) = 0
         then return new; end if;
         raise exception 'journal rows are never changed or deleted';
       end $$""",
    # Without a path of its own the function would take a caller's temporary table for the journal.
    """create or replace function journal_empty(ids bigint[], act bigint) returns void
       language plpgsql security definer set search_path = {schema}, pg_temp as $$
       begin
         if not exists (
           select 1 from journal where id = act and topic = 'kernel.Destruction.CarriedOut'
             and convert_from(state, 'UTF8')::jsonb -> 'rows' @> to_jsonb(ids))
         then raise exception 'no recorded act destroys these rows'; end if;
         insert into journal_permit (one, act) values (1, act);
         update journal set state = '' where id = any(ids);
         delete from journal_permit;
       end $$""",
    "revoke execute on function journal_empty(bigint[], bigint) from public",
)

_TRIGGERS = {
    "journal_kept": """create trigger journal_kept before update or delete on journal
       for each row execute function journal_keeps()""",
    "journal_not_truncated": """create trigger journal_not_truncated before truncate on journal
       for each statement execute function journal_keeps()""",
}


def protect_journal(connection: Connection) -> None:
    """Install the triggers (and, on PostgreSQL, the function that destruction calls)."""
    if connection.dialect.name == "sqlite":
        for statement in _SQLITE:
            connection.execute(text(statement))
        return
    schema = connection.execute(text("select quote_ident(current_schema())")).scalar_one()
    for statement in _POSTGRESQL:
        connection.exec_driver_sql(statement.replace("{schema}", schema))
    # A trigger that stands is left alone: to make it anew waits for everybody who reads.
    standing = set(connection.execute(text(_STANDING)).scalars())
    for name, statement in _TRIGGERS.items():
        if name not in standing:
            connection.execute(text(f"drop trigger if exists {name} on journal"))
            connection.execute(text(statement))


_STANDING = """select tgname from pg_trigger
               where tgrelid = 'journal'::regclass and tgenabled = 'O'"""


def may_create(connection: Connection) -> bool:
    """Whether this PostgreSQL role owns the journal, or there is none yet."""
    owns = connection.execute(
        text(
            "select pg_has_role(relowner, 'MEMBER') from pg_class"
            " where oid = to_regclass('journal')"
        )
    ).scalar()
    return owns is not False
