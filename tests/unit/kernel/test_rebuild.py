from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from office.kernel.clock import SetClock, SystemClock
from office.kernel.condensing import condense
from office.kernel.leases import alone, leases
from office.kernel.node import Node
from office.kernel.rebuild import outdated, rebuild
from office.kernel.refusals import Conflict, Refused
from office.kernel.registers import Change, Put, Remove, execute
from tests.quick import examples
from tests.specimen import Tallies, takes, tallies, tally_id
from tests.unit.kernel.conftest import A, act


def test_a_rebuild_gives_what_stands(room: Tallies, node: Node) -> None:
    for name in "abc":
        room.open_tally(act(f"o{name}"), name, content=name.encode())
        for turn in range(3):
            room.raise_tally(act(f"{name}{turn}"), tally_id(A, name), turn + 1)
    seen: list[tuple[int, int]] = []
    found = rebuild(node.store, node.registers, progress=lambda *done: seen.append(done))
    assert {each.table: (each.stood, each.derived, each.different) for each in found} == {
        "content_references": (3, 3, 0),
        "specimen_tallies": (3, 3, 0),
        "specimen_takes": (9, 9, 0),
    }
    assert seen[-1] == (12, 12)


def test_a_rebuild_mends_a_register_that_was_tampered_with(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    with node.store.changing_state() as connection:
        connection.execute(tallies.update().values(name="forged"))
    checked = {each.table: each for each in rebuild(node.store, node.registers, replace=False)}
    assert not checked["specimen_tallies"].equal
    rebuild(node.store, node.registers)
    with node.store.reading() as connection:
        assert connection.execute(select(tallies.c.name)).scalar_one() == "t"
    assert all(each.equal for each in rebuild(node.store, node.registers))


def test_a_rebuild_makes_what_an_older_program_had_made_anew(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    assert outdated(node.store, node.registers) == []
    with node.store.changing_state() as connection:
        connection.exec_driver_sql("alter table specimen_tallies drop column last_command")
    assert outdated(node.store, node.registers) == ["specimen_tallies"]
    checked = {each.table: each for each in rebuild(node.store, node.registers, replace=False)}
    assert not checked["specimen_tallies"].equal
    assert outdated(node.store, node.registers) == ["specimen_tallies"]

    rebuild(node.store, node.registers)
    assert outdated(node.store, node.registers) == []
    with node.store.reading() as connection:
        assert connection.execute(select(tallies.c.last_command)).scalar_one() == "c1"
    with pytest.raises(Conflict):
        room.open_tally(act("c2"), "t")


def test_the_office_works_while_registers_are_rebuilt(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    for turn in range(40):
        room.raise_tally(act(f"before-{turn}"), tally_id(A, "t"), 1)
    stop = threading.Event()
    acts: list[int] = []

    def work() -> None:
        while not stop.is_set():
            acts.append(room.raise_tally(act(f"during-{len(acts)}"), tally_id(A, "t"), 1))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        outcomes = [rebuild(node.store, node.registers) for _ in range(5)]
    finally:
        stop.set()
        worker.join()
    assert all(each.equal for found in outcomes for each in found)
    assert len(acts) > 5
    assert all(each.equal for each in rebuild(node.store, node.registers, replace=False))


operations = st.lists(
    st.one_of(
        st.builds(
            lambda version, number: Put(
                takes, {"subject": tally_id(A, "x"), "version": version, "number": number}
            ),
            st.integers(1, 4),
            st.integers(0, 9),
        ),
        st.builds(
            lambda version, number: Change(
                takes, {"subject": tally_id(A, "x"), "version": version}, {"number": number}
            ),
            st.integers(1, 4),
            st.integers(0, 9),
        ),
        st.builds(
            lambda version: Remove(takes, {"subject": tally_id(A, "x"), "version": version}),
            st.integers(1, 4),
        ),
    ),
    max_size=30,
)


@given(before=operations, batch=operations)
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_condensing_a_batch_equals_executing_it_one_by_one(
    node: Node, before: list[Put], batch: list[Put]
) -> None:
    outcomes = []
    for condense_it in (False, True):
        with node.store.changing_state() as connection:
            connection.execute(takes.delete())
            for operation in before:
                execute(connection, operation)
            if condense_it:
                condense(connection, batch, {"specimen_takes": takes})
            else:
                for operation in batch:
                    execute(connection, operation)
            outcomes.append(set(connection.execute(select(takes)).all()))
    assert outcomes[0] == outcomes[1]


def test_two_rebuilds_at_once_are_refused_and_harm_nothing(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    for turn in range(20):
        room.raise_tally(act(f"r{turn}"), tally_id(A, "t"), 1)

    def once(_: int) -> str:
        try:
            rebuild(node.store, node.registers)
        except Refused as refusal:
            return str(refusal)
        return "done"

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(once, range(8)))
    assert "done" in outcomes
    assert all(outcome == "done" or "不能同时重建" in outcome for outcome in outcomes)
    assert all(each.equal for each in rebuild(node.store, node.registers, replace=False))


def test_the_lease_of_a_rebuild_that_died_runs_out(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    died = SetClock(SystemClock().now() - timedelta(minutes=1))
    held = alone(node.store, "rebuild", refusal="x", clock=died)
    other = threading.Thread(target=held.__enter__)
    other.start()
    other.join()
    with pytest.raises(Refused, match="不能同时重建"):
        rebuild(node.store, node.registers)
    with node.store.changing_state() as connection:
        long_ago = SystemClock().now() - timedelta(seconds=1)
        connection.execute(leases.update().values(until=long_ago))
    assert all(each.equal for each in rebuild(node.store, node.registers))
