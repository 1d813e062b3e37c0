"""Fifty clicks at once on every button: one effect each (faults of the same moment)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.incoming.registers import incomings
from documents.incoming.stages import Track
from office.kernel.act import Act
from office.kernel.refusals import Conflict, Refused
from tests.faults import invariants
from tests.faults.dispatching import dispatch_one
from tests.offices import CITY, EAST, Offices, by, offices

CLICKS = 50
THREADS = 8


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Offices]:
    with offices(database_url, tmp_path) as running:
        yield running


def effects(click: Callable[[Act], None], who: str) -> int:
    """How many of fifty clicks, each a command of its own, were carried out."""

    def once(_: int) -> bool:
        try:
            click(by(who))
        except (Conflict, Refused):
            return False
        return True

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(once, range(CLICKS)))


BUTTONS: list[tuple[int, str, Callable[[Offices, Act, UUID], None]]] = [
    (3, "signer", lambda office, act, it: office.documents.sign_off(act, it, opinion="", seen=3)),
    (5, "clerk", lambda office, act, it: office.documents.take_number(act, it, seen=5)),
    (
        8,
        "clerk",
        lambda office, act, it: office.documents.dispatch(act, it, addressees=[EAST], seen=8),
    ),
]


@pytest.mark.parametrize(("acts", "duty", "click"), BUTTONS, ids=["签发", "取号", "分发"])
def test_fifty_clicks_on_an_outgoing_document_are_one_act(
    office: Offices, acts: int, duty: str, click: Callable[[Offices, Act, UUID], None]
) -> None:
    it = dispatch_one(office, command="c", acts=acts)
    assert effects(lambda act: click(office, act, it), f"{CITY}/{duty}") == 1
    invariants.assert_sound(office.node)


def test_fifty_clicks_on_an_incoming_document_are_one_act(office: Offices) -> None:
    dispatch_one(office, command="c")
    office.deliver()
    with office.node.store.reading() as connection:
        query = select(incomings.c.subject).where(incomings.c.agency == EAST)
        paper = connection.execute(query).scalar_one()
    rooms, clerk = office.incomings, f"{EAST}/clerk"
    assert effects(lambda act: rooms.sign_for(act, paper, seen=1), clerk) == 1
    track = Track.HANDLING
    assert effects(lambda act: rooms.register(act, paper, track=track, seen=2), clerk) == 1
    office.deliver()
    invariants.assert_sound(office.node)


def test_one_click_that_arrives_fifty_times_is_one_act_with_one_answer(office: Offices) -> None:
    it = dispatch_one(office, command="c", acts=5)
    act = by(f"{CITY}/clerk", "the same")
    with ThreadPoolExecutor(THREADS) as threads:
        clicks = [
            threads.submit(office.documents.take_number, act, it, seen=5) for _ in range(CLICKS)
        ]
    assert {each.result() for each in clicks} == {None}
    invariants.assert_sound(office.node)
