from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, exc

from office.kernel.node import Node
from office.kernel.refusals import Conflict, Missing, Refused
from office.kernel.verify import verify
from tests.specimen import Tallies, Tally, tally_id
from tests.unit.kernel.conftest import A, act


def test_the_same_command_twice_is_one_act_with_one_answer(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    first = room.raise_tally(act("c2"), tally_id(A, "t"), 5)
    again = room.raise_tally(act("c2"), tally_id(A, "t"), 5)
    assert first == again == 5
    assert verify(node.store).events == 2


def test_the_same_command_from_many_threads_at_once_is_one_act(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    with ThreadPoolExecutor(8) as threads:
        answers = list(
            threads.map(lambda _: room.raise_tally(act("c2"), tally_id(A, "t"), 5), range(16))
        )
    assert answers == [5] * 16
    assert verify(node.store).events == 2


def test_the_same_command_id_with_other_input_is_refused(room: Tallies) -> None:
    room.open_tally(act("c1"), "t")
    room.raise_tally(act("c2"), tally_id(A, "t"), 5)
    with pytest.raises(Refused, match="操作编号"):
        room.raise_tally(act("c2"), tally_id(A, "t"), 6)


def test_only_an_act_that_came_by_a_form_is_compared_by_its_form(
    room: Tallies, node: Node
) -> None:
    room.open_tally(act("c1"), "t")
    with pytest.raises(TypeError, match="not sent by one"):
        node.commands.answer_to(act("c1"))
    room.raise_tally(replace(act("c2"), sent="form"), tally_id(A, "t"), 5)
    assert node.commands.answer_to(replace(act("c2"), sent="form")) == (5,)


def test_the_same_command_id_of_another_person_is_another_act(room: Tallies) -> None:
    room.open_tally(act("c1"), "t")
    room.raise_tally(act("c2"), tally_id(A, "t"), 5)
    assert room.raise_tally(act("c2", person="p2"), tally_id(A, "t"), 6) == 11


def test_a_commit_whose_answer_was_lost_is_recognised_as_done(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    lost: list[str] = []

    @event.listens_for(node.store.engine, "commit")
    def commit_and_lose_the_answer(connection: Any) -> None:
        if not lost and connection.get_execution_options().get("write"):
            lost.append("once")
            connection.connection.dbapi_connection.commit()
            raise exc.OperationalError("commit", {}, Exception("connection lost"))

    assert room.raise_tally(act("c2"), tally_id(A, "t"), 5) == 5
    assert lost
    assert room.load(Tally, tally_id(A, "t")).count == 5
    assert verify(node.store).events == 2


def test_a_connection_lost_before_the_commit_is_an_error_and_leaves_nothing(
    room: Tallies, node: Node
) -> None:
    room.open_tally(act("c1"), "t")
    lost: list[str] = []

    @event.listens_for(node.store.engine, "commit")
    def lose(connection: Any) -> None:
        if not lost and connection.get_execution_options().get("write"):
            lost.append("once")
            connection.connection.dbapi_connection.rollback()
            raise exc.OperationalError("commit", {}, Exception("connection lost"))

    with pytest.raises(exc.OperationalError):
        room.raise_tally(act("c2"), tally_id(A, "t"), 5)
    assert verify(node.store).events == 1
    assert room.raise_tally(act("c2"), tally_id(A, "t"), 5) == 5


def test_when_the_stream_moved_on_the_command_is_decided_again(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    stale = room.load(Tally, tally_id(A, "t"))
    room.raise_tally(act("c2"), tally_id(A, "t"), 1)
    decided: list[int] = []

    def decide() -> int:
        subject = stale if not decided else room.load(Tally, tally_id(A, "t"))
        decided.append(subject.version)
        subject.raise_by(1, at=node.clock.now())
        room.save(subject)
        return subject.count

    answer = room.perform(act("c3"), name="raise", given={}, decide=decide)
    assert (answer, decided) == (2, [1, 2])


def test_a_stream_that_always_moves_on_ends_as_a_conflict(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")
    room.raise_tally(act("c2"), tally_id(A, "t"), 1)

    def decide() -> None:
        subject = next(iter([room.repository.get(tally_id(A, "t"), version=1)]))
        subject.raise_by(1, at=node.clock.now())
        room.save(subject)

    with pytest.raises(Conflict, match="已保留"):
        room.perform(act("c3"), name="raise", given={}, decide=decide)


def test_deciding_on_an_outdated_page_is_a_conflict(room: Tallies) -> None:
    room.open_tally(act("c1"), "t")
    room.raise_tally(act("c2"), tally_id(A, "t"), 1)
    with pytest.raises(Conflict, match="已保留"):
        room.raise_tally(act("c3"), tally_id(A, "t"), 1, seen=1)


def test_a_unique_name_taken_is_a_refusal_in_its_own_words(room: Tallies, node: Node) -> None:
    room.open_tally(act("c1"), "t")

    def decide() -> None:
        from uuid import uuid4

        tally = Tally.begin(
            Tally.Opened, id=uuid4(), agency=A, timestamp=node.clock.now(), name="t", content=""
        )
        room.save(tally)

    with pytest.raises(Refused, match="同名的计数"):
        room.perform(act("c2"), name="open", given={}, decide=decide)
    assert verify(node.store).events == 1


def test_what_does_not_exist_is_missing(room: Tallies) -> None:
    with pytest.raises(Missing):
        room.raise_tally(act("c1"), tally_id(A, "nowhere"), 1)


def test_a_command_that_one_database_would_not_take_is_taken_by_none(room: Tallies) -> None:
    with pytest.raises(TypeError, match="65 characters"):
        room.open_tally(act("c" * 65), "first")
