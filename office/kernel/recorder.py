"""The journal as the library's `ApplicationRecorder`, for SQLite and PostgreSQL (design D2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, cast
from uuid import UUID

import eventsourcing.persistence as library
from sqlalchemy import ColumnElement, Select, bindparam, exc, select

from office.kernel.act import Act
from office.kernel.journal import (
    chained,
    digest_of,
    entry_of,
    journal,
    journal_head,
    journal_stream,
)
from office.kernel.store import Store, Transaction
from office.kernel.violations import is_broken

UNATTENDED = Act(agency="", person="", command="")
"""Whose act it is when nobody says so: only the library's own tests write like that."""

_EVENT = (
    journal.c.originator_id,
    journal.c.originator_version,
    journal.c.topic,
    journal.c.state,
)


class Recorder(library.ApplicationRecorder):
    """Appends to the journal in the store's write transaction and reads it back.

    Ids are gapless. A version that the stream has already raises the library's
    `IntegrityError`, which names the constraint `journal_stream`; another broken constraint is
    told as the database says it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def insert_events(
        self, stored_events: Sequence[library.StoredEvent], **_: Any
    ) -> Sequence[int] | None:
        """Append rows under the journal's lock; give their ids."""
        if not stored_events:
            return None
        with self.store.writing() as connection:
            transaction = cast("Transaction", self.store.transaction)
            rows = [_row(stored, transaction=transaction) for stored in stored_events]
            try:
                connection.execute(journal.insert(), rows)
            except exc.IntegrityError as error:
                stream = is_broken(journal_stream, error)
                name = str(journal_stream.name) if stream else str(error.orig)
                raise library.IntegrityError(name) from error
            except exc.OperationalError as error:
                raise library.OperationalError(str(error.orig)) from error
            return [row["id"] for row in rows]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[library.StoredEvent]:
        """A stream's events, oldest first unless `desc`."""
        bounds = {"gt": gt, "lte": lte, "limit": limit}
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        query = _stream(frozenset(given), desc=desc)
        with self.store.reading() as connection:
            rows = connection.execute(query, {"stream": originator_id, **given})
            return [library.StoredEvent(*row) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[library.Notification]:
        """Journal rows by id, at most `limit` of them."""
        query: Select[Any] = select(*_EVENT, journal.c.id).order_by(journal.c.id).limit(limit)
        if start is not None:
            query = query.where(_from(start, inclusive=inclusive_of_start))
        if stop is not None:
            query = query.where(journal.c.id <= stop)
        if topics:
            query = query.where(journal.c.topic.in_(topics))
        with self.store.reading() as connection:
            return [library.Notification(*row) for row in connection.execute(query)]

    def max_notification_id(self) -> int | None:
        """The newest row's id, None while the journal is empty."""
        with self.store.reading() as connection:
            return connection.execute(select(journal_head.c.id)).scalar() or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> library.Subscription[library.ApplicationRecorder]:
        """Followers tail the journal instead (`office.kernel.followers`)."""
        raise NotImplementedError("the office follows its journal with office.kernel.followers")


@cache  # every act reads streams
def _stream(bounds: frozenset[str], *, desc: bool) -> Select[Any]:
    """A stream's events within these bounds, each of which is given by its name."""
    version = journal.c.originator_version
    query: Select[Any] = select(*_EVENT).where(journal.c.originator_id == bindparam("stream"))
    if "gt" in bounds:
        query = query.where(version > bindparam("gt"))
    if "lte" in bounds:
        query = query.where(version <= bindparam("lte"))
    if "limit" in bounds:
        query = query.limit(bindparam("limit"))
    return query.order_by(version.desc() if desc else version)


def _from(start: int, *, inclusive: bool) -> ColumnElement[bool]:
    return journal.c.id >= start if inclusive else journal.c.id > start


def _row(stored: library.StoredEvent, *, transaction: Transaction) -> dict[str, Any]:
    act = transaction.act or UNATTENDED
    digest = digest_of(stored.state)
    entry = entry_of(
        agency=act.agency,
        originator_id=cast("UUID", stored.originator_id),
        version=stored.originator_version,
        topic=stored.topic,
        command=act.command,
        digest=digest,
    )
    transaction.id += 1
    transaction.chain = chained(transaction.chain, entry)
    return {
        "id": transaction.id,
        "agency": act.agency,
        "originator_id": stored.originator_id,
        "originator_version": stored.originator_version,
        "topic": stored.topic,
        "state": stored.state,
        "command": act.command,
        "digest": digest,
        "chain": transaction.chain,
    }
