"""How often the PIN of a key may be tried: the waits grow as at login, for all workers together.

Whoever tries is logged in and is the key's owner (the room's to see to), so that nobody else can
make an owner wait.
"""

from __future__ import annotations

import sqlalchemy as sa

from office.access.buckets import FORGOTTEN, Limit
from office.kernel.clock import Clock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.keys.rows import keys

PIN_LIMIT = Limit(free=5, longest=900)


class PINTries:
    """Counted in the key's own row."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def take(self, id: str, *, pin: str) -> None:
        """One try, *before* the PIN is looked at, so that parallel tries all count.

        Raises Refused when there is no PIN, or it is too early for another try (not counted).
        """
        if not pin:
            raise Refused("这把私钥由 PIN 码保护。请输入 PIN 码。", field="pin")
        now = int(self._clock.now().timestamp())
        with self._store.changing_state() as connection:
            row = connection.execute(
                sa.select(keys.c.tries, keys.c.tried).where(keys.c.id == id).with_for_update()
            ).one()
            tries = row.tries if now - row.tried < FORGOTTEN else 0
            wait = row.tried + PIN_LIMIT.wait(tries) - now
            if wait > 0:
                raise Refused(
                    f"PIN 码试错的次数太多，为防止他人猜测，请过 {_span(wait)}再试。", field="pin"
                )
            self._set(connection, id, tries=tries + 1, tried=now)

    def forgive(self, id: str) -> None:
        """It was right."""
        with self._store.changing_state() as connection:
            self._set(connection, id, tries=0)

    @staticmethod
    def _set(connection: sa.Connection, id: str, **values: int) -> None:
        connection.execute(keys.update().where(keys.c.id == id).values(**values))


def _span(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
