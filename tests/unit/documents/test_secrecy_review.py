"""保密审查 is somebody's own act on the very text that goes on; what is open stops a hand-on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.consulting.verdicts import AgencyVerdict as Answer
from documents.consulting.verdicts import Asking
from documents.handling.transcription import Source, Transcription
from documents.outgoing.document import Document
from documents.outgoing.ports import secrecy_reviewers
from documents.outgoing.route import PLAIN, Order, Step, Verdict
from documents.outgoing.secrecy import LESS_AND_LESS
from documents.outgoing.stages import Stage
from documents.rules.openness import OPENNESS
from office.desk.registers import items
from office.directory.acting.scope import covers
from office.directory.answers import Incumbent
from office.kernel.refusals import Refused
from tests.asking import DEADLINE, answer
from tests.offices import CITY, EAST, Offices, PaperDirectory, by, manuscript, offices

DRAFTER, REVIEWER = f"{CITY}/drafter", f"{CITY}/reviewer"
SIGNER, CLERK, HANDLER = f"{CITY}/signer", f"{CITY}/clerk", f"{CITY}/handler"
COUNTERSIGN = Step(stage=Stage.COUNTERSIGNING, name="会签", order=Order.AT_ONCE)
ASIDE = {"openness": "不予公开", "openness_reason": "第十六条，内部管理"}


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    with offices(sqlite_url, tmp_path) as running:
        yield running


def submitted(office: Offices, *, named: str, steps: tuple[Step, ...] = (), **stated: str) -> UUID:
    """With the reviewer, and after them with whom `steps` name."""
    rooms = office.documents
    it = rooms.draft(
        by(DRAFTER),
        identity=f"{CITY}-office",
        manuscript=manuscript(),
        particulars={"secrecy_reviewer": named, **stated},
    )
    if steps:
        route = (*PLAIN[:2], *steps, PLAIN[2])
        rooms.reroute(by(DRAFTER), it, route=route, reason="须会签", seen=1)
    rooms.submit(by(DRAFTER), it, to=[REVIEWER], seen=standing(office, it).version)
    return it


def standing(office: Offices, it: UUID) -> Document:
    return office.documents.load(Document, it)


def review(office: Offices, it: UUID, *to: str) -> None:
    seen = standing(office, it).version
    people = list(to) or [SIGNER]
    office.documents.review(by(REVIEWER), it, opinion="", keeping="经核。", to=people, seen=seen)


def confirm(office: Offices, it: UUID, who: str) -> None:
    office.documents.review_secrecy(by(who), it, seen=standing(office, it).version)


def sign_off(office: Offices, it: UUID, **stated: str) -> None:
    stands = standing(office, it)
    particulars = {**stands.particulars, **stated} if stated else None
    office.documents.sign_off(
        by(SIGNER), it, opinion="", particulars=particulars, seen=stands.version
    )


def waits_with(office: Offices, it: UUID) -> list[str]:
    """On whose desks the 保密审查 lies, beside the turns."""
    query = select(items.c.person).where(items.c.subject == it, items.c.step == "secrecy")
    with office.node.store.reading() as connection:
        return list(connection.execute(query).scalars())


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
    answer(office, EAST, Answer.AGREE)
    review(office, it)
    assert standing(office, it).stage is Stage.SIGNING


@pytest.mark.parametrize("verdict", [Verdict.DISSENT, Verdict.ABSTAIN])
def test_who_is_named_and_does_not_agree_hands_on_and_confirms_or_not_by_itself(
    office: Offices, verdict: Verdict
) -> None:
    it = submitted(office, named=CLERK, steps=(COUNTERSIGN,))
    assert waits_with(office, it) == [CLERK]
    review(office, it, CLERK)
    assert waits_with(office, it) == []  # it is on the desk anyway
    seen = standing(office, it).version
    said = {"opinion": "我处不同意", "verdict": verdict, "to": [SIGNER]}
    office.documents.countersign(by(CLERK), it, **said, seen=seen)
    assert (standing(office, it).stage, waits_with(office, it)) == (Stage.SIGNING, [CLERK])
    assert not standing(office, it).is_cleared


def test_whoever_has_the_turn_may_confirm_before_they_speak(office: Offices) -> None:
    it = submitted(office, named=SIGNER)
    review(office, it)
    call = Transcription(kind=Source.TELEPHONE, date=date(2026, 11, 20), by=CLERK)
    said = {"leader": SIGNER, "opinion": "同意", "transcription": call}
    seen = standing(office, it).version
    with pytest.raises(Refused, match=f"请保密审查人{SIGNER}打开此件"):
        office.documents.transcribe(by(CLERK), it, **said, seen=seen)
    confirm(office, it, SIGNER)
    seen = standing(office, it).version
    office.documents.transcribe(by(CLERK), it, **said, seen=seen)
    assert standing(office, it).signer == SIGNER


def test_who_only_minds_it_while_agencies_are_asked_may_confirm_too(office: Offices) -> None:
    asking = replace(COUNTERSIGN, agencies=(EAST,), people=(CLERK,))
    it = submitted(office, named=CLERK, steps=(asking,))
    review(office, it, CLERK)
    assert standing(office, it).awaits_agencies
    confirm(office, it, CLERK)
    assert standing(office, it).is_cleared


def test_whose_turn_ends_without_their_word_has_the_review_on_the_desk(office: Offices) -> None:
    quorum = replace(COUNTERSIGN, quorum=1, people=(CLERK, HANDLER))
    last = replace(COUNTERSIGN, name="再会签", people=(DRAFTER,))
    it = submitted(office, named=CLERK, steps=(quorum, last))
    review(office, it, CLERK, HANDLER)
    assert waits_with(office, it) == []
    seen = standing(office, it).version
    office.documents.countersign(by(HANDLER), it, opinion="", seen=seen)
    assert waits_with(office, it) == [CLERK]
    seen = standing(office, it).version
    office.documents.return_to(by(DRAFTER), it, position=0, reason="重拟", seen=seen)
    assert waits_with(office, it) == []


def test_who_passes_a_turn_on_passes_on_the_review_that_is_not_done(office: Offices) -> None:
    it = submitted(office, named=CLERK, steps=(COUNTERSIGN,))
    review(office, it, CLERK)
    seen = standing(office, it).version
    office.documents.redirect(by(CLERK), it, to=HANDLER, reason="出差", seen=seen)
    assert (standing(office, it).secrecy_asked, waits_with(office, it)) == (HANDLER, [])


def test_a_review_that_is_done_stays_with_who_did_it(office: Offices) -> None:
    it = submitted(office, named=CLERK, steps=(COUNTERSIGN,))
    confirm(office, it, CLERK)
    review(office, it, CLERK)
    seen = standing(office, it).version
    office.documents.redirect(by(CLERK), it, to=HANDLER, reason="出差", seen=seen)
    assert standing(office, it).is_cleared
    assert standing(office, it).secrecy_reviewer == CLERK


def test_a_review_that_waits_with_who_leaves_the_post_is_handed_over(office: Offices) -> None:
    it = submitted(office, named=CLERK)
    with pytest.raises(Refused, match="拟稿人不能审查自己起草的文稿"):
        office.documents.hand_over(by(CLERK), it, giver=CLERK, taker=DRAFTER)
    office.documents.hand_over(by(CLERK), it, giver=CLERK, taker=HANDLER)
    assert waits_with(office, it) == [HANDLER]
    assert standing(office, it).holder.people == (REVIEWER,)
    with pytest.raises(Refused, match="不必移交"):
        office.documents.hand_over(by(CLERK), it, giver=CLERK, taker=REVIEWER)


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("nobody", "须是本机关办理公文的同志"),
        (f"{EAST}/clerk", "须是本机关办理公文的同志"),
        (DRAFTER, "拟稿人不能审查自己起草的文稿"),
    ],
)
def test_only_somebody_else_of_the_agency_who_handles_papers_may_be_named(
    office: Offices, named: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        submitted(office, named=named)
    it = submitted(office, named=CLERK)
    stated = {"secrecy_reviewer": named}
    with pytest.raises(Refused, match=why):
        office.documents.revise(
            by(REVIEWER), it, manuscript=manuscript(), particulars=stated, seen=3
        )


def test_a_drafter_in_an_agency_of_one_may_be_named_all_the_same() -> None:
    class Alone(PaperDirectory):
        def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
            return super().posts_on(agency, day)[:1]

    (only,) = secrecy_reviewers(Alone(), agency=CITY, drafter=DRAFTER)
    assert str(only.person.id) == DRAFTER


def test_a_deputy_reviews_only_where_they_stand_in_for_everything() -> None:
    assert covers(("all",), "review_secrecy")
    assert not covers(("papers", "review", "countersign"), "review_secrecy")


def test_what_is_made_more_public_is_reviewed_again(office: Offices) -> None:
    it = submitted(office, named=CLERK, **ASIDE)
    confirm(office, it, CLERK)
    stated = {"secrecy_reviewer": CLERK, "openness": "主动公开"}
    seen = standing(office, it).version
    office.documents.revise(
        by(REVIEWER), it, manuscript=manuscript(), particulars=stated, seen=seen
    )
    assert waits_with(office, it) == [CLERK]
    with pytest.raises(Refused, match="没有做保密审查，不能送签发"):
        review(office, it)
    confirm(office, it, CLERK)
    review(office, it)
    sign_off(office, it)


def test_a_signer_may_make_it_less_public_than_it_was_reviewed(office: Offices) -> None:
    it = submitted(office, named=CLERK, **{**ASIDE, "openness": "依申请公开"})
    confirm(office, it, CLERK)
    review(office, it)
    sign_off(office, it, openness="不予公开")
    assert standing(office, it).cleared is not None
    assert LESS_AND_LESS == OPENNESS


def test_a_review_given_with_an_act_is_taken_back_with_it(office: Offices) -> None:
    it = submitted(office, named=REVIEWER)
    review(office, it)
    office.documents.take_back(by(REVIEWER), it, seen=standing(office, it).version)
    assert not standing(office, it).is_cleared


def test_a_review_given_by_itself_stays_when_another_act_is_taken_back(office: Offices) -> None:
    it = submitted(office, named=CLERK)
    confirm(office, it, CLERK)
    review(office, it)
    office.documents.take_back(by(REVIEWER), it, seen=standing(office, it).version)
    assert standing(office, it).is_cleared


def test_a_slip_that_the_recheck_mends_leaves_the_review_as_it_stands(office: Offices) -> None:
    it = submitted(office, named=REVIEWER)
    review(office, it)
    sign_off(office, it)
    slips = [("有关事项", "有关要求")]
    seen = standing(office, it).version
    office.documents.recheck(by(CLERK), it, opinion="", slips=slips, seen=seen)
    assert standing(office, it).corrections
    assert standing(office, it).cleared is not None
