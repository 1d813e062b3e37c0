"""Whoever keeps the time is killed in the middle of it: every timer rings, and none twice."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from documents.deadlines.registers import deadlines
from office.house import House
from office.kernel.clock import SetClock
from office.kernel.followers import LEASE
from office.kernel.journal import journal
from office.kernel.node import Node
from office.settings import load_settings
from tests.faults import invariants
from tests.faults.installation import Installation, kill, until
from tests.faults.test_workers import Clerk

LONG_AGO = timedelta(days=30)
KILLS = 2


def passed(node: Node) -> int:
    """How many deadlines are noted as past."""
    query = select(func.count()).where(deadlines.c.passed_at.is_not(None))
    with node.store.reading() as connection:
        return int(connection.execute(query).scalar_one())


def rings(node: Node) -> Counter[object]:
    """How often each deadline was passed, by its stream."""
    query = select(journal.c.originator_id).where(journal.c.topic == "documents.Deadline.Passed")
    with node.store.reading() as connection:
        return Counter(connection.execute(query).scalars())


def all_passed(node: Node, wanted: int) -> None:
    """Wait until so many are past, as long as another's lease may last."""
    until(
        lambda: passed(node) >= wanted,
        seconds=LEASE.total_seconds() + 60,
        what=f"{wanted} deadlines passed",
    )


@pytest.mark.slow
def test_a_keeper_of_time_that_is_killed_leaves_nothing_undone_and_nothing_done_twice(
    database_url: str, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, database=database_url)
    then = SetClock(datetime.now(tz=UTC) - LONG_AGO)
    house = House(load_settings(installation.ini), clock=then)
    try:
        clerk = Clerk(house)
        for turn in range(6):
            clerk.dispatch(clerk.release(turn))
        followers = house.followers()
        followers.drain()
        followers.stop()
        node = house.node
        with node.store.reading() as connection:
            due = connection.execute(
                select(func.count()).where(
                    deadlines.c.ended_at.is_(None), deadlines.c.due.is_not(None)
                )
            ).scalar_one()
        assert due > 20
        assert passed(node) == 0
        # The worker's clock is the machine's: everything has been due for weeks.
        for turn in range(KILLS + 1):
            before = passed(node)
            worker = installation.office("worker")
            wanted = due if turn == KILLS else min(before + 3, due)
            try:
                all_passed(node, wanted)
            finally:
                kill(worker)
        assert set(rings(node).values()) == {1}
        assert sum(rings(node).values()) == due
        invariants.assert_sound(node)
    finally:
        house.close()
