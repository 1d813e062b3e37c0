"""移交 of what names somebody though it lies with others: drafter, later step, 保密审查."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN, Order, step
from documents.outgoing.secrecy import SECRECY
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused
from tests.offices import CITY, Offices, by, manuscript, offices

DRAFTER, REVIEWER, SIGNER, CLERK, HANDLER = (
    f"{CITY}/{duty}" for duty in ("drafter", "reviewer", "signer", "clerk", "handler")
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    folder: Path = tmp_path_factory.mktemp("office")
    with offices(f"sqlite:///{folder}/office.db", folder) as running:
        yield running


def load(office: Offices, id: UUID) -> Document:
    return office.documents.load(Document, id)


def reviewing(office: Offices, **particulars: str) -> UUID:
    """Before the reviewer; the clerk countersigns after, then the signer."""
    rooms = office.documents
    text = manuscript()
    id = rooms.draft(
        by(DRAFTER), identity=f"{CITY}-office", manuscript=text, particulars=particulars
    )
    later = replace(step(Stage.COUNTERSIGNING), people=(HANDLER, CLERK), order=Order.IN_TURN)
    signing = replace(PLAIN[2], people=(SIGNER,))
    rooms.reroute(by(DRAFTER), id, route=(*PLAIN[:2], later, signing), seen=1)
    rooms.submit(by(DRAFTER), id, to=[REVIEWER], seen=2)
    return id


def words(office: Offices, person: str, id: UUID) -> list[tuple[str, str]]:
    found = office.documents.minded_by(CITY, person)
    return [(each.words, each.step) for each in found if each.subject == id]


def test_a_paper_names_its_drafter_and_who_comes_later_wherever_it_lies(office: Offices) -> None:
    id = reviewing(office)
    assert words(office, DRAFTER, id) == [("拟稿人", Stage.DRAFTING)]
    assert words(office, CLERK, id) == [("以后会签", Stage.COUNTERSIGNING)]
    assert words(office, SIGNER, id) == [("以后签发", Stage.SIGNING)]
    assert words(office, REVIEWER, id) == []
    office.documents.review(by(REVIEWER), id, opinion="", seen=load(office, id).version)
    assert words(office, HANDLER, id) == []
    assert words(office, CLERK, id) == [("依次会签", Stage.COUNTERSIGNING)]


def test_a_draft_names_who_is_to_review_its_secrecy_until_they_have(office: Offices) -> None:
    id = office.documents.draft(
        by(DRAFTER),
        identity=f"{CITY}-office",
        manuscript=manuscript(),
        particulars={"secrecy_reviewer": CLERK, "openness": "主动公开"},
    )
    assert words(office, CLERK, id) == [("保密审查人", SECRECY)]
    office.documents.hand_over(by(CLERK), id, giver=CLERK, taker=HANDLER)
    assert words(office, CLERK, id) == []
    assert load(office, id).secrecy_reviewer == HANDLER
    office.documents.hand_over(by(CLERK), id, giver=HANDLER, taker=CLERK, undoing=True)
    assert load(office, id).secrecy_reviewer == CLERK


def test_what_comes_back_comes_to_who_took_the_drafters_post(office: Offices) -> None:
    id, rooms = reviewing(office), office.documents
    with pytest.raises(Refused, match="经办职责"):
        rooms.hand_over(by(DRAFTER), id, giver=DRAFTER, taker=SIGNER)
    rooms.hand_over(by(DRAFTER), id, giver=DRAFTER, taker=HANDLER)
    assert load(office, id).holder.people == (REVIEWER,)
    assert words(office, DRAFTER, id) == []
    seen = load(office, id).version_to_see
    rooms.return_to(by(REVIEWER), id, position=0, reason="请改。", seen=seen)
    assert load(office, id).holder.people == (HANDLER,)


def test_undoing_takes_nothing_that_was_the_successors_own(office: Offices) -> None:
    """Who takes over is its drafter, and of the same later step."""
    id, rooms = reviewing(office), office.documents
    before = load(office, id)
    rooms.hand_over(by(CLERK), id, giver=HANDLER, taker=CLERK)
    assert load(office, id).route[2].people == (CLERK,)
    rooms.hand_over(by(CLERK), id, giver=CLERK, taker=HANDLER, undoing=True)
    after = load(office, id)
    assert (after.route, after.drafter, after.holder) == (
        before.route,
        before.drafter,
        before.holder,
    )
    with pytest.raises(Refused, match="不必移交"):
        rooms.hand_over(by(CLERK), id, giver=CLERK, taker=HANDLER, undoing=True)
