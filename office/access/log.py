"""The access log: who looked at what, and what was refused. Not in the journal, but chained.

Entries are gathered in the process and written in batches, so that a page view waits for no
lock; each batch's digest covers the one before it (design D3).
"""

from __future__ import annotations

import atexit
import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW
from sqlalchemy.exc import SQLAlchemyError

from office.access.identity import Identity
from office.kernel.clock import Clock
from office.kernel.store import Store, state_tables

BATCH = 200  # entries that are written at once
LONGEST_ACT = 200  # characters
PATIENCE = 2.0  # seconds an entry may wait in memory

state_access_log = sa.Table(
    "state_access_log",
    state_tables,
    sa.Column("batch", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("entry", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.BigInteger, nullable=False),  # Unix seconds
    sa.Column("person", sa.String, nullable=False, index=True),
    sa.Column("agency", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
    sa.Column("act", sa.String, nullable=False),
    sa.Column("result", sa.Integer, nullable=False),  # the HTTP status
)
state_access_batches = sa.Table(
    "state_access_batches",
    state_tables,
    sa.Column("batch", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("chain", sa.String(64), nullable=False),
)
FACTS = ("at", "person", "agency", "address", "act", "result")


class AccessLog:
    """Gathers entries and writes them; one per process."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self._waiting: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None

    def note(self, *, person: str, agency: str, address: str, act: str, result: int) -> None:
        """Remember one access; it is on disk within `PATIENCE` seconds."""
        entry = {
            "at": int(self.clock.now().timestamp()),
            "person": person,
            "agency": agency,
            "address": address,
            "act": act[:LONGEST_ACT],
            "result": result,
        }
        with self._lock:
            self._waiting.append(entry)
            if self._timer is None:
                self._timer = threading.Timer(PATIENCE, self.write_if_possible)
                self._timer.daemon = True
                self._timer.start()
            full = len(self._waiting) >= BATCH
        if full:
            self.write()

    def write(self) -> None:
        """Write what waits. If the database cannot, it goes on waiting and the error rises."""
        with self._writing:
            with self._lock:
                if self._timer is not None:
                    self._timer.cancel()
                    self._timer = None
                entries, self._waiting = self._waiting, []
            if not entries:
                return
            try:
                self._append(entries)
            except SQLAlchemyError:
                with self._lock:
                    self._waiting = entries + self._waiting
                raise

    def first_bad_batch(self) -> int | None:
        """The first batch whose entries or chain were changed; None if all is sound."""
        chain = ""
        with self.store.reading() as connection:
            batches = connection.execute(
                sa.select(state_access_batches).order_by(state_access_batches.c.batch)
            ).all()
            for place, batch in enumerate(batches, start=1):
                rows = list(_rows(connection, batch=batch.batch))
                chain = _chain(chain, rows)
                if batch.batch != place or len(rows) != batch.entries or chain != batch.chain:
                    return place
        return None

    def write_if_possible(self) -> None:
        """Write what waits, from a thread or at the end, where there is nobody to tell: what
        the database does not take waits for the next try."""
        with suppress(SQLAlchemyError):
            self.write()

    def _append(self, entries: list[dict[str, Any]]) -> None:
        with self.store.writing() as connection:  # the journal's lock orders all processes
            last = connection.execute(
                sa.select(state_access_batches)
                .order_by(state_access_batches.c.batch.desc())
                .limit(1)
            ).first()
            batch, before = (last.batch + 1, last.chain) if last else (1, "")
            connection.execute(
                state_access_log.insert(),
                [
                    {**entry, "batch": batch, "entry": place}
                    for place, entry in enumerate(entries, start=1)
                ],
            )
            connection.execute(
                state_access_batches.insert().values(
                    batch=batch, entries=len(entries), chain=_chain(before, _facts(entries))
                )
            )


def _facts(entries: Iterable[dict[str, Any]]) -> Iterator[list[Any]]:
    return ([entry[fact] for fact in FACTS] for entry in entries)


def _rows(connection: sa.Connection, *, batch: int) -> Iterator[list[Any]]:
    columns = [state_access_log.c[fact] for fact in FACTS]
    found = connection.execute(
        sa.select(*columns)
        .where(state_access_log.c.batch == batch)
        .order_by(state_access_log.c.entry)
    )
    return (list(row) for row in found)


def _chain(before: str, rows: Iterable[list[Any]]) -> str:
    text = json.dumps([before, *rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _act(request: Request, identity: Identity | None) -> str:
    """What was asked for; in whose place, where somebody stands in for another."""
    asked = f"{request.method} {request.path}"
    if identity is None or not identity.acting_for:
        return asked
    return f"{asked[: LONGEST_ACT - 50]} 代 {identity.acting_for}"


def log_tween(
    handler: Callable[[Request], Response], registry: Registry
) -> Callable[[Request], Response]:
    """Note every answer to a person, and every refusal. Query strings are left out: what people
    search for is theirs."""

    def tween(request: Request) -> Response:
        response = handler(request)
        identity = getattr(request, "identity", None)
        refused = response.status_int >= 400
        if (identity or refused) and not request.path.startswith("/static/"):
            registry[AccessLog].note(
                person=identity.person if identity else "",
                agency=identity.agency if identity else "",
                address=request.remote_addr or "",
                act=_act(request, identity),
                result=response.status_int,
            )
        return response

    return tween


def access_log_of(registry: Registry) -> AccessLog:
    """In the registry's store; what is noted is written at the process's end at the latest."""
    access_log = AccessLog(registry[Store], registry[Clock])
    atexit.register(access_log.write_if_possible)
    return access_log


def includeme(config: Configurator) -> None:
    """Stand over the exception views, to see what people are really answered."""
    config.add_tween("office.access.log.log_tween", over=EXCVIEW)
