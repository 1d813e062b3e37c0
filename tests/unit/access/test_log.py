from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from office.access import log
from office.access.log import AccessLog, state_access_batches, state_access_log
from office.kernel.clock import SetClock
from office.kernel.store import Store


@pytest.fixture
def access_log(store: Store, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> AccessLog:
    monkeypatch.setattr(log, "PATIENCE", 3600.0)
    return AccessLog(store, clock)


def _note(access_log: AccessLog, act: str) -> None:
    access_log.note(person="p", agency="LZ-01", address="10.0.0.1", act=act, result=200)


def test_entries_wait_for_their_batch(access_log: AccessLog, store: Store) -> None:
    _note(access_log, "GET /documents/1")
    with store.reading() as connection:
        assert connection.execute(sa.select(state_access_log)).all() == []
    access_log.write()
    with store.reading() as connection:
        assert connection.execute(sa.select(state_access_log.c.act)).scalars().all() == [
            "GET /documents/1"
        ]


def test_a_full_batch_is_written_at_once(access_log: AccessLog, store: Store) -> None:
    for number in range(log.BATCH):
        _note(access_log, f"GET /{number}")
    with store.reading() as connection:
        assert connection.execute(
            sa.select(sa.func.count()).select_from(state_access_log)
        ).scalar() == (log.BATCH)
    access_log.write()


def _three_batches(access_log: AccessLog) -> None:
    for batch in range(3):
        _note(access_log, f"GET /{batch}/a")
        _note(access_log, f"GET /{batch}/b")
        access_log.write()


def test_an_untouched_log_is_sound(access_log: AccessLog) -> None:
    assert access_log.first_bad_batch() is None
    _three_batches(access_log)
    assert access_log.first_bad_batch() is None


@pytest.mark.parametrize(
    "change",
    [
        state_access_log.update().where(state_access_log.c.batch == 2).values(result=403),
        state_access_log.delete().where(
            state_access_log.c.batch == 2, state_access_log.c.entry == 1
        ),
        state_access_batches.delete().where(state_access_batches.c.batch == 2),
    ],
    ids=["changed", "entry removed", "batch removed"],
)
def test_a_change_is_found_and_its_batch_named(
    access_log: AccessLog, store: Store, change: sa.Update | sa.Delete
) -> None:
    _three_batches(access_log)
    with store.changing_state() as connection:
        connection.execute(change)
    assert access_log.first_bad_batch() == 2


def test_two_processes_continue_one_chain(store: Store, clock: SetClock) -> None:
    for _ in range(3):
        for each in (AccessLog(store, clock), AccessLog(store, clock)):
            _note(each, "GET /")
            each.write()
    assert AccessLog(store, clock).first_bad_batch() is None


def test_what_the_database_does_not_take_is_not_lost(
    access_log: AccessLog, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _note(access_log, "GET /kept")

    def fail(_: object) -> None:
        raise SQLAlchemyError

    with monkeypatch.context() as patch:
        patch.setattr(access_log, "_append", fail)
        with pytest.raises(SQLAlchemyError):
            access_log.write()
        access_log.write_if_possible()
    access_log.write()
    with store.reading() as connection:
        assert connection.execute(sa.select(state_access_log.c.act)).scalars().all() == [
            "GET /kept"
        ]
