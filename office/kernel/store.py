"""One database for the whole node: who may write, in which order, and what a failure undoes.

Every write transaction takes the journal's lock first (design D2), so acts stand one behind the
other and no two of them can wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    create_engine,
    event,
    exc,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from office.kernel.act import Act
from office.kernel.journal import GENESIS, journal_head, journal_tables
from office.kernel.protection import may_create, protect_journal
from office.kernel.refusals import Doomed, Refused
from office.kernel.turns import Turn

state_tables = MetaData()
"""`state_*` tables (design D3): not derived from events, in the backup, never rebuilt."""

register_tables = MetaData()
"""Registers (design D3): derived from events, filled in the act's own commit, rebuilt at will."""

SQLITE_PRAGMAS = ("journal_mode=wal", "synchronous=full", "busy_timeout=30000", "foreign_keys=on")


@dataclass
class Transaction:
    """The write transaction under way: its connection, the journal's head, and its fate."""

    connection: Connection
    act: Act | None
    id: int
    chain: bytes
    doomed: BaseException | None = None
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    ink_taken: bool = False


class Store:
    """The node's database. One per process; threads share it.

    `url` is an SQLAlchemy URL of SQLite (a file) or PostgreSQL.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._current: ContextVar[Transaction | None] = ContextVar("transaction", default=None)
        self._changing: ContextVar[Connection | None] = ContextVar("changing", default=None)
        # SQLite's own waiting is unfair between threads of one process, and so is a plain lock.
        self._turn: AbstractContextManager[None] = Turn() if self.sqlite else nullcontext()

    def create(self) -> None:
        """Make the tables that are not there yet, and the journal's protection.

        A PostgreSQL role that does not own the tables makes none; `Refused` if one is missing.
        """
        with self._begun() as connection:
            if not self.sqlite:  # two processes that start together would both create
                connection.execute(text("select pg_advisory_xact_lock(7145201)"))
                if not may_create(connection):
                    _refuse_missing(connection)
                    return
            standing = set(inspect(connection).get_table_names())
            for tables in (journal_tables, state_tables, register_tables):
                missing = [each for each in tables.sorted_tables if each.name not in standing]
                tables.create_all(connection, missing, checkfirst=False)
            if connection.execute(select(journal_head.c.id)).first() is None:
                connection.execute(journal_head.insert().values(one=1, id=0, chain=GENESIS))
            protect_journal(connection)

    @property
    def transaction(self) -> Transaction | None:
        """The write transaction this thread is in, if any."""
        return self._current.get()

    @contextmanager
    def writing(self, act: Act | None = None) -> Iterator[Connection]:
        """A write transaction under the journal's lock; a nested call joins the outer one.

        An exception that leaves any nested block dooms the whole transaction: even if somebody
        catches it, the outermost block rolls back and raises `Doomed`.
        """
        current = self._current.get()
        if current is None:
            yield from self._outermost(act)
            return
        try:
            yield current.connection
        except BaseException as error:
            current.doomed = error
            raise

    def _outermost(self, act: Act | None) -> Iterator[Connection]:
        if self._changing.get() is not None:
            raise TypeError("a write transaction cannot begin inside changing_state")
        with self._turn, self._begun() as connection:
            head = self._locked_head(connection)
            transaction = Transaction(connection, act, id=head[0], chain=head[1])
            token = self._current.set(transaction)
            try:
                yield connection
                if transaction.doomed is not None:
                    raise Doomed(
                        "an error inside this write transaction was caught; nothing is stored"
                    ) from transaction.doomed
                if transaction.id != head[0]:
                    connection.execute(
                        journal_head.update().values(id=transaction.id, chain=transaction.chain)
                    )
            finally:
                self._current.reset(token)
        for callback in transaction.after_commit:
            callback()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with (
            self.engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _locked_head(self, connection: Connection) -> tuple[int, bytes]:
        # The lock is a statement of its own: reading in the same statement that waits for the
        # lock sees the head as it was before the wait, and the chain forks.
        if not self.sqlite:
            connection.execute(select(journal_head.c.one).with_for_update())
        row = connection.execute(select(journal_head.c.id, journal_head.c.chain)).one()
        return row.id, row.chain

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read; inside a write transaction it sees that transaction's own writes."""
        current = self._current.get()
        if current is None:
            with self.engine.connect() as connection:
                yield connection
            return
        try:
            yield current.connection
        except exc.DBAPIError as error:
            current.doomed = error  # PostgreSQL has given the whole transaction up
            raise

    @contextmanager
    def changing_state(self) -> Iterator[Connection]:
        """A short write to `state_*` tables only: it needs no place in the journal's order.

        A nested call joins the outer one; inside a write transaction it is part of that.
        """
        if self._current.get() is not None:
            with self.writing() as connection:
                yield connection
        elif (outer := self._changing.get()) is not None:
            yield outer
        else:
            with self._turn, self._begun() as connection:
                token = self._changing.set(connection)
                try:
                    yield connection
                finally:
                    self._changing.reset(token)

    def close(self) -> None:
        """Give all connections back to the operating system."""
        self.engine.dispose()


def _refuse_missing(connection: Connection) -> None:
    standing = set(inspect(connection).get_table_names())
    missing = sorted({*journal_tables.tables, *state_tables.tables, *register_tables.tables})
    missing = [name for name in missing if name not in standing]
    if missing:
        raise Refused(
            f"数据库中缺少表 {'、'.join(missing)}，而配置的数据库账号不是表的所有者，不能建表。"
            "请用所有者账号的配置文件执行 office database create，"
            "再把 office database grants 给出的授权语句执行一遍。"
        )


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": 30})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver shall not begin transactions by itself
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred BEGIN lets two writers check and then insert the same key.
    if connection.get_execution_options().get("write"):
        connection.exec_driver_sql("begin immediate")
        return
    # This takes no lock yet and waits for nobody. By way of SQLAlchemy it would cost as much as
    # what is read then, and every read begins so.
    connection.connection.cursor().execute("begin")
