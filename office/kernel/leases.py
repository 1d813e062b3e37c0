"""Work that only one process at a time may do: a row with an owner and an end."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Column, String, Table

from office.kernel.clock import Clock, SystemClock
from office.kernel.columns import Moment
from office.kernel.refusals import Refused
from office.kernel.store import Store, state_tables
from office.kernel.upsert import insert_if_absent

leases = Table(
    "state_leases",
    state_tables,
    Column("name", String(64), primary_key=True),
    Column("owner", String(128), nullable=False),
    Column("until", Moment, nullable=False),
)

LEASE = timedelta(minutes=2)


@contextmanager
def alone(
    store: Store, name: str, *, refusal: str, clock: Clock | None = None
) -> Iterator[Callable[[], None]]:
    """Do this alone, or refuse with the sentence; gives a function that renews the lease.

    Renew more often than every `LEASE`: whoever died holds it no longer than that. Renewing
    refuses too, when somebody else has taken over meanwhile.
    """
    # The same thread asking again has surely ended what it did before.
    owner = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"
    watch = clock or SystemClock()

    def renew() -> None:
        now = watch.now()
        row = {"name": name, "owner": owner, "until": now + LEASE}
        with store.changing_state() as connection:
            if insert_if_absent(connection, leases, row):
                return
            ours_or_over = (leases.c.owner == owner) | (leases.c.until < now)
            taken = connection.execute(
                leases.update().where(leases.c.name == name, ours_or_over).values(row)
            )
            if not taken.rowcount:
                raise Refused(refusal)

    renew()
    try:
        yield renew
    finally:
        with store.changing_state() as connection:
            connection.execute(
                leases.delete().where(leases.c.name == name, leases.c.owner == owner)
            )
