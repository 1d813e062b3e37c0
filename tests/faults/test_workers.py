"""Two web servers and two workers over one database: everything is carried once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from documents.consignments.claims import CLAIM
from documents.demonstration import stated_of
from documents.incoming.registers import incomings
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.directory.kinds import Role
from office.house import House
from office.kernel.act import Act
from office.kernel.followers import followers
from office.kernel.node import Node
from tests.faults import invariants
from tests.faults.installation import (
    CITY,
    IDENTITY,
    Installation,
    die_with_parent,
    free_port,
    kill,
    people,
    until,
)
from tests.faults.note_taking import SHORT, notes, taken
from tests.offices import PlainTypesetter
from tests.specimen import Tallies, tally_id, tally_register
from tests.unit.kernel.conftest import A, act, everybody_may

DOCUMENTS = 8
NOTES = 300


class Clerk:
    """Issues documents in the test's own process, quickly."""

    def __init__(self, house: House) -> None:
        self.documents = house.find(Documents)
        self.documents.typesetter = PlainTypesetter(house.node.content)
        self.people = {role: person for role, (_, person) in people(house).items()}
        self.addressees = [
            each.code for each in house.directory.agencies_on() if each.code != CITY
        ]

    def release(self, turn: int) -> UUID:
        """Everything up to what only waits to be dispatched."""
        manuscript = Manuscript(
            type="通知",
            title=f"关于第{turn}件公文的通知",
            recipients="各机关",
            body=(Paragraph(0, "现将有关事项通知如下。"),),
        )
        rooms, clerk = self.documents, self.people[Role.CLERK]
        drafter, reviewer = self.people[Role.DRAFTER], self.people[Role.REVIEWER]
        signer = self.people[Role.SIGNER]
        it = rooms.draft(
            self.act(drafter),
            identity=IDENTITY,
            manuscript=manuscript,
            particulars=stated_of(manuscript, reviewer=reviewer),
        )
        rooms.submit(self.act(drafter), it, to=[reviewer], seen=1)
        rooms.review(self.act(reviewer), it, opinion="", keeping="经核。", to=[signer], seen=2)
        rooms.sign_off(self.act(signer), it, opinion="", seen=3)
        rooms.recheck(self.act(clerk), it, opinion="", seen=4)
        for step in (rooms.take_number, rooms.typeset, rooms.release):
            step(self.act(clerk), it, seen=rooms.load(Document, it).version)
        return it

    def dispatch(self, it: UUID) -> None:
        """To every other agency."""
        act = self.act(self.people[Role.CLERK])
        self.documents.dispatch(act, it, addressees=self.addressees, seen=8)

    def act(self, person: str) -> Act:
        return Act(agency=CITY, person=person, command=str(uuid4()))


@contextmanager
def four_processes(installation: Installation) -> Iterator[dict[int, subprocess.Popen[bytes]]]:
    """Two `office serve` and two `office worker`, by process id."""
    started = [installation.serve(free_port()) for _ in range(2)]
    started += [installation.office("worker") for _ in range(2)]
    try:
        yield {each.pid: each for each in started}
    finally:
        for each in started:
            kill(each)


def holder(node: Node, name: str) -> int | None:
    """The process id of whoever holds the follower's lease."""
    with node.store.reading() as connection:
        owner = connection.execute(
            select(followers.c.owner).where(followers.c.name == name)
        ).scalar()
    return int(owner.split(":")[1]) if owner else None


def arrived(node: Node) -> int:
    with node.store.reading() as connection:
        return len(connection.execute(select(incomings.c.subject)).all())


@pytest.mark.slow
def test_when_the_courier_is_killed_another_carries_on_and_nothing_is_lost_or_doubled(
    database_url: str, tmp_path: Path
) -> None:
    installation = Installation(tmp_path, database=database_url)
    with installation.house() as house:
        node, clerk = house.node, Clerk(house)
        released = [clerk.release(turn) for turn in range(DOCUMENTS)]
        expected = DOCUMENTS * len(clerk.addressees)
        with four_processes(installation) as processes:
            until(lambda: holder(node, "courier") in processes, seconds=40, what="a lease")
            half = DOCUMENTS // 2
            for it in released[:half]:
                clerk.dispatch(it)
            until(lambda: arrived(node) > 0, seconds=20, what="the first delivery")
            first = holder(node, "courier")
            assert first in processes
            kill(processes[first])
            for it in released[half:]:
                clerk.dispatch(it)
            until(
                lambda: invariants.undelivered(node) == 0,
                seconds=CLAIM.total_seconds() + 30,
                what="everything delivered by another process",
            )
            assert holder(node, "courier") in processes.keys() - {first}
        invariants.assert_sound(node)
        invariants.assert_delivered_once(node, expected=expected)


@contextmanager
def note_takers(database: str, folder: Path) -> Iterator[dict[int, subprocess.Popen[bytes]]]:
    """Four processes that follow, by process id."""
    command = [sys.executable, "-m", "tests.faults.note_taking", database, str(folder)]
    started = [subprocess.Popen(command, preexec_fn=die_with_parent) for _ in range(4)]
    try:
        yield {each.pid: each for each in started}
    finally:
        for each in started:
            with suppress(ProcessLookupError):
                kill(each)


@pytest.mark.slow
def test_four_processes_follow_each_event_once_though_the_holder_is_killed_again_and_again(
    database_url: str, tmp_path: Path
) -> None:
    node = Node(
        database=database_url,
        content=tmp_path / "content",
        registers=[tally_register],
        guard=everybody_may,
    )
    node.create()
    room = Tallies(node)
    room.open_tally(act("c0"), "t")
    with note_takers(database_url, tmp_path / "content") as processes:
        left = dict(processes)
        until(lambda: holder(node, "notes") in left, seconds=40, what="a lease")
        for turn in range(NOTES):
            room.raise_tally(act(f"c-{turn}"), tally_id(A, "t"), 1)
            if turn % 100 == 50:
                until(lambda: holder(node, "notes") in left, seconds=20, what="a new holder")
                process = left.pop(holder(node, "notes") or 0)
                os.kill(process.pid, signal.SIGKILL)
                process.wait(20)
        until(
            lambda: len(taken(node.store)) == NOTES,
            seconds=SHORT.total_seconds() + 20,
            what="every event noted",
        )
        assert len(left) == 1
        assert all(process.poll() is None for process in left.values()), "one broke its key"
    assert taken(node.store) == list(range(2, NOTES + 2))
    with node.store.reading() as connection:
        state = connection.execute(select(followers)).one()
    assert (state.failures, state.problem) == (0, None)
    node.close()
    assert notes.primary_key.columns.keys() == ["id"]
