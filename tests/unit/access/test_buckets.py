from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from office.access.buckets import LoginBuckets, state_rate_buckets, sweep
from office.access.sessions import Sessions
from office.kernel.clock import SetClock
from office.kernel.store import Store
from tests.functional.access_app import LEADER

HERE, THERE = "10.12.4.31", "10.99.0.1"


@pytest.fixture
def sessions(store: Store, clock: SetClock) -> Sessions:
    return Sessions(store, clock, idle=timedelta(1), absolute=timedelta(1), limit=3)


@pytest.fixture
def buckets(store: Store, clock: SetClock, sessions: Sessions) -> LoginBuckets:
    return LoginBuckets(store, clock, sessions)


def _guess(buckets: LoginBuckets, clock: SetClock, *, times: int, address: str) -> list[int]:
    """Wrong guesses, each as soon as it is let; the waits met on the way."""
    waits = []
    for _ in range(times):
        wait = buckets.take(login=LEADER.login, address=address)
        waits.append(wait)
        if wait:
            clock.advance(seconds=wait)
            assert buckets.take(login=LEADER.login, address=address) == 0
    return waits


def test_the_first_tries_are_free_and_then_waits_grow_to_a_limit(
    buckets: LoginBuckets, clock: SetClock
) -> None:
    waits = _guess(buckets, clock, times=16, address=HERE)
    assert waits[:9] == [0, 0, 0, 0, 0, 2, 4, 8, 16]
    assert max(waits) == 900


def test_a_right_password_forgives(buckets: LoginBuckets) -> None:
    for _ in range(5):
        buckets.take(login="a", address=HERE)
    buckets.forgive(login="A", address=HERE)
    assert buckets.take(login="a", address=HERE) == 0


def test_an_outsider_cannot_lock_a_leader_out_of_his_own_desk(
    buckets: LoginBuckets, sessions: Sessions, clock: SetClock
) -> None:
    sessions.open(LEADER, address=HERE)
    for last in range(8):
        _guess(buckets, clock, times=10, address=f"10.99.0.{last}")
    assert buckets.take(login=LEADER.login, address=HERE) == 0


def test_guessing_from_many_addresses_is_slowed_but_only_a_little(
    buckets: LoginBuckets, clock: SetClock
) -> None:
    for last in range(40):
        buckets.take(login=LEADER.login, address=f"10.99.0.{last}")
    assert 0 < buckets.take(login=LEADER.login, address=HERE) <= 30


def test_an_address_that_tries_many_accounts_waits(buckets: LoginBuckets) -> None:
    waits = [buckets.take(login=f"person{number}", address=THERE) for number in range(40)]
    assert waits[29] == 0
    assert waits[30] > 0
    assert buckets.take(login="somebody", address=HERE) == 0


def test_an_office_behind_one_address_does_not_wait_in_the_morning(
    buckets: LoginBuckets,
) -> None:
    for number in range(60):
        assert buckets.take(login=f"person{number}", address=HERE) == 0
        buckets.forgive(login=f"person{number}", address=HERE)


def test_parallel_tries_all_count(buckets: LoginBuckets) -> None:
    waits: list[int] = []
    threads = [
        threading.Thread(target=lambda: waits.append(buckets.take(login="a", address=HERE)))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(0) <= 5


def test_what_was_typed_is_not_kept(buckets: LoginBuckets, store: Store) -> None:
    buckets.take(login="正是口令", address=HERE)
    with store.reading() as connection:
        assert "正是口令" not in str(connection.execute(sa.select(state_rate_buckets)).all())


def test_an_hour_of_rest_empties_the_buckets(
    buckets: LoginBuckets, clock: SetClock, store: Store
) -> None:
    for _ in range(6):
        buckets.take(login="a", address=HERE)
    clock.advance(hours=1)
    assert buckets.take(login="a", address=HERE) == 0
    clock.advance(hours=2)
    sweep(buckets.store, buckets.clock)
    with store.reading() as connection:
        assert connection.execute(sa.select(state_rate_buckets)).all() == []
