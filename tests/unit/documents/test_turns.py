"""Whose turn it is, where people return, reroute, take back, settle and hand over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN, Order, Step, Verdict, step
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused
from tests.offices import CITY, EAST, Offices, by, manuscript, offices

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


def do(office: Offices, who: str, act: str, id: UUID, **given: Any) -> None:
    getattr(office.documents, act)(by(who), id, seen=load(office, id).version, **given)


def drafted(office: Offices, *between: Step) -> UUID:
    """A draft whose route has these steps before 核稿."""
    id = office.documents.draft(by(DRAFTER), identity=f"{CITY}-office", manuscript=manuscript())
    if between:
        do(office, DRAFTER, "reroute", id, route=(PLAIN[0], *between, *PLAIN[1:]))
    return id


def countersigning(*people: str, order: Order, veto: bool = False) -> Step:
    return replace(step(Stage.COUNTERSIGNING), people=people, order=order, veto=veto)


def test_who_follows_in_turn_is_asked_also_after_a_return_straight_back(office: Offices) -> None:
    id = drafted(office, countersigning(HANDLER, CLERK, SIGNER, order=Order.IN_TURN))
    do(office, DRAFTER, "submit", id, to=[])
    do(office, HANDLER, "countersign", id, opinion="")
    do(office, CLERK, "return_to", id, position=0, reason="请改。", straight=True)
    do(office, DRAFTER, "submit", id, to=[])
    it = load(office, id)
    assert (it.holder.people, it.later) == ((CLERK,), (SIGNER,))


def test_the_drafters_own_turn_is_no_wait_for_a_settlement(office: Offices) -> None:
    people = (HANDLER, DRAFTER, CLERK)
    id = drafted(office, countersigning(*people, order=Order.IN_TURN, veto=True))
    do(office, DRAFTER, "submit", id, to=[])
    do(office, HANDLER, "countersign", id, opinion="不妥。", verdict=Verdict.DISSENT)
    do(office, DRAFTER, "countersign", id, opinion="")
    do(office, CLERK, "countersign", id, opinion="")
    it = load(office, id)
    assert it.awaits_settlement
    do(
        office,
        DRAFTER,
        "settle",
        id,
        person=HANDLER,
        outcome="coordinated",
        words="已协调。",
        to=[REVIEWER],
    )
    assert load(office, id).stage is Stage.REVIEWING


def test_another_route_forgets_where_a_paper_was_to_come_straight_back(office: Offices) -> None:
    id = drafted(office, countersigning(HANDLER, order=Order.ONE))
    do(office, DRAFTER, "submit", id, to=[])
    do(office, HANDLER, "countersign", id, opinion="", to=[REVIEWER])
    do(office, REVIEWER, "return_to", id, position=0, reason="请改。", straight=True)
    do(office, DRAFTER, "reroute", id, route=PLAIN)
    with pytest.raises(Refused, match="核稿"):
        do(office, DRAFTER, "submit", id, to=[])
    do(office, DRAFTER, "submit", id, to=[REVIEWER])
    assert load(office, id).stage is Stage.REVIEWING


def test_a_review_that_the_office_has_cannot_be_left_out(office: Offices) -> None:
    id = drafted(office)
    with pytest.raises(Refused, match="核稿环节不能去掉"):
        do(office, DRAFTER, "reroute", id, route=(PLAIN[0], PLAIN[-1]))


@pytest.mark.parametrize("act", ["revise", "reroute"])
def test_what_was_opened_is_not_taken_back_after_the_paper_changed(
    office: Offices, act: str
) -> None:
    id = drafted(office)
    do(office, DRAFTER, "submit", id, to=[REVIEWER])
    office.documents.open_up(by(REVIEWER), id)
    if act == "revise":
        do(office, REVIEWER, "revise", id, manuscript=manuscript(note="另注"))
    else:
        more = countersigning(HANDLER, order=Order.ONE)
        do(office, DRAFTER, "reroute", id, route=(*PLAIN[:2], more, PLAIN[2]))
    with pytest.raises(Refused):
        do(office, DRAFTER, "take_back", id)


def test_taking_back_restores_what_others_had_said(office: Offices) -> None:
    id = drafted(office, countersigning(HANDLER, CLERK, order=Order.AT_ONCE))
    do(office, DRAFTER, "submit", id, to=[])
    do(office, HANDLER, "countersign", id, opinion="")
    do(office, CLERK, "countersign", id, opinion="", to=[REVIEWER])
    do(office, CLERK, "take_back", id)
    it = load(office, id)
    assert (it.stage, it.holder.people) == (Stage.COUNTERSIGNING, (CLERK,))
    assert it.verdicts == {HANDLER: Verdict.AGREE}


def test_nobody_takes_over_a_turn_at_a_step_where_they_have_spoken(office: Offices) -> None:
    id = drafted(office, countersigning(HANDLER, CLERK, order=Order.AT_ONCE))
    do(office, DRAFTER, "submit", id, to=[])
    do(office, HANDLER, "countersign", id, opinion="")
    with pytest.raises(Refused, match="发表过意见"):
        office.documents.hand_over(by(CLERK), id, giver=CLERK, taker=HANDLER)


def test_a_draft_goes_over_only_to_somebody_who_drafts_here(office: Offices) -> None:
    id = drafted(office)
    with pytest.raises(Refused, match="经办"):
        office.documents.hand_over(by(CLERK), id, giver=DRAFTER, taker=f"{EAST}/drafter")


def test_undoing_a_shared_turn_leaves_the_takers_own(office: Offices) -> None:
    id = drafted(office, countersigning(HANDLER, SIGNER, order=Order.AT_ONCE))
    do(office, DRAFTER, "submit", id, to=[])
    office.documents.hand_over(by(CLERK), id, giver=HANDLER, taker=SIGNER)
    office.documents.hand_over(by(CLERK), id, giver=SIGNER, taker=HANDLER, undoing=True)
    it = load(office, id)
    assert (it.holder.people, it.route[1].people) == ((SIGNER,), (HANDLER, SIGNER))


def test_no_paper_leaves_without_its_number(office: Offices) -> None:
    id = drafted(office)
    do(office, DRAFTER, "submit", id, to=[REVIEWER])
    do(office, REVIEWER, "review", id, opinion="", to=[SIGNER])
    do(office, SIGNER, "sign_off", id, opinion="")
    do(office, CLERK, "recheck", id, opinion="")
    do(office, CLERK, "take_number", id)
    with pytest.raises(Refused, match="逐环节退回"):
        do(office, CLERK, "void_number", id, reason="取错。")


def test_a_dissent_that_was_taken_back_needs_no_settlement(office: Offices) -> None:
    id = drafted(office, countersigning(HANDLER, order=Order.ONE))
    do(office, DRAFTER, "submit", id, to=[])
    words = {"opinion": "点错了", "verdict": Verdict.DISSENT, "to": [REVIEWER]}
    do(office, HANDLER, "countersign", id, **words)
    do(office, HANDLER, "take_back", id)
    assert not load(office, id).unsettled
    do(office, HANDLER, "redirect", id, to=CLERK, reason="请文书会签")
    do(office, CLERK, "countersign", id, opinion="", to=[REVIEWER])
    do(office, REVIEWER, "review", id, opinion="", to=[SIGNER])
    do(office, SIGNER, "sign_off", id, opinion="")
    assert load(office, id).signer == SIGNER


def test_what_was_said_and_taken_back_is_no_consent(office: Offices) -> None:
    id = drafted(office, countersigning(HANDLER, order=Order.ONE))
    do(office, DRAFTER, "submit", id, to=[])
    do(office, HANDLER, "countersign", id, opinion="", to=[REVIEWER])
    assert [each.person for each in load(office, id).consents] == [HANDLER]
    do(office, HANDLER, "take_back", id)
    assert not load(office, id).consents


def test_who_follows_in_a_post_takes_the_later_steps_too_and_gives_them_back(
    office: Offices,
) -> None:
    now = countersigning(HANDLER, order=Order.ONE)
    later = countersigning(HANDLER, CLERK, order=Order.IN_TURN)
    own = countersigning(CLERK, order=Order.ONE)
    id = drafted(office, now, later, own)
    do(office, DRAFTER, "submit", id, to=[])
    before = load(office, id).route
    office.documents.hand_over(by(CLERK), id, giver=HANDLER, taker=CLERK)
    assert all(step.people == (CLERK,) for step in load(office, id).route[1:4])
    office.documents.hand_over(by(CLERK), id, giver=CLERK, taker=HANDLER, undoing=True)
    assert load(office, id).route == before


def test_a_later_step_that_the_successor_may_not_take_names_nobody(office: Offices) -> None:
    asked = replace(step(Stage.COUNTERSIGNING), people=(SIGNER,))
    endorsing = replace(step(Stage.ENDORSING), people=(SIGNER,), optional=True)
    id = drafted(office, asked, endorsing)
    do(office, DRAFTER, "submit", id, to=[])
    office.documents.hand_over(by(CLERK), id, giver=SIGNER, taker=HANDLER)
    route = load(office, id).route
    assert (route[1].people, route[2].people) == ((HANDLER,), ())
    do(office, HANDLER, "countersign", id, opinion="", to=[SIGNER])
    assert load(office, id).stage is Stage.ENDORSING, "passed over for want of a name"
