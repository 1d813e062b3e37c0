"""Disk full, write errors and kill -9 at the n-th step of a dispatch, for every n."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url, select

from documents.consignments.registers import consignments
from documents.outgoing.registers import documents
from documents.outgoing.stages import Stage
from office.kernel.clock import SetClock
from office.kernel.store import Store
from office.kernel.verify import verify
from tests.faults import invariants
from tests.faults.dispatching import RELEASED, dispatch_one
from tests.faults.steps import Step, failing, killed
from tests.offices import Offices, offices
from tests.servers.postgresql import PostgreSQL

MANY = 200
"""More steps than a dispatch has: a loop that gets so far never ends."""


@pytest.fixture
def released(database_url: str, tmp_path: Path) -> Path:
    """A folder (and a database) with one document that only waits to be dispatched."""
    with offices(database_url, tmp_path) as office:
        dispatch_one(office, command="c", acts=RELEASED)
    return tmp_path


@pytest.fixture
def copies(
    request: pytest.FixtureRequest, database_url: str, released: Path
) -> Callable[[int], tuple[str, Path]]:
    """Gives for each n a fresh copy of folder and database."""

    def copy(turn: int) -> tuple[str, Path]:
        folder = released / f"turn-{turn}"
        shutil.copytree(released / "content", folder / "content")
        if database_url.startswith("sqlite"):
            shutil.copyfile(make_url(database_url).database or "", folder / "wenshu.db")
            return f"sqlite:///{folder}/wenshu.db", folder
        server: PostgreSQL = request.getfixturevalue("postgresql")
        url = server.create_database(template=database_url)
        request.addfinalizer(lambda: server.drop_database(url))
        return url, folder

    return copy


def dispatch_and_deliver(office: Offices) -> None:
    """What is under test: the act itself, and then everything that the courier does."""
    dispatch_one(office, command="c")
    office.deliver()


def until_delivered(office: Offices) -> None:
    """The same again, as somebody who got no answer does, until nothing waits."""
    dispatch_one(office, command="c")
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    for _ in range(5):
        clock.advance(minutes=3)  # pauses after an error, and the lease of a dead process
        office.deliver()


def assert_nothing_half(office: Offices) -> None:
    """Dispatched with all its consignments, or not at all."""
    invariants.assert_sound(office.node)
    with office.node.store.reading() as connection:
        stages = connection.execute(select(documents.c.stage)).scalars().all()
        sent = connection.execute(select(consignments)).all()
    assert len(sent) == (2 if stages == [Stage.DISPATCHED] else 0)


def assert_all_done(office: Offices) -> None:
    invariants.assert_sound(office.node)
    invariants.assert_delivered_once(office.node, expected=2)
    assert invariants.undelivered(office.node) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database_url", "steps"),
    [
        ("sqlite", (Step.FSYNC, Step.REPLACE)),  # of content, which knows no database
        ("sqlite", (Step.COMMIT,)),
        ("sqlite", (Step.ANSWER,)),
        ("postgresql", (Step.COMMIT,)),
        ("postgresql", (Step.ANSWER,)),
    ],
    indirect=["database_url"],
)
def test_an_error_at_any_step_leaves_nothing_half_and_a_second_try_ends_well(
    copies: Callable[[int], tuple[str, Path]], steps: tuple[Step, ...]
) -> None:
    for turn in range(1, MANY):
        database, folder = copies(turn)
        with offices(database, folder) as office:
            with (
                failing(office.node.store, *steps, turn=turn) as faulty,
                suppress(*invariants.ERRORS),
            ):
                dispatch_and_deliver(office)
            assert_nothing_half(office)
            invariants.assert_no_half_file(folder / "content")
            until_delivered(office)
            assert_all_done(office)
        if not faulty.struck:
            assert turn > 5
            return
    pytest.fail("the dispatch never came to an end")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database_url", "steps"),
    [("sqlite", tuple(Step)), ("postgresql", (Step.COMMIT, Step.ANSWER))],
    indirect=["database_url"],
)
def test_a_kill_at_any_step_leaves_nothing_half_and_a_second_try_ends_well(
    copies: Callable[[int], tuple[str, Path]], steps: tuple[Step, ...]
) -> None:
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    for turn in range(1, MANY):
        database, folder = copies(turn)
        process = context.Process(
            target=dispatch_until_killed, args=(database, folder, steps, turn)
        )
        process.start()
        process.join(60)
        assert process.exitcode in (0, -signal.SIGKILL)
        with offices(database, folder) as office:
            assert_nothing_half(office)
            until_delivered(office)
            assert_all_done(office)
        if process.exitcode == 0:
            assert turn > 20
            return
    pytest.fail("the dispatch never came to an end")


def dispatch_until_killed(database: str, folder: Path, steps: tuple[Step, ...], turn: int) -> None:
    """In a process of its own: killed at its `turn`-th step, whichever that is."""
    with offices(database, folder) as office:
        with failing(office.node.store, *steps, turn=turn, fate=killed) as faulty:
            dispatch_and_deliver(office)
        assert not faulty.struck


@pytest.mark.slow
def test_on_a_full_disk_acts_fail_reading_works_and_with_space_everything_goes_on(
    tmp_path: Path,
) -> None:
    failures = 0
    for pages in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89):
        folder = tmp_path / f"{pages}"
        with offices(f"sqlite:///{folder}/wenshu.db", folder) as office:
            store = office.node.store
            with room_for(store, pages), suppress(*invariants.ERRORS):
                failures += 1
                dispatch_and_deliver(office)
                failures -= invariants.undelivered(office.node) == 0
                assert verify(store).fault is None
            until_delivered(office)
            assert_all_done(office)
    assert 3 < failures < 11


@contextmanager
def room_for(store: Store, pages: int) -> Iterator[None]:
    """SQLite finds its disk full after so many pages more: its own limit, its own error."""

    def limit(connection: Any, _: Any) -> None:
        (size,) = connection.execute("pragma page_count").fetchone()
        connection.execute(f"pragma max_page_count = {size + pages}")

    event.listen(store.engine, "connect", limit)
    store.close()
    try:
        yield
    finally:
        event.remove(store.engine, "connect", limit)
        store.close()
