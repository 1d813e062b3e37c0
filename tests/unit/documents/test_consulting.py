"""Asking and answering between agencies of one node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from documents.answering.inquiry import Inquiry
from documents.answering.stages import Stage
from documents.consignments.states import State
from documents.consulting.consultation import Consultation
from documents.consulting.place import Disposal, Resolution
from documents.consulting.verdicts import AgencyVerdict, Asking
from documents.outgoing.document import Document
from office.access.permissions import NotAllowed
from office.kernel.clock import SetClock
from office.kernel.refusals import Missing, Refused
from office.kernel.verify import verify
from tests.asking import (
    DEADLINE,
    REASONS,
    answer,
    ask,
    assigned,
    drafted,
    inquiry,
    open_matters,
    propose,
    revision,
    seen,
    standing,
)
from tests.offices import CITY, EAST, WEST, Offices, by, manuscript, offices, states, waiting


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Offices]:
    """On SQLite; what the databases might do differently has a test on both."""
    with offices(sqlite_url, tmp_path) as running:
        yield running
        assert verify(running.node.store).fault is None


def revise(office: Offices, document: UUID, title: str) -> None:
    version = office.documents.load(Document, document).version
    changed = manuscript(title)
    office.documents.revise(by(f"{CITY}/drafter"), document, manuscript=changed, seen=version)


def days(office: Offices, count: int) -> None:
    assert isinstance(office.node.clock, SetClock)
    office.node.clock.advance(days=count)
    office.deliver()


def test_two_agencies_countersign_and_nothing_is_open(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.COUNTERSIGN)
    assert len(open_matters(office, document)) == 2
    for agency in (EAST, WEST):
        answer(office, agency, AgencyVerdict.AGREE)
    it = standing(office, asked)
    assert (it.complete, it.settled) == (True, True)
    assert it.places[EAST].answer is not None
    assert (it.places[EAST].answer.by, it.places[EAST].answer.on) == ("EAST/signer", "2026-11-20")
    assert states(office, asked) == [State.COMPLETED, State.COMPLETED]
    assert open_matters(office, document) == []
    office.consultations.must_be_settled(document, revision=revision(office, document))
    assert waiting(office, EAST) == waiting(office, WEST) == []


def test_the_asked_agency_sees_the_draft_and_nothing_else_of_the_asker(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.COUNTERSIGN, note="请重点看第二部分")
    it = office.inquiries.load(Inquiry, inquiry(office, EAST))
    assert {part.role for part in it.capsule.parts} == {"proof", "text"}
    assert it.capsule.facts["note"] == "请重点看第二部分"
    assert "issuers" not in it.capsule.facts
    carried = str(it.capsule.to_json())
    assert str(document) not in carried
    assert WEST not in carried
    with pytest.raises(Missing):
        office.consultations.remind(
            by(f"{EAST}/clerk"), asked, codes=[EAST], note="", seen=seen(office, asked)
        )


def test_opinions_inside_never_travel(office: Offices) -> None:
    ask(office, drafted(office), Asking.COMMENTS, agencies=[EAST])
    it = assigned(office, EAST, helpers=[f"{EAST}/drafter", f"{EAST}/reviewer"])
    with pytest.raises(NotAllowed):
        office.inquiries.opine(by(f"{EAST}/clerk"), it, words="内部看法")
    office.inquiries.opine(by(f"{EAST}/drafter"), it, words="内部看法")
    assert (f"{EAST}/reviewer", "", "提出意见") in waiting(office, EAST)
    propose(office, EAST, it, verdict=AgencyVerdict.AGREE_WITH_COMMENTS, comments=REASONS)
    version = office.inquiries.load(Inquiry, it).version
    office.inquiries.approve(by(f"{EAST}/signer"), it, words="内部批语", seen=version)
    office.deliver()
    sent = [
        str(vars(office.documents.mapper.to_domain_event(row)))
        for row in office.node.recorder.select_notifications(start=None, limit=1000)
        if row.topic.startswith(("documents.Consignment", "documents.Receipt"))
    ]
    assert any("期限过短" in text for text in sent)
    assert not [text for text in sent if "内部" in text or "请研提" in text]
    assert waiting(office, EAST) == []


def test_a_proposal_is_sent_back_and_made_anew(office: Offices) -> None:
    ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])
    it = assigned(office, EAST)
    with pytest.raises(Refused, match="逐条写明意见"):
        propose(office, EAST, it, verdict=AgencyVerdict.DISSENT)
    propose(office, EAST, it, verdict=AgencyVerdict.DISSENT, comments=REASONS)
    leader = by(f"{EAST}/signer")
    with pytest.raises(Refused, match="理由"):
        office.inquiries.send_back(leader, it, reason=" ", seen=5)
    office.inquiries.send_back(by(f"{EAST}/signer"), it, reason="请再沟通", seen=5)
    assert office.inquiries.load(Inquiry, it).stage is Stage.ASSIGNED
    with pytest.raises(NotAllowed):
        office.inquiries.approve(by(f"{EAST}/signer"), it, words="", seen=6)
    propose(office, EAST, it, verdict=AgencyVerdict.AGREE)
    office.inquiries.approve(by(f"{EAST}/signer"), it, words="", seen=7)


def test_a_dissent_waits_for_coordination(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.COUNTERSIGN)
    answer(office, EAST, AgencyVerdict.AGREE)
    answer(office, WEST, AgencyVerdict.DISSENT, REASONS)
    assert (f"{CITY}/drafter", "", "协调分歧") in waiting(office, CITY)
    assert [each for each in open_matters(office, document) if "不同意" in each]
    with pytest.raises(Refused, match=r"不能签发.*望江区.*不同意"):
        office.consultations.must_be_settled(document, revision=revision(office, document))
    drafter = f"{CITY}/drafter"
    facts: dict[str, Any] = {"code": WEST, "outcome": Resolution.AS_IS}
    facts["seen"] = seen(office, asked)
    with pytest.raises(Refused, match="时间、双方参加人"):
        office.consultations.coordinate(by(drafter), asked, record="", **facts)
    office.consultations.coordinate(by(drafter), asked, record="11月20日双方商定按原稿。", **facts)
    assert (drafter, "", "处理意见") in waiting(office, CITY)
    office.consultations.dispose(
        by(drafter),
        asked,
        treatments=[(WEST, 0, Disposal.REJECTED, "上位文件已定期限")],
        seen=seen(office, asked),
    )
    assert standing(office, asked).settled
    assert open_matters(office, document) == []
    assert not [each for each in waiting(office, CITY) if each[2] == "处理意见"]


def test_what_cannot_be_agreed_on_goes_to_the_superior(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.COUNTERSIGN, agencies=[EAST])
    answer(office, EAST, AgencyVerdict.DISSENT, REASONS)
    rooms, clerk = office.consultations, f"{CITY}/clerk"
    ruling: dict[str, Any] = {"code": EAST, "ruler": "市长", "words": "按原稿印发"}
    with pytest.raises(Refused, match="还没有提请"):
        rooms.rule(by(clerk), asked, outcome=Resolution.UPHELD, seen=seen(office, asked), **ruling)
    rooms.escalate(
        by(clerk), asked, code=EAST, to="市政府", reason="期限", seen=seen(office, asked)
    )
    assert (f"{CITY}/drafter", "", "登记裁定") in waiting(office, CITY)
    rooms.rule(by(clerk), asked, outcome=Resolution.UPHELD, seen=seen(office, asked), **ruling)
    assert open_matters(office, document) == ["清河区人民政府办公室的意见还没有登记采纳情况"]


def test_whoever_countersigned_another_text_is_asked_again(office: Offices) -> None:
    document = drafted(office)
    ask(office, document, Asking.COUNTERSIGN)
    for agency in (EAST, WEST):
        answer(office, agency, AgencyVerdict.AGREE)
    revise(office, document, "关于修改后的通知")
    assert len([each for each in open_matters(office, document) if "以前的文稿" in each]) == 2
    with pytest.raises(Refused, match=r"望江区人民政府办公室还没有对现在的文稿会签"):
        ask(office, document, Asking.COUNTERSIGN, agencies=[EAST])
    ask(office, document, Asking.COUNTERSIGN)
    for agency in (EAST, WEST):
        answer(office, agency, AgencyVerdict.AGREE)
    assert open_matters(office, document) == []


def test_a_joint_issue_goes_from_issuer_to_issuer(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.JOINT)
    assert [each.sent_at is not None for each in standing(office, asked).places.values()] == [
        True,
        False,
    ]
    days(office, 1)
    answer(office, EAST, AgencyVerdict.AGREE)
    assert standing(office, asked).places[WEST].sent_at is not None
    days(office, 2)
    answer(office, WEST, AgencyVerdict.AGREE)
    signers = office.consultations.joint_signers(document, revision=revision(office, document))
    assert [(each.name, each.on) for each in signers] == [
        ("清河区人民政府办公室", date(2026, 11, 21)),
        ("望江区人民政府办公室", date(2026, 11, 23)),
    ]
    assert open_matters(office, document) == []


def test_coordination_never_signs_a_joint_issue(office: Offices) -> None:
    document = drafted(office)
    asked = ask(office, document, Asking.JOINT)
    answer(office, EAST, AgencyVerdict.DISSENT, REASONS)
    assert standing(office, asked).places[WEST].sent_at is None
    office.consultations.coordinate(
        by(f"{CITY}/drafter"),
        asked,
        code=EAST,
        outcome=Resolution.AS_IS,
        record="双方商定按原稿。",
        seen=seen(office, asked),
    )
    assert [each for each in open_matters(office, document) if "须再送其联合行文" in each]
    again = ask(office, document, Asking.JOINT)
    assert standing(office, asked).places[WEST].withdrawn == "已另送第2轮"
    answer(office, EAST, AgencyVerdict.AGREE)
    answer(office, WEST, AgencyVerdict.AGREE)
    assert standing(office, again).settled
    assert open_matters(office, document) == []


def test_silence_is_consent_only_where_the_site_says_so(office: Offices) -> None:
    document = drafted(office)
    plain = ask(office, document, Asking.COMMENTS)
    answer(office, EAST, AgencyVerdict.NO_COMMENT)
    days(office, 7)
    assert not standing(office, plain).places[WEST].overdue, "the last day counts"
    days(office, 1)
    assert standing(office, plain).places[WEST].overdue
    assert not standing(office, plain).complete
    assert (f"{CITY}/drafter", "", "催办") in waiting(office, CITY)
    late = answer(office, WEST, AgencyVerdict.NO_COMMENT)
    assert standing(office, plain).places[WEST].late
    assert standing(office, plain).settled
    assert office.inquiries.load(Inquiry, late).stage is Stage.ANSWERED


def test_where_silence_consents_a_later_answer_is_not_taken(office: Offices) -> None:
    office.consultations.silence_consents = True
    document = drafted(office)
    asked = ask(office, document, Asking.COMMENTS)
    joint = ask(office, drafted(office, title="联合的通知"), Asking.JOINT)
    days(office, 8)
    assert standing(office, asked).settled
    assert not standing(office, joint).complete
    question = standing(office, asked).places[EAST].consignment
    it = office.inquiries.load(
        Inquiry, Inquiry.id_of(agency=EAST, sender=CITY, consignment=question)
    )
    assert it.capsule.facts["silence_consents"] is True
    rooms, clerk = office.inquiries, f"{EAST}/clerk"
    rooms.sign_for(by(clerk), it.id, seen=1)
    rooms.register(by(clerk), it.id, seen=2)
    rooms.assign(by(clerk), it.id, to=f"{EAST}/handler", helpers=[], note="", seen=3)
    propose(office, EAST, it.id, verdict=AgencyVerdict.NO_COMMENT)
    rooms.approve(by(f"{EAST}/signer"), it.id, words="", seen=5)
    office.deliver()
    row = office.consignments.of_document(it.id)[0]
    assert row.state == State.DEAD_LETTERED
    assert "视为无意见" in row.problem


def test_a_reminder_reaches_who_has_not_answered(office: Offices) -> None:
    asked = ask(office, drafted(office), Asking.COMMENTS)
    answer(office, EAST, AgencyVerdict.NO_COMMENT)
    clerk = f"{CITY}/clerk"
    with pytest.raises(Refused, match="只能催办"):
        office.consultations.remind(
            by(clerk), asked, codes=[EAST], note="请尽快", seen=seen(office, asked)
        )
    office.consultations.remind(
        by(clerk), asked, codes=[WEST], note="请尽快", seen=seen(office, asked)
    )
    office.deliver()
    assert office.inquiries.load(Inquiry, inquiry(office, WEST)).reminded == 1


def test_a_listener_is_told_in_the_same_commit(office: Offices) -> None:
    told: list[tuple[bool, bool]] = []

    def listen(act: Any, it: Consultation) -> None:
        assert office.node.store.transaction is not None
        told.append((it.complete, it.settled))

    office.consultations.on_complete(listen)
    asked = ask(office, drafted(office), Asking.COUNTERSIGN)
    answer(office, EAST, AgencyVerdict.AGREE)
    assert told == []
    answer(office, WEST, AgencyVerdict.DISSENT, REASONS)
    assert told == [(True, False)]
    office.consultations.dispose(
        by(f"{CITY}/drafter"),
        asked,
        treatments=[(WEST, 0, Disposal.ADOPTED, "")],
        seen=seen(office, asked),
    )
    office.consultations.coordinate(
        by(f"{CITY}/drafter"),
        asked,
        code=WEST,
        outcome=Resolution.AS_IS,
        record="双方商定。",
        seen=seen(office, asked),
    )
    assert told == [(True, False), (True, True)]


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day(office: Offices) -> None:
    asked = ask(office, drafted(office), Asking.COMMENTS, deadline=date(2026, 11, 22))
    assert standing(office, asked).deadline == "2026-11-23"
    with pytest.raises(Refused, match="已经过去"):
        ask(office, drafted(office), Asking.COMMENTS, deadline=date(2026, 11, 19))


def test_a_refused_question_tells_the_asker_why_and_may_be_sent_again(office: Offices) -> None:
    asked = ask(office, drafted(office), Asking.COMMENTS, agencies=[EAST])
    it = inquiry(office, EAST)
    office.inquiries.refuse(by(f"{EAST}/clerk"), it, reason="不属本单位职责", seen=1)
    office.deliver()
    row = office.consignments.of_document(asked)[0]
    assert (row.state, row.problem) == (State.REFUSED, "不属本单位职责")
    office.consignments.requeue(by(f"{CITY}/clerk"), row.subject, reason="属共同职责")
    office.deliver()
    assert office.inquiries.load(Inquiry, it).stage is Stage.ARRIVED
    assert (DEADLINE.isoformat(),) == (standing(office, asked).deadline,)


def test_a_reminder_does_not_make_the_other_sides_page_old(office: Offices) -> None:
    asked = ask(office, drafted(office), Asking.COUNTERSIGN, agencies=[EAST])
    it = assigned(office, EAST, helpers=[f"{EAST}/drafter"])
    propose(office, EAST, it, verdict=AgencyVerdict.AGREE)
    before = office.inquiries.load(Inquiry, it).version
    clerk = by(f"{CITY}/clerk")
    office.consultations.remind(clerk, asked, codes=[EAST], note="", seen=seen(office, asked))
    office.deliver()
    office.inquiries.opine(by(f"{EAST}/drafter"), it, words="同意")
    office.inquiries.approve(by(f"{EAST}/signer"), it, words="", seen=before)
