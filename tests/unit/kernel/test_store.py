from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import eventsourcing.persistence as library
import pytest
from sqlalchemy import exc, select, text

from office.kernel import store
from office.kernel.journal import journal, journal_head
from office.kernel.leases import leases
from office.kernel.node import Node
from office.kernel.refusals import Doomed, Refused
from office.kernel.store import Store
from office.kernel.upsert import insert_if_absent
from office.kernel.verify import verify
from tests.specimen import Tallies, tallies, tally_id, tally_register
from tests.unit.kernel.conftest import A, act, everybody_may


def test_a_refusal_caught_inside_an_outer_transaction_rolls_everything_back(
    room: Tallies, node: Node
) -> None:
    room.open_tally(act("c1"), "first")
    with pytest.raises(Doomed), node.store.writing(act("c2")):
        room.open_tally(act("c2"), "second")
        with contextlib.suppress(Refused), node.store.writing():
            room.raise_tally(act("c2"), tally_id(A, "first"), -1)
    with node.store.reading() as connection:
        assert connection.execute(select(tallies.c.name)).scalars().all() == ["first"]
    assert verify(node.store).events == 1


def test_a_database_error_caught_inside_an_outer_transaction_rolls_everything_back(
    room: Tallies, node: Node
) -> None:
    room.open_tally(act("c1"), "first")
    with pytest.raises(Doomed), node.store.writing(act("c2")) as connection:
        room.open_tally(act("c2"), "second")
        with contextlib.suppress(exc.DBAPIError), node.store.writing():
            connection.execute(tallies.insert().values(subject=None))
    assert verify(node.store).events == 1


def test_after_a_doomed_transaction_the_store_goes_on(room: Tallies, node: Node) -> None:
    with (
        pytest.raises(Doomed),
        node.store.writing(act("c1")),
        contextlib.suppress(ValueError),
        node.store.writing(),
    ):
        raise ValueError
    room.open_tally(act("c2"), "next")
    assert verify(node.store).events == 1


def test_what_sqlite_has_committed_lies_on_the_disk(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [each for each in store.SQLITE_PRAGMAS if each != "synchronous=off"]  # of the tests
    monkeypatch.setattr(store, "SQLITE_PRAGMAS", ours)
    with contextlib.closing(Store(sqlite_url)) as opened, opened.reading() as connection:
        assert connection.exec_driver_sql("pragma synchronous").scalar() == 2  # full
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"


def test_what_is_read_together_on_sqlite_is_of_one_moment(sqlite_url: str) -> None:
    with contextlib.closing(Store(sqlite_url)) as opened, opened.reading() as connection:
        before = connection.execute(select(journal_head.c.id)).scalar_one()
        with opened.writing() as writing:
            writing.execute(journal_head.update().values(id=before + 1))
        assert connection.execute(select(journal_head.c.id)).scalar_one() == before
        with opened.reading() as later:
            assert later.execute(select(journal_head.c.id)).scalar_one() == before + 1


def test_events_and_register_rows_come_in_one_commit(room: Tallies, node: Node) -> None:
    with pytest.raises(KeyError), node.store.writing(act("c1")):
        room.open_tally(act("c1"), "lost")
        raise KeyError
    with node.store.reading() as connection:
        assert connection.execute(select(tallies)).all() == []
    assert verify(node.store).events == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update journal set state = 'x' where id = 1",
        "update journal set state = '' where id = 1",
        "update journal set agency = 'B' where id = 1",
        "delete from journal where id = 1",
    ],
)
def test_the_database_itself_keeps_the_journal(room: Tallies, node: Node, statement: str) -> None:
    room.open_tally(act("c1"), "kept")
    with pytest.raises(exc.DBAPIError, match="never"), node.store.changing_state() as connection:
        connection.execute(text(statement))
    assert verify(node.store).fault is None


def test_an_act_cannot_touch_another_agencys_stream(room: Tallies) -> None:
    room.open_tally(act("c1"), "mine")
    with pytest.raises(TypeError, match="D1"):
        room.raise_tally(act("c2", agency="B-002"), tally_id(A, "mine"), 1)


def _work(database: str, content: str, process: int) -> None:
    node = Node(
        database=database,
        content=Path(content),
        registers=[tally_register],
        guard=everybody_may,
    )
    room = Tallies(node)

    def take(thread: int) -> None:
        for turn in range(15):
            room.raise_tally(act(f"{process}-{thread}-{turn}"), tally_id(A, "shared"), 1)
            room.open_tally(act(f"open-{process}-{thread}-{turn}"), f"{process}/{thread}/{turn}")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(take, range(2)))
    node.close()


@pytest.mark.slow
def test_four_processes_of_two_threads_leave_one_unforked_chain(
    database_url: str, tmp_path: Path, make_node: Callable[..., Node]
) -> None:
    node = make_node()
    room = Tallies(node)
    room.open_tally(act("c0"), "shared")
    context = get_context("spawn")
    processes = [
        context.Process(target=_work, args=(database_url, str(tmp_path / "content"), number))
        for number in range(4)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    found = verify(node.store)
    assert (found.events, found.fault) == (1 + 4 * 2 * 15 * 2, None)
    with node.store.reading() as connection:
        ids: list[Any] = list(
            connection.execute(select(journal.c.id).order_by(journal.c.id)).scalars()
        )
    assert ids == list(range(1, found.events + 1))
    assert room.raise_tally(act("last"), tally_id(A, "shared"), 1) == 4 * 2 * 15 + 1


def test_state_changes_join_each_other_and_a_write_cannot_begin_inside(node: Node) -> None:
    with node.store.changing_state() as outer, node.store.changing_state() as inner:
        assert inner is outer
    with (
        node.store.changing_state(),
        pytest.raises(TypeError, match="inside"),
        node.store.writing(act("c1")),
    ):
        pytest.fail("a write transaction began inside changing_state")


def test_a_failed_read_caught_inside_an_act_rolls_everything_back(
    room: Tallies, node: Node
) -> None:
    with pytest.raises(Doomed), node.store.writing(act("c1")):
        room.open_tally(act("c1"), "t")
        with contextlib.suppress(exc.DBAPIError), node.store.reading() as connection:
            connection.execute(text("select nothing from nowhere"))
    assert verify(node.store).events == 0


def test_a_head_that_lies_behind_the_journal_is_not_taken_for_a_conflict(
    room: Tallies, node: Node
) -> None:
    room.open_tally(act("c1"), "t")
    with node.store.changing_state() as connection:
        connection.execute(text("update journal_head set id = 0"))
    with pytest.raises(library.IntegrityError, match="journal"):
        room.open_tally(act("c2"), "u")


def test_who_inserts_first_is_told_so(node: Node) -> None:
    row = {"name": "shared", "owner": "one", "until": node.clock.now()}
    with node.store.changing_state() as connection:
        assert insert_if_absent(connection, leases, row)
        assert not insert_if_absent(connection, leases, {**row, "owner": "two"})
