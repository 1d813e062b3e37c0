"""移交 of what other agencies ask, of what was asked of them, and of a step that several take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from documents.answering.inquiry import Inquiry
from documents.consulting.consultation import Consultation
from documents.consulting.verdicts import AgencyVerdict, Asking
from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN, Order, step
from documents.outgoing.stages import Stage
from office.access.permissions import NotAllowed
from office.kernel.refusals import Refused
from tests.asking import answer, ask, assigned, drafted, propose
from tests.offices import CITY, EAST, Offices, by, offices, waiting

CLERK, HANDLER, SIGNER = (f"{EAST}/{role}" for role in ("clerk", "handler", "signer"))
DRAFTER, REVIEWER, LEADER = (f"{CITY}/{role}" for role in ("drafter", "reviewer", "signer"))


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    with offices(sqlite_url, tmp_path) as running:
        yield running


def asked(office: Offices) -> UUID:
    return ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])


def inquiry(office: Offices, id: UUID) -> Inquiry:
    return office.inquiries.load(Inquiry, id)


def test_who_proposes_an_answer_is_replaced_and_gets_it_back(office: Offices) -> None:
    asked(office)
    it, rooms = assigned(office, EAST), office.inquiries
    assert rooms.hand_over(by(CLERK), it, giver=HANDLER, taker=SIGNER) == "holding"
    assert inquiry(office, it).holder.people == (SIGNER,)
    assert waiting(office, EAST) == [(SIGNER, "", "拟答复")]
    rooms.hand_over(by(CLERK), it, giver=SIGNER, taker=HANDLER)
    propose(office, EAST, it, verdict=AgencyVerdict.AGREE)
    assert inquiry(office, it).stage == "approving"


def test_what_lies_before_a_leader_comes_back_to_who_follows(office: Offices) -> None:
    asked(office)
    it, rooms = assigned(office, EAST), office.inquiries
    propose(office, EAST, it, verdict=AgencyVerdict.AGREE)
    (minded,) = rooms.minded_by(EAST, HANDLER)
    assert (minded.subject, minded.words) == (it, "等候审定")
    rooms.hand_over(by(HANDLER), it, giver=HANDLER, taker=CLERK)
    assert not rooms.minded_by(EAST, HANDLER)
    rooms.send_back(by(SIGNER), it, reason="请核", seen=inquiry(office, it).version_to_see)
    assert inquiry(office, it).holder.people == (CLERK,)


def test_only_who_may_approve_takes_over_an_approval(office: Offices) -> None:
    asked(office)
    it = assigned(office, EAST)
    propose(office, EAST, it, verdict=AgencyVerdict.AGREE)
    with pytest.raises(Refused, match="不能审定这件答复"):
        office.inquiries.hand_over(by(CLERK), it, giver=SIGNER, taker=HANDLER)


def test_an_opinion_that_both_were_asked_for_is_given_once(office: Offices) -> None:
    asked(office)
    it, rooms = assigned(office, EAST, helpers=[CLERK, SIGNER]), office.inquiries
    assert rooms.hand_over(by(CLERK), it, giver=CLERK, taker=SIGNER) == "shared"
    assert inquiry(office, it).helpers == {SIGNER: False}
    rooms.opine(by(SIGNER), it, words="无意见")
    with pytest.raises(Refused, match="不在移交人手中"):
        rooms.hand_over(by(CLERK), it, giver=SIGNER, taker=CLERK)


def test_nobody_gives_away_what_another_was_asked(office: Offices) -> None:
    asked(office)
    it = assigned(office, EAST, helpers=[SIGNER])
    with pytest.raises(NotAllowed):
        office.inquiries.hand_over(by(SIGNER), it, giver=HANDLER, taker=SIGNER)


def test_who_takes_over_a_consultation_hears_of_its_answers(office: Offices) -> None:
    id, rooms = asked(office), office.consultations
    (minded,) = rooms.minded_by(CITY, DRAFTER)
    assert (minded.subject, minded.words) == (id, "等候会签答复")
    with pytest.raises(NotAllowed):
        rooms.hand_over(by(REVIEWER), id, giver=DRAFTER, taker=REVIEWER)
    rooms.hand_over(by(DRAFTER), id, giver=DRAFTER, taker=REVIEWER)
    assert not rooms.minded_by(CITY, DRAFTER)
    answer(office, EAST, AgencyVerdict.DISSENT, "一：不同意。")
    assert (REVIEWER, "", "协调分歧") in waiting(office, CITY)
    rooms.hand_over(by(f"{CITY}/clerk"), id, giver=REVIEWER, taker=DRAFTER)
    assert (DRAFTER, "", "协调分歧") in waiting(office, CITY)
    assert rooms.load(Consultation, id).asker == DRAFTER


def test_what_is_settled_is_not_handed_over(office: Offices) -> None:
    id = asked(office)
    answer(office, EAST, AgencyVerdict.AGREE)
    with pytest.raises(Refused, match="已经办妥"):
        office.consultations.hand_over(by(DRAFTER), id, giver=DRAFTER, taker=REVIEWER)


def test_of_several_at_one_step_each_hands_over_their_own_turn_alone(office: Offices) -> None:
    together = replace(step(Stage.COUNTERSIGNING), people=(REVIEWER, LEADER), order=Order.AT_ONCE)
    document, rooms = drafted(office), office.documents
    rooms.reroute(by(DRAFTER), document, route=(PLAIN[0], together, *PLAIN[1:]), seen=1)
    rooms.submit(by(DRAFTER), document, to=[], seen=2)
    with pytest.raises(NotAllowed):
        rooms.hand_over(by(REVIEWER), document, giver=LEADER, taker=DRAFTER)
    assert rooms.load(Document, document).holder.people == (REVIEWER, LEADER)
    rooms.hand_over(by(REVIEWER), document, giver=REVIEWER, taker=DRAFTER)
    assert rooms.load(Document, document).holder.people == (LEADER, DRAFTER)
