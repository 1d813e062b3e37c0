"""二次分发 and 翻印: who made which copies of a paper received, and on whose word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from documents.distribution.received.received_copies import ReceivedCopies
from documents.effect.force import Change
from documents.incoming.stages import Track
from office.access.permissions import NotAllowed
from office.kernel.refusals import Missing, Refused
from tests.given import given
from tests.offices import CITY, EAST, WEST, Offices, arrived, by, dispatched

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
CLERK = f"{EAST}/clerk"
NOTE: dict[str, Any] = {
    "organ": "清河区人民政府办公室",
    "day": "2026-11-20",
    "copies": 30,
    "scope": "各街道办事处",
    "approved_by": "",
}


def begun(classification: str = "") -> ReceivedCopies:
    return ReceivedCopies.begin_for(
        agency=EAST, incoming=uuid4(), classification=classification, at=NOW
    )


def test_a_reprint_names_organ_day_and_scope() -> None:
    (event,) = (
        given(begun())
        .when(lambda it: it.reprint(by="clerk", at=NOW, **NOTE))
        .then(ReceivedCopies.Reprinted)
    )
    assert (event.organ, event.day, event.copies) == ("清河区人民政府办公室", "2026-11-20", 30)
    silent = {**NOTE, "scope": " "}
    given(begun()).when(lambda it: it.reprint(by="c", at=NOW, **silent)).then_refused("印发范围")


@pytest.mark.parametrize(("grade", "whose"), [("秘密", "本机关负责人"), ("绝密", "原发文机关")])
def test_what_is_classified_is_reprinted_on_somebodys_word_only(grade: str, whose: str) -> None:
    given(begun(grade)).when(lambda it: it.reprint(by="c", at=NOW, **NOTE)).then_refused(whose)
    approved = {**NOTE, "approved_by": "邵云帆"}
    given(begun(grade)).when(lambda it: it.reprint(by="c", at=NOW, **approved)).then(
        ReceivedCopies.Reprinted
    )


def test_copies_go_to_somebody_and_are_counted() -> None:
    def redistribute(*to: str, copies: int = 2) -> Any:
        return lambda it: it.redistribute(by="c", to=to, copies=copies, note="", at=NOW)

    given(begun()).when(redistribute(" ")).then_refused("一行一个")
    given(begun()).when(redistribute("综合科", copies=0)).then_refused("份数")
    (event,) = given(begun()).when(redistribute("综合科", " ")).then(ReceivedCopies.Redistributed)
    assert event.to == ["综合科"]


def registered(office: Offices) -> tuple[UUID, UUID]:
    document = dispatched(office)
    office.deliver()
    paper = arrived(office, EAST)
    office.incomings.sign_for(by(CLERK), paper, seen=1)
    office.incomings.register(by(CLERK), paper, track=Track.READING, seen=2)
    return document, paper


def test_copies_are_made_of_what_is_registered_by_its_own_clerks(office: Offices) -> None:
    _, paper = registered(office)
    copies = office.further_copies
    copies.redistribute(by(CLERK), paper, to=["综合科"], copies=2, note="")
    copies.reprint(by(CLERK), paper, **NOTE)
    it = copies.of(paper)
    assert it is not None
    assert (it.copies, len(it.reprints)) == (32, 1)
    with pytest.raises(NotAllowed):
        copies.reprint(by(f"{EAST}/drafter"), paper, **NOTE)
    with pytest.raises(Missing):
        copies.redistribute(by(f"{WEST}/clerk"), paper, to=["甲"], copies=1, note="")
    with pytest.raises(Refused, match="还没有登记"):
        copies.reprint(by(f"{WEST}/clerk"), arrived(office, WEST), **NOTE)
    for day in ("2026-11-21", "昨天"):
        with pytest.raises(Refused, match="今天或以前"):
            copies.reprint(by(CLERK), paper, **{**NOTE, "day": day})


def test_of_what_is_void_no_more_copies_are_made(office: Offices) -> None:
    document, paper = registered(office)
    clerk, signer = by(f"{CITY}/clerk"), f"{CITY}/signer"
    office.effects.propose(
        clerk,
        document,
        change=Change.ANNUL,
        day="",
        basis="会议决定",
        reason="有误",
        to=signer,
        seen=0,
    )
    office.effects.decide(by(signer), document, opinion="", seen=2)
    office.deliver()
    with pytest.raises(Refused, match="不再有效"):
        office.further_copies.reprint(by(CLERK), paper, **NOTE)
