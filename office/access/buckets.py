"""How often a login may be tried: waits that grow, counted in the database for all workers.

A wait never blocks an account as such: it holds for an account *from one address*, for an
address, and, shortly, for an account from addresses that it never logged in from. So nobody
outside can lock a leader out at the leader's own desk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa

from office.access.sessions import Sessions
from office.directory.entries import login_key
from office.kernel.clock import Clock
from office.kernel.store import Store, state_tables
from office.kernel.upsert import insert_if_absent

FORGOTTEN = 3600  # seconds without a try after which a bucket is empty again

state_rate_buckets = sa.Table(
    "state_rate_buckets",
    state_tables,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("last", sa.BigInteger, nullable=False),  # Unix seconds
)


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` tries without a wait, then 2, 4, 8 … seconds up to `longest`."""

    free: int
    longest: int

    def wait(self, tries: int) -> int:
        """Seconds to wait after this many tries."""
        if tries < self.free:
            return 0
        doublings: int = min(tries - self.free + 1, 20)
        return min(1 << doublings, self.longest)


PAIR = Limit(free=5, longest=900)
ADDRESS = Limit(free=30, longest=60)
STRANGERS = Limit(free=20, longest=30)


class LoginBuckets:
    """Counts tries to log in; a success forgives those of that account from that address."""

    def __init__(self, store: Store, clock: Clock, sessions: Sessions) -> None:
        self.store = store
        self.clock = clock
        self.sessions = sessions

    def take(self, *, login: str, address: str) -> int:
        """Count one try *before* the password is looked at, so that parallel tries all count.

        Returns 0 if it may go on, else the seconds to wait (the try is then not counted).
        """
        limits = self._limits(login=login, address=address)
        now = int(self.clock.now().timestamp())
        with self.store.changing_state() as connection:
            tries = self._tries(connection, sorted(limits), now=now)
            wait = max(
                last + limits[key].wait(count) - now for key, (count, last) in tries.items()
            )
            if wait > 0:
                return wait
            for key, (count, _) in tries.items():
                connection.execute(
                    state_rate_buckets.update()
                    .where(state_rate_buckets.c.key == key)
                    .values(tries=count + 1, last=now)
                )
        return 0

    def forgive(self, *, login: str, address: str) -> None:
        """The password was right: this try counts nowhere, and the pair starts afresh.

        Otherwise an office behind one address would wait every morning.
        """
        login = login_key(login)
        others = [_key("address", address), _key("strangers", login)]
        with self.store.changing_state() as connection:
            connection.execute(
                state_rate_buckets.delete().where(
                    state_rate_buckets.c.key == _key("pair", login, address)
                )
            )
            connection.execute(
                state_rate_buckets.update()
                .where(state_rate_buckets.c.key.in_(others), state_rate_buckets.c.tries > 0)
                .values(tries=state_rate_buckets.c.tries - 1)
            )

    def _limits(self, *, login: str, address: str) -> dict[str, Limit]:
        login = login_key(login)
        limits = {_key("pair", login, address): PAIR, _key("address", address): ADDRESS}
        if not self.sessions.knows(login=login, address=address):
            limits[_key("strangers", login)] = STRANGERS
        return limits

    @staticmethod
    def _tries(
        connection: sa.Connection, keys: list[str], *, now: int
    ) -> dict[str, tuple[int, int]]:
        # A row must be there to be locked; always in the same order, or two tries wait for
        # each other.
        for key in keys:
            insert_if_absent(connection, state_rate_buckets, {"key": key, "tries": 0, "last": 0})
        rows = connection.execute(
            sa.select(state_rate_buckets)
            .where(state_rate_buckets.c.key.in_(keys))
            .order_by(state_rate_buckets.c.key)
            .with_for_update()
        )
        found = {row.key: (row.tries, row.last) for row in rows if now - row.last < FORGOTTEN}
        return {key: found.get(key, (0, now)) for key in keys}


def _key(*parts: str) -> str:
    # What people type into the login field is sometimes their password: only its digest is kept.
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def sweep(store: Store, clock: Clock) -> None:
    """Throw away buckets that are empty again."""
    before = int(clock.now().timestamp()) - FORGOTTEN
    with store.changing_state() as connection:
        connection.execute(state_rate_buckets.delete().where(state_rate_buckets.c.last < before))
