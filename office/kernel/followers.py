"""What happens after the commit: followers tail the journal by id (design D8).

Each follower has one row of state: how far it has read, who runs it and until when that lease
lasts. A position moves by compare-and-set in the transaction of the follower's own output, so
two processes that both believe they hold the lease still do each piece of work once. An error
stays with its follower: it is logged, shown, and tried again with growing pauses.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from sqlalchemy import Column, Integer, String, Table, Text, or_, select

from office.kernel.columns import BigId, Moment
from office.kernel.entity import Event
from office.kernel.journal import journal
from office.kernel.mapping import EventMapper
from office.kernel.node import Node
from office.kernel.registers import Entry
from office.kernel.store import state_tables
from office.kernel.upsert import insert_if_absent

log = logging.getLogger(__name__)

followers = Table(
    "state_followers",
    state_tables,
    Column("name", String(64), primary_key=True),
    Column("position", BigId, nullable=False),
    Column("owner", String(128)),
    Column("leased_until", Moment),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("next_try", Moment),
)

ALL: Final = ("*",)
NONE: Final = ()

LEASE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=10)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Followed:
    """An event as a follower gets it."""

    event: Event
    entry: Entry


class Follower(Protocol):
    """Something that happens because of events, after them.

    `topics` are the events it wants: `ALL`, `NONE`, or some by name. `follow` is called inside a
    write transaction that also moves the position. `work`, called after it and from time to
    time, is for what talks to the outside and for timers; it opens its own transactions. It
    tells whether it did anything. `title` says to administrators what it does.

    One that has `shared = True` works in every process at once, whoever has the lease: it follows
    no topics and shares its work out by itself.
    """

    name: str
    title: str
    topics: Sequence[str]

    def follow(self, node: Node, events: Sequence[Followed]) -> None: ...

    def work(self, node: Node) -> bool: ...


class Followers:
    """Runs followers in this process, each in a thread of its own while it holds the lease."""

    def __init__(self, node: Node, members: Sequence[Follower], *, poll: float = 1.0) -> None:
        self.node = node
        self.members = members
        self.poll = poll
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
        self._stopping = threading.Event()
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._heart: threading.Thread | None = None
        self._at_work: set[str] = set()
        self._mapper = EventMapper()

    def start(self) -> None:
        """Begin to follow. Call after a fork, never before."""
        self._threads = [
            threading.Thread(
                target=self._run, args=(member,), name=f"follower-{member.name}", daemon=True
            )
            for member in self.members
        ]
        for thread in self._threads:
            thread.start()
        self._heart = threading.Thread(target=self._beat, name="followers-heart", daemon=True)
        self._heart.start()

    def stop(self) -> None:
        """End the threads and give the leases up.

        The heart is waited for too: a beat under way would renew a lease that is given up here,
        and hold a connection that the node, closed next, no longer knows of.
        """
        self._stopping.set()
        self.node.bell.ring()
        for thread in self._threads:
            thread.join(timeout=10)
        self._stopped.set()
        if self._heart is not None:
            self._heart.join(timeout=10)
        with self.node.store.changing_state() as connection:
            connection.execute(
                followers.update()
                .where(followers.c.owner == self.owner)
                .values(owner=None, leased_until=None)
            )

    def _run(self, member: Follower) -> None:
        heard = 0
        while not self._stopping.is_set():
            try:
                busy = self.step(member)
            except Exception:
                log.exception("follower %s: the step itself failed", member.name)
                busy = False
            if not busy and not self._stopping.is_set():
                heard = self.node.bell.wait(heard=heard, timeout=self.poll)

    def _beat(self) -> None:
        """Keep the leases of members that are at work, however long the work takes."""
        while not self._stopped.wait(LEASE.total_seconds() / 3):
            working = list(self._at_work)
            if not working:
                continue
            try:
                with self.node.store.changing_state() as connection:
                    connection.execute(
                        followers.update()
                        .where(followers.c.owner == self.owner, followers.c.name.in_(working))
                        .values(leased_until=self.node.clock.now() + LEASE)
                    )
            except Exception:
                log.exception("the leases of %s could not be renewed", working)

    def step(self, member: Follower) -> bool:
        """One batch, if this process holds (or can take) the lease. Tells whether it did any."""
        state = self._lease(member)
        if state is None:
            return False
        self._at_work.add(member.name)
        try:
            moved = bool(member.topics) and self._follow(member, position=state.position)
            worked = member.work(self.node)
        except Exception as error:  # noqa: BLE001 (whatever it is, it must not stop the others)
            self._failed(member, error, failures=state.failures + 1)
            return False
        finally:
            self._at_work.discard(member.name)
        if state.failures:
            self._note(member, failures=0, problem=None, next_try=None)
        return moved or worked

    def drain(self) -> None:
        """Step all members until nothing is left to do: for tests, demonstrations and commands."""
        busy = True
        while busy:
            steps = [self.step(member) for member in self.members]
            busy = any(steps)

    def _lease(self, member: Follower) -> Any | None:
        """The follower's row if this process may run it now; writes only when the lease turns."""
        now = self.node.clock.now()
        with self.node.store.reading() as connection:
            row = _row(connection, member.name)
        if row is not None and not _free(row, owner=self.owner, now=now):
            return row if _shares(member) and not _waits(row, now) else None
        if row is not None and row.owner == self.owner and row.leased_until > now + LEASE / 2:
            return row
        return self._take(member, now=now)

    def _take(self, member: Follower, *, now: datetime) -> Any | None:
        with self.node.store.changing_state() as connection:
            insert_if_absent(
                connection, followers, {"name": member.name, "position": 0, "failures": 0}
            )
            taken = connection.execute(
                followers.update()
                .where(
                    followers.c.name == member.name,
                    or_(
                        followers.c.owner.is_(None),
                        followers.c.owner == self.owner,
                        followers.c.leased_until < now,
                    ),
                )
                .values(owner=self.owner, leased_until=now + LEASE)
            )
            return _row(connection, member.name) if taken.rowcount else None

    def _follow(self, member: Follower, *, position: int) -> bool:
        with self.node.store.reading() as connection:
            end = connection.execute(
                select(journal.c.id)
                .where(journal.c.id > position)
                .order_by(journal.c.id)
                .limit(BATCH)
            ).scalars()
            ids = list(end)
            if not ids:
                return False
            query = select(journal).where(journal.c.id > position, journal.c.id <= ids[-1])
            if member.topics != ALL:
                query = query.where(journal.c.topic.in_(member.topics))
            rows = connection.execute(query.order_by(journal.c.id)).all()
        events = [self._followed(row) for row in rows if row.state]
        with self.node.store.writing() as connection:
            moved = connection.execute(
                followers.update()
                .where(
                    followers.c.name == member.name,
                    followers.c.owner == self.owner,
                    followers.c.position == position,
                )
                .values(position=ids[-1])
            )
            if not moved.rowcount:
                return False  # another process took over meanwhile
            if events:
                member.follow(self.node, events)
        return True

    def _followed(self, row: Any) -> Followed:
        stored = StoredEvent(row.originator_id, row.originator_version, row.topic, row.state)
        event: Any = self._mapper.to_domain_event(stored)
        return Followed(event, Entry(id=row.id, agency=row.agency, command=row.command))

    def _failed(self, member: Follower, error: Exception, *, failures: int) -> None:
        log.error("follower %s failed (%d in a row)", member.name, failures, exc_info=error)
        # Doubling stops early: what overflows after hours of failures would never pause again.
        pause = min(timedelta(seconds=2 ** min(failures, 16)), LONGEST_PAUSE)
        self._note(
            member,
            failures=failures,
            problem=f"{type(error).__name__}: {error}",
            next_try=self.node.clock.now() + pause,
        )

    def _note(
        self, member: Follower, *, failures: int, problem: str | None, next_try: datetime | None
    ) -> None:
        with self.node.store.changing_state() as connection:
            connection.execute(
                followers.update()
                .where(followers.c.name == member.name)
                .values(failures=failures, problem=problem, next_try=next_try)
            )


def _row(connection: Any, name: str) -> Any | None:
    return connection.execute(select(followers).where(followers.c.name == name)).first()


def _free(row: Any, *, owner: str, now: datetime) -> bool:
    if _waits(row, now):
        return False
    return row.owner in (None, owner) or row.leased_until < now


def _waits(row: Any, now: datetime) -> bool:
    return row.next_try is not None and row.next_try > now


def _shares(member: Follower) -> bool:
    return getattr(member, "shared", False)
