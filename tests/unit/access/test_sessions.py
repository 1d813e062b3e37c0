from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from office.access.sessions import Sessions, state_sessions
from office.kernel.clock import SetClock
from office.kernel.store import Store
from tests.functional.access_app import CLERK, LEADER, TWO_POSTS


@pytest.fixture
def sessions(store: Store, clock: SetClock) -> Sessions:
    return Sessions(
        store, clock, idle=timedelta(minutes=30), absolute=timedelta(hours=12), limit=3
    )


def test_the_table_never_holds_the_secret(sessions: Sessions, store: Store) -> None:
    secret, _ = sessions.open(CLERK, address="10.12.4.31")
    with store.reading() as connection:
        row = connection.execute(sa.select(state_sessions)).one()
    assert secret not in str(row)
    assert sessions.find(secret) is not None


def test_an_idle_session_ends_and_stays_ended(sessions: Sessions, clock: SetClock) -> None:
    secret, _ = sessions.open(CLERK, address="a")
    clock.advance(minutes=29)
    assert sessions.find(secret)
    clock.advance(minutes=29)
    assert sessions.find(secret)
    clock.advance(minutes=30)
    assert sessions.find(secret) is None
    clock.advance(minutes=-30)
    assert sessions.find(secret) is None


def test_a_busy_session_ends_after_the_absolute_time(sessions: Sessions, clock: SetClock) -> None:
    secret, _ = sessions.open(CLERK, address="a")
    for _ in range(35):
        clock.advance(minutes=20)
        assert sessions.find(secret)
    clock.advance(minutes=20)
    assert sessions.find(secret) is None


def test_looking_at_pages_writes_at_most_once_a_minute(
    sessions: Sessions, clock: SetClock, store: Store
) -> None:
    secret, _ = sessions.open(CLERK, address="a")
    writes: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if statement.lower().startswith("update"):
            writes.append(statement)

    sa.event.listen(store.engine, "before_cursor_execute", note)
    for _ in range(30):
        clock.advance(seconds=5)
        sessions.find(secret)
    assert len(writes) == 2


def test_the_oldest_session_beyond_the_limit_ends(sessions: Sessions, clock: SetClock) -> None:
    secrets = []
    for _ in range(4):
        clock.advance(minutes=1)
        secrets.append(sessions.open(CLERK, address="a")[0])
    other, _ = sessions.open(LEADER, address="a")
    assert [sessions.find(secret) is not None for secret in secrets] == [False, True, True, True]
    assert sessions.find(other)


def test_the_last_login_is_told(sessions: Sessions, clock: SetClock) -> None:
    _, before = sessions.open(CLERK, address="10.0.0.1")
    first = clock.now()
    clock.advance(days=1)
    _, last = sessions.open(CLERK, address="10.0.0.2")
    assert before is None
    assert last is not None
    assert (last.when, last.address) == (first, "10.0.0.1")


def test_another_post_gets_a_new_secret_and_no_longer_life(
    sessions: Sessions, clock: SetClock
) -> None:
    secret, _ = sessions.open(TWO_POSTS[0], address="a")
    session = sessions.find(secret)
    assert session
    clock.advance(minutes=5)
    rotated = sessions.rotate(session, TWO_POSTS[1])
    found = sessions.find(rotated)
    assert sessions.find(secret) is None
    assert found
    assert (found.agency, found.post) == ("QH-01", "luoyining-2")
    assert found.created == session.created


def test_an_administrator_can_end_all_sessions_of_a_person(sessions: Sessions) -> None:
    mine = [sessions.open(CLERK, address="a")[0] for _ in range(2)]
    other, _ = sessions.open(LEADER, address="a")
    sessions.end_all(person=CLERK.person)
    assert [sessions.find(secret) for secret in mine] == [None, None]
    assert sessions.find(other)


def test_a_session_that_ended_cannot_be_rotated_back_to_life(sessions: Sessions) -> None:
    secret, _ = sessions.open(CLERK, address="a")
    session = sessions.find(secret)
    assert session
    sessions.end(secret)
    assert sessions.find(sessions.rotate(session, CLERK)) is None


def test_old_sessions_are_thrown_away(sessions: Sessions, clock: SetClock, store: Store) -> None:
    sessions.open(CLERK, address="a")
    clock.advance(days=181)
    sessions.open(LEADER, address="a")
    with store.reading() as connection:
        people = connection.execute(sa.select(state_sessions.c.person)).scalars().all()
    assert people == [LEADER.person]
