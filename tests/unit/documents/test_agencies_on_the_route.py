"""A step of a document's route that other agencies take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from documents.consulting.consultation import Consultation
from documents.consulting.place import Disposal
from documents.consulting.verdicts import AgencyVerdict, Asking
from documents.outgoing.document import Document
from documents.outgoing.route import PLAIN, Route, Step, step
from documents.outgoing.stages import Stage
from office.kernel.act import Act
from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from tests.asking import DEADLINE, answer, drafted, seen
from tests.offices import CITY, EAST, WEST, Offices, by, manuscript, offices

REVIEWER = f"{CITY}/reviewer"
DRAFTER = f"{CITY}/drafter"
SIGNER = f"{CITY}/signer"


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    with offices(sqlite_url, tmp_path) as running:
        yield running


def route(stage: Stage, *, reviewer: tuple[str, ...] = (REVIEWER,)) -> Route:
    """拟稿, then the agencies, then 核稿 and 签发."""
    asked: Step = replace(step(stage), agencies=(EAST, WEST), days=3)
    return (PLAIN[0], asked, replace(PLAIN[1], people=reviewer), PLAIN[2])


def submitted(office: Offices, way: Route) -> UUID:
    document, rooms = drafted(office), office.documents
    rooms.reroute(by(DRAFTER), document, route=way, seen=1)
    rooms.submit(by(DRAFTER), document, to=[], seen=2)
    office.deliver()
    return document


def standing(office: Offices, document: UUID) -> Document:
    return office.documents.load(Document, document)


def test_the_step_asks_them_in_the_commit_that_brings_the_paper_there(office: Offices) -> None:
    document = submitted(office, route(Stage.COUNTERSIGNING))
    it = standing(office, document)
    assert (it.stage, it.holder.people) == (Stage.COUNTERSIGNING, (DRAFTER,))
    (asked,) = office.consultations.of_document(document)
    assert (asked.asking, asked.deadline) == (Asking.COUNTERSIGN, "2026-11-25")
    assert list(asked.places) == [EAST, WEST]


def test_when_all_have_agreed_the_paper_goes_on_by_itself(office: Offices) -> None:
    document = submitted(office, route(Stage.COUNTERSIGNING))
    answer(office, EAST, AgencyVerdict.AGREE)
    with pytest.raises(Refused, match=r"不能往下送.*望江区.*还没有答复"):
        office.documents.conclude(by(DRAFTER), document, seen=3)
    answer(office, WEST, AgencyVerdict.AGREE)
    it = standing(office, document)
    assert (it.stage, it.holder.people) == (Stage.REVIEWING, (REVIEWER,))


def test_where_the_route_names_nobody_next_the_drafter_hands_on(office: Offices) -> None:
    document = submitted(office, route(Stage.COUNTERSIGNING, reviewer=()))
    for agency in (EAST, WEST):
        answer(office, agency, AgencyVerdict.AGREE)
    it = standing(office, document)
    assert it.stage is Stage.COUNTERSIGNING
    office.documents.conclude(by(DRAFTER), document, to=[REVIEWER], seen=it.version)
    assert standing(office, document).stage is Stage.REVIEWING


def test_the_drafter_works_comments_in_while_the_step_waits(office: Offices) -> None:
    document = submitted(office, route(Stage.CONSULTING))
    (asked,) = office.consultations.of_document(document)
    assert asked.asking is Asking.COMMENTS
    answer(office, EAST, AgencyVerdict.NO_COMMENT)
    answer(office, WEST, AgencyVerdict.AGREE_WITH_COMMENTS, "标题：建议精简。")
    assert standing(office, document).stage is Stage.CONSULTING
    office.documents.revise(
        by(DRAFTER),
        document,
        manuscript=manuscript("关于寒潮防范的通知"),
        seen=standing(office, document).version,
    )
    treatments = [(WEST, 0, Disposal.ADOPTED, "")]
    office.consultations.dispose(
        by(DRAFTER), asked.id, treatments=treatments, seen=seen(office, asked.id)
    )
    assert standing(office, document).stage is Stage.REVIEWING


def test_a_comment_adopted_in_words_only_does_not_go_on(office: Offices) -> None:
    document = submitted(office, route(Stage.CONSULTING))
    (asked,) = office.consultations.of_document(document)
    answer(office, EAST, AgencyVerdict.NO_COMMENT)
    answer(office, WEST, AgencyVerdict.AGREE_WITH_COMMENTS, "标题：建议精简。")
    treatments = [(WEST, 0, Disposal.ADOPTED, "")]
    office.consultations.dispose(
        by(DRAFTER), asked.id, treatments=treatments, seen=seen(office, asked.id)
    )
    it = standing(office, document)
    assert it.stage is Stage.CONSULTING, (
        "nothing goes on by itself with a text that was not changed"
    )
    told = "不能往下送：采纳了望江区人民政府办公室的第 1 条意见，而文稿没有改动"
    with pytest.raises(Refused, match=told):
        office.documents.conclude(by(DRAFTER), document, seen=it.version)
    with pytest.raises(Refused, match="不能形成意见汇总表"):
        office.consultations.summarise(
            by(DRAFTER), asked.id, pdf=b"%PDF", revision=it.revision, seen=seen(office, asked.id)
        )
    office.consultations.dispose(
        by(DRAFTER),
        asked.id,
        treatments=[(WEST, 0, Disposal.ADOPTED, "", "标题已是最简")],
        seen=seen(office, asked.id),
    )
    office.documents.conclude(by(DRAFTER), document, seen=it.version)
    assert standing(office, document).stage is Stage.REVIEWING


@pytest.mark.parametrize("minder", [(), (f"{CITY}/handler",)])
def test_other_agencies_of_the_next_step_are_asked_before_the_paper_goes_on(
    office: Offices, minder: tuple[str, ...]
) -> None:
    first = replace(step(Stage.CONSULTING), agencies=(EAST,))
    second = replace(step(Stage.COUNTERSIGNING), agencies=(WEST,), people=minder)
    reviewing = replace(PLAIN[1], people=(REVIEWER,))
    document = submitted(office, (PLAIN[0], first, second, reviewing, PLAIN[2]))
    answer(office, EAST, AgencyVerdict.NO_COMMENT)
    it = standing(office, document)
    assert (it.stage, it.holder.people) == (Stage.COUNTERSIGNING, minder or (DRAFTER,))
    asked = office.consultations.of_document(document)
    assert [(each.asking, list(each.places)) for each in asked] == [
        (Asking.COMMENTS, [EAST]),
        (Asking.COUNTERSIGN, [WEST]),
    ]
    answer(office, WEST, AgencyVerdict.AGREE)
    assert standing(office, document).stage is Stage.REVIEWING


def issued_with(office: Offices, *partners: str, way: Route) -> UUID:
    """A draft that states joint issuers, on its way to its reviewer."""
    document, rooms = drafted(office), office.documents
    stated = {"partners": list(partners)}
    rooms.revise(
        by(DRAFTER), document, manuscript=manuscript("关于联合的通知"), particulars=stated, seen=1
    )
    rooms.reroute(by(DRAFTER), document, route=way, seen=2)
    rooms.submit(by(DRAFTER), document, to=[], seen=3)
    rooms.review(by(REVIEWER), document, opinion="", seen=4)
    office.deliver()
    return document


def test_the_other_issuers_sign_off_in_their_order_and_before_the_host(office: Offices) -> None:
    joint = replace(step(Stage.JOINT), agencies=(WEST, EAST))
    reviewing = replace(PLAIN[1], people=(REVIEWER,))
    signing = replace(PLAIN[2], people=(SIGNER,))
    document = issued_with(office, WEST, EAST, way=(PLAIN[0], reviewing, joint, signing))
    (asked,) = office.consultations.of_document(document)
    assert (asked.asking, list(asked.places)) == (Asking.JOINT, [WEST, EAST])
    assert [each.sent_at is not None for each in asked.places.values()] == [True, False]
    answer(office, WEST, AgencyVerdict.AGREE)
    assert standing(office, document).stage is Stage.JOINT
    answer(office, EAST, AgencyVerdict.AGREE)
    it = standing(office, document)
    assert (it.stage, it.holder.people) == (Stage.SIGNING, (SIGNER,))
    office.documents.sign_off(by(SIGNER), document, opinion="同意", seen=it.version)
    signers = office.consultations.joint_signers(document, revision=it.revision)
    assert [each.code for each in signers] == [WEST, EAST]


def test_the_host_does_not_sign_off_before_every_issuer_that_is_stated(office: Offices) -> None:
    reviewing = replace(PLAIN[1], people=(REVIEWER,))
    signing = replace(PLAIN[2], people=(SIGNER,))
    document = issued_with(office, EAST, way=(PLAIN[0], reviewing, signing))
    seen_ = standing(office, document).version
    with pytest.raises(Refused, match=r"清河区.*还没有联合签发.*第二十二条"):
        office.documents.sign_off(by(SIGNER), document, opinion="同意", seen=seen_)


def test_a_joint_step_names_those_who_issue(office: Offices) -> None:
    way = (PLAIN[0], step(Stage.JOINT), PLAIN[1], PLAIN[2])
    with pytest.raises(Refused, match="联合签发环节没有外单位"):
        office.documents.reroute(by(DRAFTER), drafted(office), route=way, seen=1)


def test_an_answer_is_taken_although_our_own_paper_cannot_go_on(office: Offices) -> None:
    """The next step asks an agency that nobody knows any more."""
    first = replace(step(Stage.COUNTERSIGNING), agencies=(EAST,))
    second = replace(step(Stage.CONSULTING), agencies=("GONE",))
    document = submitted(office, (PLAIN[0], first, second, PLAIN[1], PLAIN[2]))
    answer(office, EAST, AgencyVerdict.AGREE)
    (asked,) = office.consultations.of_document(document)
    assert asked.settled, "what they answered is kept"
    it = standing(office, document)
    assert (it.stage, it.holder.people) == (Stage.COUNTERSIGNING, (DRAFTER,))
    with pytest.raises(Refused, match="通讯录中没有它"):
        office.documents.conclude(by(DRAFTER), document, seen=it.version)
    gone_round = (*it.route[:2], PLAIN[1], PLAIN[2])
    office.documents.reroute(by(DRAFTER), document, route=gone_round, seen=it.version)
    it = standing(office, document)
    office.documents.conclude(by(DRAFTER), document, to=[REVIEWER], seen=it.version)
    assert standing(office, document).stage is Stage.REVIEWING


def test_a_question_that_is_sent_in_turn_is_not_the_one_that_is_sent_to_all(
    office: Offices,
) -> None:
    document, act = drafted(office), by(DRAFTER)

    def consult(*, in_turn: bool) -> None:
        office.documents.consult(
            act,
            document,
            asking=Asking.COMMENTS,
            agencies=[EAST, WEST],
            deadline=DEADLINE,
            in_turn=in_turn,
            seen=1,
        )

    consult(in_turn=False)
    consult(in_turn=False)
    assert len(office.consultations.of_document(document)) == 1
    with pytest.raises(Refused, match="内容不同的另一次提交"):
        consult(in_turn=True)


def test_a_deadline_that_cannot_be_noted_holds_up_no_other(
    office: Offices, caplog: pytest.LogCaptureFixture
) -> None:
    office.consultations.silence_consents = True
    troubled, other = (submitted(office, route(Stage.CONSULTING)) for _ in range(2))

    def refuse(act: Act, consultation: Consultation) -> None:
        if consultation.document == troubled:
            raise Refused("流程走不下去。")

    (asked,) = office.consultations.of_document(troubled)
    office.consultations.on_complete(refuse)
    clock = office.node.clock
    assert isinstance(clock, SetClock)
    clock.advance(days=30)
    assert office.timekeeper.work(office.node)
    assert f"the timer consultation.deadline of {asked.id} could not be kept" in caplog.text
    overdue = {
        document: [
            place.overdue
            for each in office.consultations.of_document(document)
            for place in each.places.values()
        ]
        for document in (troubled, other)
    }
    assert overdue == {troubled: [False, False], other: [True, True]}
    assert not office.timekeeper.work(office.node), (
        "what is troubled does not keep the follower awake"
    )
