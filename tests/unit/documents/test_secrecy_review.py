"""保密审查 is somebody's own act on the very text that goes on; what is open stops a hand-on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from documents.consulting.verdicts import Asking, Verdict
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from office.kernel.refusals import Refused
from tests.asking import DEADLINE, answer
from tests.offices import CITY, EAST, Offices, by, manuscript, offices

DRAFTER, REVIEWER = f"{CITY}/drafter", f"{CITY}/reviewer"
SIGNER, CLERK = f"{CITY}/signer", f"{CITY}/clerk"


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    with offices(sqlite_url, tmp_path) as running:
        yield running


def submitted(office: Offices, *, named: str) -> UUID:
    rooms = office.documents
    it = rooms.draft(
        by(DRAFTER),
        identity=f"{CITY}-office",
        manuscript=manuscript(),
        particulars={"secrecy_reviewer": named},
    )
    rooms.submit(by(DRAFTER), it, to=[REVIEWER], seen=1)
    return it


def standing(office: Offices, it: UUID) -> Document:
    return office.documents.load(Document, it)


def review(office: Offices, it: UUID) -> None:
    seen = standing(office, it).version
    office.documents.review(by(REVIEWER), it, opinion="", keeping="经核。", to=[SIGNER], seen=seen)


def test_who_reviews_and_is_named_does_it_with_the_review(office: Offices) -> None:
    it = submitted(office, named=REVIEWER)
    assert not standing(office, it).is_cleared
    review(office, it)
    cleared = standing(office, it).cleared
    assert cleared is not None
    assert (cleared.by, cleared.revision) == (REVIEWER, standing(office, it).revision)
    office.documents.sign_off(by(SIGNER), it, opinion="", seen=3)


def test_somebody_else_named_has_to_confirm_before_the_signer_gets_it(office: Offices) -> None:
    it = submitted(office, named=CLERK)
    with pytest.raises(Refused, match=r"没有做保密审查，不能送签发.*第十七条"):
        review(office, it)
    with pytest.raises(Refused, match="保密审查"):
        office.documents.review_secrecy(by(REVIEWER), it, seen=2)
    office.documents.review_secrecy(by(CLERK), it, opinion="不涉密。", seen=2)
    with pytest.raises(Refused):
        office.documents.review_secrecy(by(CLERK), it, seen=3)
    review(office, it)
    assert standing(office, it).stage is Stage.SIGNING


def test_another_text_is_another_review(office: Offices) -> None:
    it = submitted(office, named=CLERK)
    rooms = office.documents
    rooms.review_secrecy(by(CLERK), it, seen=2)
    changed = replace(manuscript(), recipients="清河区人民政府，望江区人民政府")
    rooms.revise(by(REVIEWER), it, manuscript=changed, seen=3)
    assert standing(office, it).secrecy_asked == CLERK
    with pytest.raises(Refused, match="保密审查"):
        review(office, it)


def test_what_comes_straight_back_mended_is_reviewed_while_it_lies_with_the_signer(
    office: Offices,
) -> None:
    it = submitted(office, named=REVIEWER)
    review(office, it)
    rooms = office.documents
    rooms.return_to(by(SIGNER), it, position=0, reason="改", straight=True, seen=3)
    rooms.revise(by(DRAFTER), it, manuscript=manuscript("关于防汛的通知"), seen=4)
    rooms.submit(by(DRAFTER), it, to=[], seen=5)
    assert standing(office, it).stage is Stage.SIGNING
    with pytest.raises(Refused, match="还没有做保密审查，不能签发"):
        rooms.sign_off(by(SIGNER), it, opinion="", seen=6)
    rooms.review_secrecy(by(REVIEWER), it, seen=6)
    rooms.sign_off(by(SIGNER), it, opinion="", seen=7)


def test_who_takes_over_a_turn_takes_over_the_secrecy_review_with_it(office: Offices) -> None:
    it = office.documents.draft(
        by(DRAFTER),
        identity=f"{CITY}-office",
        manuscript=manuscript(),
        particulars={"secrecy_reviewer": DRAFTER},
    )
    taker = f"{CITY}/handler"
    office.documents.hand_over(by(DRAFTER), it, giver=DRAFTER, taker=taker)
    assert standing(office, it).secrecy_reviewer == taker


def test_a_signer_who_is_named_does_it_with_the_signature(office: Offices) -> None:
    it = submitted(office, named=SIGNER)
    review(office, it)
    assert not standing(office, it).is_cleared
    seen = standing(office, it).version
    office.documents.sign_off(by(SIGNER), it, opinion="", seen=seen)
    assert standing(office, it).is_cleared


def test_what_other_agencies_have_not_answered_stops_whoever_would_hand_it_to_the_signer(
    office: Offices,
) -> None:
    it = submitted(office, named=REVIEWER)
    office.documents.consult(
        by(REVIEWER),
        it,
        asking=Asking.COUNTERSIGN,
        agencies=[EAST],
        deadline=DEADLINE,
        seen=2,
    )
    office.deliver()
    before = standing(office, it).version
    with pytest.raises(Refused, match=rf"不能送签发：.*还没有答复会签（答复期限 {DEADLINE}"):
        review(office, it)
    assert standing(office, it).version == before
    answer(office, EAST, Verdict.AGREE)
    review(office, it)
    assert standing(office, it).stage is Stage.SIGNING
