"""断路: a destination that does not answer is left alone for a while, and tried with one item.

What waits for it loses no attempts meanwhile and holds up nothing that goes elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Integer, Table, Text, select

from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.store import Store, state_tables
from office.kernel.upsert import insert_if_absent

circuits = Table(
    "state_courier_circuits",
    state_tables,
    Column("destination", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", Moment),
    Column("open_until", Moment),
    Column("problem", Text, nullable=False),
)

TOLERATED = 3
"""Failures in a row before it is opened."""
PAUSES = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=15),
)


@dataclass(frozen=True, slots=True)
class Circuit:
    """How it stands with a destination. `since`: of the first failure in a row."""

    destination: str
    failures: int
    since: datetime | None
    open_until: datetime | None
    problem: str

    def is_open(self, now: datetime) -> bool:
        """Nothing is sent there now."""
        return self.open_until is not None and now < self.open_until

    @property
    def is_doubtful(self) -> bool:
        """One item at a time, until one gets through."""
        return self.failures >= TOLERATED


class Circuits:
    """Shared by all workers; only what changes is written."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def standing(self) -> dict[str, Circuit]:
        """Of every destination that failed since it last worked."""
        with self._store.reading() as connection:
            rows = connection.execute(select(circuits).where(circuits.c.failures > 0))
            return {row.destination: Circuit(*row) for row in rows}

    def failed(self, destination: str, problem: str) -> None:
        """It was not there, or broke down."""
        now = self._clock.now()
        row = {
            "destination": destination,
            "failures": 0,
            "since": None,
            "open_until": None,
            "problem": "",
        }
        with self._store.changing_state() as connection:
            insert_if_absent(connection, circuits, row)
            here = circuits.c.destination == destination
            standing = Circuit(*connection.execute(select(circuits).where(here)).one())
            if standing.is_open(now):
                return  # what was under way when it was opened says nothing new
            failures = standing.failures + 1
            changed = {"failures": failures, "problem": problem, "since": standing.since or now}
            if failures >= TOLERATED:
                pause = PAUSES[min(failures - TOLERATED, len(PAUSES) - 1)]
                changed["open_until"] = now + pause
            connection.execute(circuits.update().where(here).values(changed))

    def worked(self, destination: str) -> None:
        """It answered, whatever it said."""
        if destination not in self.standing():
            return
        mended = {"failures": 0, "since": None, "open_until": None, "problem": ""}
        here = circuits.c.destination == destination
        with self._store.changing_state() as connection:
            connection.execute(circuits.update().where(here).values(mended))
