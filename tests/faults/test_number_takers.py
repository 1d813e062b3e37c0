"""Two hundred take numbers at once, from several processes: no gap, none twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.numbering.application import Numbering
from documents.numbering.registers import numbers, series
from documents.numbering.report import report
from office.kernel.rebuild import rebuild
from office.kernel.verify import verify
from tests.offices import CITY, by, offices

WORD, TAKERS = "澜政办发", 200
CONNECTIONS = 20
"""Of one process: eight of them stay within what the server of the tests allows."""

PATIENCE = 300
"""Seconds; a busy machine fails no test that is right."""

_barrier: Barrier | None = None


def _meet(barrier: Barrier) -> None:
    global _barrier
    _barrier = barrier


def _take_all(database: str, folder: str, papers: list[int]) -> list[tuple[int, str]]:
    """One process: a thread for each paper, all let go at once. Every paper is asked for twice."""
    with offices(database, Path(folder)) as office:
        numbering = Numbering(office.node)
        pool = office.node.store.engine.pool
        pool._max_overflow = CONNECTIONS - pool.size()  # type: ignore[attr-defined]  # a QueuePool
        pool._timeout = PATIENCE  # type: ignore[attr-defined]  # takers wait for each other here

        def take(paper: int) -> tuple[int, str]:
            def decide() -> str:
                act = by(f"{CITY}/clerk")
                return numbering.take(act, word=WORD, subject=UUID(int=paper))[0]

            first, again = (
                numbering.perform(by(f"{CITY}/clerk"), name="take", given={}, decide=decide)
                for _ in range(2)
            )
            assert first == again
            return paper, first

        assert _barrier is not None
        _barrier.wait(PATIENCE)
        with ThreadPoolExecutor(len(papers)) as threads:
            return list(threads.map(take, papers))


@contextmanager
def several(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that begin when all of them are ready."""
    context = get_context("spawn")
    with ProcessPoolExecutor(
        processes,
        mp_context=context,
        initializer=_meet,
        initargs=(context.Barrier(processes),),
    ) as pool:
        yield pool


def taken_by(
    processes: int, database: str, folder: Path, *, shares: list[list[int]]
) -> list[tuple[int, str]]:
    """What each paper was given, as the processes tell it; the register must say the same."""
    with offices(database, folder):
        pass  # the tables are there before the first process comes
    with several(processes) as pool:
        waiting = [pool.submit(_take_all, database, str(folder), share) for share in shares]
        told = [pair for each in waiting for pair in each.result(timeout=PATIENCE)]
    with offices(database, folder) as office:
        with office.node.store.reading() as connection:
            rows = connection.execute(select(numbers)).all()
            of = connection.execute(select(series)).one()
        found = report(rows, before=of.before, last=of.last)
        assert found.sound
        assert found.used == found.last == len(rows)
        assert {(UUID(row.taken_for).int, row.number) for row in rows} == set(told)
        assert verify(office.node.store).fault is None
        assert all(each.equal for each in rebuild(office.node.store, office.node.registers))
    return told


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "processes"), [("postgresql", 8), ("sqlite", 2)])
def test_two_hundred_takers_at_once_leave_no_gap_and_no_duplicate(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, processes: int
) -> None:
    database: str = request.getfixturevalue(f"{kind}_url")
    papers = list(range(1, TAKERS + 1))
    shares = [papers[start::processes] for start in range(processes)]
    told = taken_by(processes, database, tmp_path, shares=shares)
    assert sorted(number for _, number in told) == sorted(
        f"{WORD}〔2026〕{serial}号" for serial in range(1, TAKERS + 1)
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "processes"), [("postgresql", 8), ("sqlite", 2)])
def test_papers_asked_for_by_all_processes_at_once_get_one_number_each(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, processes: int
) -> None:
    database: str = request.getfixturevalue(f"{kind}_url")
    papers = list(range(1, 26))
    told = taken_by(processes, database, tmp_path, shares=[papers] * processes)
    assert len(told) == 25 * processes
    assert len(set(told)) == 25
