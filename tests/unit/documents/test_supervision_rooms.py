"""A matter goes to another agency and comes back; what does not fit is refused on either side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.assignments.stages import Means
from documents.consignments.capsule import Capsule, NotTaken
from documents.consignments.consignment import Consignment
from documents.consignments.registers import consignments
from documents.consignments.states import Code
from documents.consignments.states import Kind as Carried
from documents.incoming.stages import Track
from documents.supervision.application import Given
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.report import Report
from documents.supervision.registers import supervision_marks
from documents.supervision.rules import standard_rules
from documents.supervision.said import Reporting
from documents.supervision.scoring import scores_of
from documents.supervision.share import agency_party
from documents.supervision.stages import AnswerClass, Kind, Satisfaction, Stage
from documents.supervision.supervision import Supervision
from office.access.permissions import NotAllowed
from office.kernel.clock import SetClock
from office.kernel.refusals import Missing, Refused
from tests.offices import CITY, EAST, WEST, Offices, arrived, by, waiting

CLERK, SIGNER, HANDLER = f"{CITY}/clerk", f"{CITY}/signer", f"{CITY}/handler"
TO_EAST, OURS = agency_party(EAST), f"person:{HANDLER}"

TODAY = date(2026, 12, 1)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def matter(
    office: Offices, *, kind: Kind = Kind.INSTRUCTION, leader: str = "", deadline: str = ""
) -> UUID:
    return office.supervisions.open_matter(
        by(CLERK),
        kind=kind,
        facts={
            "title": "管网改造",
            "requirement": "年底前完成",
            "basis": "领导批示",
            "urgency": "加急",
            "instruction": "请抓紧",
            "proposer": "某代表",
            "proposal_number": "36",
        },
        source={},
        leader=leader,
        deadline=deadline,
    )


def seen(office: Offices, it: UUID) -> int:
    return office.supervisions.load(Supervision, it).version


def given(office: Offices, it: UUID, *parties: str) -> UUID:
    to = [Given(each, host=not place) for place, each in enumerate(parties)]
    office.supervisions.assign(by(CLERK), it, to=to, note="", seen=seen(office, it))
    office.deliver()
    return it


def registered(office: Offices) -> UUID:
    """The paper at EAST is registered; gives what stands beside it."""
    paper = arrived(office, EAST)
    clerk = f"{EAST}/clerk"
    office.incomings.sign_for(by(clerk), paper, seen=1)
    office.incomings.register(by(clerk), paper, track=Track.HANDLING, seen=2)
    return Charge.id_of(paper)


def report(office: Offices, charge: UUID, what: Reporting, words: str, **more: str) -> None:
    """What needs a leader's approval has it at once."""
    made = Report(what, words, **more)
    to = f"{EAST}/signer" if made.needs_approval else ""
    office.charges.report(
        by(f"{EAST}/clerk"), charge, report=made, to=to, seen=version_of(office, charge)
    )
    if made.needs_approval:
        leader, seen = by(f"{EAST}/signer"), version_of(office, charge)
        office.charges.approve(leader, charge, words="同意", seen=seen)
    office.deliver()


def version_of(office: Offices, charge: UUID) -> int:
    return office.charges.load(Charge, charge).version


def the_answer(office: Offices) -> Capsule:
    query = select(consignments.c.subject).where(consignments.c.kind == Carried.ANSWER)
    with office.node.store.reading() as connection:
        subject = connection.execute(query).scalars().first()
    assert subject is not None
    return office.consignments.load(Consignment, subject).capsule


def test_a_matter_arrives_as_a_paper_with_its_notice_and_its_result_comes_back(
    office: Offices,
) -> None:
    it = given(office, matter(office, deadline="2026-11-27"), TO_EAST)
    charge = registered(office)
    with pytest.raises(Refused, match="填写反馈内容"):
        report(office, charge, Reporting.RESULT, " ")
    report(office, charge, Reporting.PROGRESS, "已开工")
    report(office, charge, Reporting.RESULT, "已完工")
    standing = office.supervisions.load(Supervision, it)
    assert (standing.stage, standing.share(TO_EAST).result) == (Stage.REPORTED, "已完工")
    assert ("", "clerk", "审核反馈") in waiting(office, CITY)
    with pytest.raises(Refused, match="已经反馈过"):
        report(office, charge, Reporting.RESULT, "再报")


def test_a_report_that_arrives_often_is_one_and_a_strangers_is_none(office: Offices) -> None:
    it = given(office, matter(office), TO_EAST)
    report(office, registered(office), Reporting.RESULT, "已完工")
    capsule, before = the_answer(office), seen(office, it)
    assert {office.arrivals.take(capsule, {}).duplicate for _ in range(9)} == {True}
    stranger = replace(capsule, sender=WEST, consignment=str(UUID(int=3)))
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(stranger, {})
    assert error.value.code is Code.ANSWER_NOT_AWAITED
    again = replace(capsule, consignment=str(UUID(int=4)))
    with pytest.raises(NotTaken, match="再次反馈"):
        office.arrivals.take(again, {})
    odd = replace(again, facts={**capsule.facts, "report": {"what": "result"}})
    with pytest.raises(NotTaken, match="不全"):
        office.arrivals.take(odd, {})
    assert seen(office, it) == before


def test_what_is_said_before_the_matter_came_waits_for_it(office: Offices) -> None:
    it = matter(office)
    to = [Given(TO_EAST, host=True)]
    office.supervisions.assign(by(CLERK), it, to=to, note="", seen=seen(office, it))
    office.supervisions.urge(by(CLERK), it, party=TO_EAST, means=Means.SYSTEM, words="快")
    query = select(consignments.c.subject).where(consignments.c.kind == Carried.SUPERVISION)
    with office.node.store.reading() as connection:
        found = connection.execute(query).scalars().all()
    capsules = [office.consignments.load(Consignment, each).capsule for each in found]
    note = next(each for each in capsules if "about" in each.facts)
    with pytest.raises(NotTaken) as error:
        office.arrivals.take(note, {})
    assert error.value.code is Code.BUSY
    with pytest.raises(NotTaken, match="不全"):
        bare = {**note.facts}
        del bare["about"]
        office.arrivals.take(replace(note, facts=bare), {})
    office.deliver()
    assert ("", "clerk", "阅知催办") in waiting(office, EAST)


def test_one_command_sent_twice_is_one_act(office: Offices) -> None:
    it = matter(office)
    version = seen(office, it)
    for _ in range(2):
        to = [Given(TO_EAST, host=True)]
        office.supervisions.assign(by(CLERK, "once"), it, to=to, note="", seen=version)
    assert seen(office, it) == version + 1


def test_only_clerks_supervise_and_only_the_leader_sees(office: Offices) -> None:
    it = given(office, matter(office, leader=SIGNER), OURS)
    drafter = by(f"{CITY}/drafter")
    version = seen(office, it)
    tried: list[Callable[[], Any]] = [
        lambda: office.supervisions.assign(drafter, it, to=[], note="", seen=version),
        lambda: office.supervisions.urge(drafter, it, party=OURS, means=Means.SYSTEM, words=""),
        lambda: office.supervisions.send_back(drafter, it, party=OURS, reason="x", seen=version),
        lambda: office.supervisions.submit(drafter, it, to=SIGNER, words="x", seen=version),
        lambda: office.supervisions.see(by(CLERK), it, words="x", seen=version),
        lambda: office.supervisions.see(by(SIGNER), it, words="x", seen=version),
        lambda: office.supervisions.close_matter(drafter, it, words="x", seen=version),
        lambda: office.supervisions.drop(drafter, it, reason="x", seen=version),
    ]
    for each in tried:
        with pytest.raises(NotAllowed):
            each()
    with pytest.raises(Missing):
        office.supervisions.drop(by(f"{EAST}/clerk"), it, reason="x", seen=version)
    assert seen(office, it) == version


def test_a_unit_that_hands_its_share_back_leaves_the_matter_to_be_given_again(
    office: Offices,
) -> None:
    it = given(office, matter(office), OURS)
    share = UUID(office.supervisions.load(Supervision, it).share(OURS).link)
    office.assignments.refuse(by(HANDLER), share, reason="不归我管", seen=1)
    assert office.supervisions.load(Supervision, it).stage is Stage.OPENED
    assert ("", "clerk", "交办") in waiting(office, CITY)
    given(office, it, f"person:{CITY}/drafter")
    assert office.supervisions.load(Supervision, it).stage is Stage.ASSIGNED


def test_what_the_office_arranges_on_a_share_the_matter_knows(office: Offices) -> None:
    drafter = f"person:{CITY}/drafter"
    it = given(office, matter(office, deadline="2026-11-27"), OURS, drafter)
    share = UUID(office.supervisions.load(Supervision, it).share(drafter).link)
    rooms = office.assignments
    rooms.set_deadline(by(CLERK), share, deadline="2026-12-04", seen=1)
    rooms.change_host(by(CLERK), share, seen=2)
    standing = office.supervisions.load(Supervision, it)
    assert [each.party for each in standing.current if each.host] == [drafter]
    assert standing.deadline == "2026-12-04"
    first = UUID(standing.share(OURS).link)
    rooms.withdraw(by(CLERK), first, reason="不再需要", seen=2)
    rooms.urge(by(CLERK), share, means=Means.TELEPHONE, words="快")
    standing = office.supervisions.load(Supervision, it)
    assert [(each.party, each.urged) for each in standing.current] == [(drafter, 1)]


def test_a_statutory_term_is_extended_to_six_months_at_most(office: Offices) -> None:
    it = given(office, matter(office, kind=Kind.CONGRESS), OURS)
    standing = office.supervisions.load(Supervision, it)
    assert (standing.deadline, standing.latest) == ("2027-02-22", "2027-05-20")
    share = UUID(standing.share(OURS).link)
    office.assignments.ask_extension(
        by(HANDLER), share, until="2027-06-01", reason="涉及面广", seen=1
    )
    with pytest.raises(Refused, match="2027-05-20"):
        office.assignments.grant(by(CLERK), share, words="同意", seen=2)
    office.assignments.grant(by(CLERK), share, words="同意", until="2027-05-20", seen=2)
    assert office.supervisions.load(Supervision, it).deadline == "2027-05-20"
    with pytest.raises(Refused, match="六个月"):
        matter(office, kind=Kind.CONFERENCE, deadline="2027-08-01")


def test_what_a_host_agency_answers_has_its_class_and_number(office: Offices) -> None:
    it = given(office, matter(office, kind=Kind.CONGRESS), TO_EAST)
    charge = registered(office)
    with pytest.raises(Refused, match="答复类别"):
        report(office, charge, Reporting.RESULT, "已增加班次")
    with pytest.raises(Refused, match="文号"):
        report(office, charge, Reporting.RESULT, "已增加班次", answer_class="B")
    number = "清政函〔2026〕5号"
    report(office, charge, Reporting.RESULT, "已增加", answer_class="B", answer_number=number)
    rooms = office.supervisions
    assert rooms.load(Supervision, it).share(TO_EAST).answer_class == AnswerClass.B
    rooms.answer(
        by(CLERK),
        it,
        answer_class=AnswerClass.B,
        number=number,
        on="2026-11-20",
        seen=seen(office, it),
    )
    rooms.enter_feedback(
        by(CLERK), it, satisfaction=Satisfaction.SATISFIED, words="", seen=seen(office, it)
    )
    rooms.close_matter(by(CLERK), it, words="", seen=seen(office, it))
    found = scores_of(office.node.store, CITY, year=2026, rules=standard_rules(), today=TODAY)
    assert [(each.name, each.total) for each in found] == [("清河区人民政府办公室", 104)]


def test_what_is_late_and_not_reported_stands_in_the_score(office: Offices) -> None:
    given(office, matter(office, deadline="2026-11-24"), TO_EAST)
    store, rules = office.node.store, standard_rules()
    (found,) = scores_of(store, CITY, year=2026, rules=rules, today=TODAY)
    assert (found.total, found.overdue) == (100, ("2026-11-24",))
    (found,) = scores_of(store, CITY, year=2026, rules=rules, today=date(2026, 11, 24))
    assert found.overdue == (), "its last day is not over"
    report(office, registered(office), Reporting.RESULT, "已完工")
    (found,) = scores_of(store, CITY, year=2026, rules=rules, today=TODAY)
    assert found.overdue == ()


def test_the_score_is_the_sum_of_its_events_under_whatever_rules(office: Offices) -> None:
    it = given(office, matter(office, deadline="2026-11-24"), TO_EAST)
    charge = registered(office)
    cast("SetClock", office.node.clock).moment = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
    office.supervisions.urge(by(CLERK), it, party=TO_EAST, means=Means.SYSTEM, words="")
    report(office, charge, Reporting.RESULT, "已完工")
    rules = standard_rules()
    (found,) = scores_of(office.node.store, CITY, year=2026, rules=rules, today=TODAY)
    assert [(each.reason, each.days, each.points) for each in found.points] == [
        ("urged", 0, -1),
        ("late", 2, -3),
    ]
    assert found.total == 100 + sum(each.points for each in found.points) == 96
    history = {each.originator_version: each for each in office.supervisions.events.get(it)}
    assert [type(history[each.version]).__name__ for each in found.points] == [
        "Urged",
        "Reported",
    ]
    harder = replace(rules, points={**rules.points, "urged": -10})
    (again,) = scores_of(office.node.store, CITY, year=2026, rules=harder, today=TODAY)
    assert again.total == 87
    assert scores_of(office.node.store, CITY, year=2025, rules=rules, today=TODAY) == []
    with office.node.store.reading() as connection:
        assert len(connection.execute(select(supervision_marks)).all()) == 2


def test_what_is_dropped_leaves_nothing_to_do_anywhere(office: Offices) -> None:
    it = given(office, matter(office), TO_EAST, OURS)
    charge = registered(office)
    with pytest.raises(Refused, match="依据和理由"):
        office.supervisions.drop(by(CLERK), it, reason="", seen=seen(office, it))
    office.supervisions.drop(by(CLERK), it, reason="领导同意不再督办", seen=seen(office, it))
    office.deliver()
    assert waiting(office, CITY) == []
    office.charges.note(by(f"{EAST}/clerk"), charge)
    with pytest.raises(Refused, match="撤回督办"):
        report(office, charge, Reporting.PROGRESS, "还在办")


def test_the_leader_before_whom_it_lies_may_be_succeeded(office: Offices) -> None:
    it = given(office, matter(office, leader=SIGNER), OURS)
    share = UUID(office.supervisions.load(Supervision, it).share(OURS).link)
    office.assignments.finish(by(HANDLER), share, result="办完", seen=1)
    rooms = office.supervisions
    rooms.submit(by(CLERK), it, to=SIGNER, words="已办到位", seen=seen(office, it))
    rooms.hand_over(by(CLERK), it, giver=SIGNER, taker=f"{CITY}/reviewer")
    assert rooms.load(Supervision, it).holder.people == (f"{CITY}/reviewer",)
    assert (f"{CITY}/reviewer", "", "审阅督办结果") in waiting(office, CITY)
    with pytest.raises(Refused, match="不在移交人手中"):
        rooms.hand_over(by(CLERK), it, giver=SIGNER, taker=CLERK)


def test_a_result_waits_for_its_leader_and_carries_its_files(office: Offices) -> None:
    it = given(office, matter(office, deadline="2026-11-27"), TO_EAST)
    charge = registered(office)
    clerk, leader = f"{EAST}/clerk", f"{EAST}/signer"
    made = Report(Reporting.RESULT, "已完工")
    given_files = {"验收单.txt": "合格".encode()}

    def propose(command: str, to: str, **more: Any) -> None:
        seen = version_of(office, charge)
        act = replace(by(clerk), command=command)
        office.charges.report(act, charge, seen=seen, **{"report": made, "to": to, **more})

    for to, words in (("", "选择审定的领导"), (clerk, "不能审定")):
        with pytest.raises(Refused, match=words):
            propose(f"wrong {to}", to)
    propose("first", leader, files=given_files)
    before_leader = (leader, "", "审定督办反馈")
    assert before_leader in waiting(office, EAST)
    with pytest.raises(Refused, match="已经有一份反馈"):
        propose("second", leader)
    with pytest.raises(NotAllowed):
        office.charges.approve(by(clerk), charge, words="", seen=version_of(office, charge))
    office.deliver()
    assert office.supervisions.load(Supervision, it).stage is Stage.ASSIGNED
    with pytest.raises(Refused, match="写明怎样改"):
        office.charges.give_back(by(leader), charge, reason="", seen=version_of(office, charge))
    seen = version_of(office, charge)
    office.charges.give_back(by(leader), charge, reason="补充投诉处理情况", seen=seen)
    assert before_leader not in waiting(office, EAST)
    assert ("", "clerk", "修改督办反馈") in waiting(office, EAST)
    stood = office.charges.load(Charge, charge)
    assert (stood.approver, [each.name for each in stood.files]) == ("", ["验收单.txt"])
    again = replace(made, words="已完工，投诉办结", files=stood.files)
    propose("third", leader, report=again)
    approved = by(leader)
    seen = version_of(office, charge)
    for _ in range(2):  # the answer to the first was lost
        office.charges.approve(approved, charge, words="同意", seen=seen)
    office.deliver()
    standing = office.supervisions.load(Supervision, it)
    assert (standing.stage, standing.share(TO_EAST).result) == (Stage.REPORTED, again.words)
    files = [e.files for e in office.supervisions.events.get(it) if type(e).__name__ == "Reported"]
    assert [each["name"] for each in files[0]] == ["验收单.txt"]
    assert office.node.content.get(CITY, files[0][0]["digest"]) == given_files["验收单.txt"]
    assert "同意" not in str(the_answer(office).to_json())


def test_what_the_supervisor_ends_waits_for_no_leader_any_more(office: Offices) -> None:
    it = given(office, matter(office, deadline="2026-11-27"), TO_EAST)
    charge, leader = registered(office), f"{EAST}/signer"
    office.charges.report(
        by(f"{EAST}/clerk"),
        charge,
        report=Report(Reporting.RESULT, "已完工"),
        to=leader,
        seen=version_of(office, charge),
    )
    office.charges.hand_over(by(f"{EAST}/clerk"), charge, giver=leader, taker=f"{EAST}/handler")
    assert office.charges.load(Charge, charge).approver == f"{EAST}/handler"
    office.supervisions.drop(by(CLERK), it, reason="并入另一件", seen=seen(office, it))
    office.deliver()
    assert "审定督办反馈" not in str(waiting(office, EAST))
    with pytest.raises(NotAllowed):
        office.charges.approve(by(leader), charge, words="", seen=version_of(office, charge))


def test_a_late_share_may_get_another_host_and_be_passed_on(office: Offices) -> None:
    drafter = f"person:{CITY}/drafter"
    it = given(office, matter(office, deadline="2026-11-27"), OURS, drafter)
    office.node.clock.advance(days=20)  # type: ignore[attr-defined]  # the tests' own clock
    share = UUID(office.supervisions.load(Supervision, it).share(drafter).link)
    rooms = office.assignments
    rooms.change_host(by(CLERK), share, seen=1, reason="职责调整")
    standing = office.supervisions.load(Supervision, it)
    assert [each.party for each in standing.current if each.host] == [drafter]
    to = f"person:{CITY}/reviewer"
    rooms.ask_transfer(by(f"{CITY}/drafter"), share, to=to, reason="职责在彼", seen=2)
    rooms.grant(by(CLERK), share, words="同意", seen=3)
    standing = office.supervisions.load(Supervision, it)
    assert standing.share(to).deadline == "2026-11-27"


def test_a_helper_reports_while_the_matter_has_no_host(office: Offices) -> None:
    it = given(office, matter(office), OURS, TO_EAST)
    charge = registered(office)
    share = UUID(office.supervisions.load(Supervision, it).share(OURS).link)
    office.assignments.refuse(by(HANDLER), share, reason="不归我管", seen=1)
    report(office, charge, Reporting.RESULT, "已完工")
    standing = office.supervisions.load(Supervision, it)
    assert (standing.stage, standing.share(TO_EAST).result) == (Stage.OPENED, "已完工")
    rooms = office.supervisions
    rooms.send_back(by(CLERK), it, party=TO_EAST, reason="请附照片", seen=seen(office, it))
    office.deliver()
    assert not office.charges.load(Charge, charge).reported


def test_what_the_supervisor_does_not_take_is_ours_to_report_again(office: Offices) -> None:
    given(office, matter(office, kind=Kind.CONGRESS), TO_EAST)
    charge = registered(office)
    report(office, charge, Reporting.EXTENSION, "涉及面广", until="2027-06-01")
    it = office.charges.load(Charge, charge)
    assert (it.asked, it.holder.role) == ("", "clerk")
    assert ("", "clerk", "督办反馈未送达") in waiting(office, EAST)
    why = next(e for e in office.charges.events.get(charge) if type(e).__name__ == "CameBack")
    assert "2027-05-20" in cast("Any", why).words
    office.charges.note(by(f"{EAST}/clerk"), charge)
    report(office, charge, Reporting.EXTENSION, "涉及面广", until="2027-05-20")
    assert office.charges.load(Charge, charge).asked == "2027-05-20"


def test_a_closed_matter_is_late_by_its_hosts_alone_and_nothing_is_withdrawn_from_it(
    office: Offices,
) -> None:
    it = given(office, matter(office, deadline="2026-11-24"), OURS, TO_EAST)
    charge = registered(office)
    share = UUID(office.supervisions.load(Supervision, it).share(OURS).link)
    office.assignments.finish(by(HANDLER), share, result="已完工", seen=1)
    cast("SetClock", office.node.clock).moment = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
    report(office, charge, Reporting.RESULT, "已配合")
    rooms = office.supervisions
    rooms.close_matter(by(CLERK), it, words="", seen=seen(office, it))
    assert rooms.load(Supervision, it).days_late == 0
    with pytest.raises(Refused, match="不用再收回"):
        rooms.withdraw(by(CLERK), it, party=TO_EAST, reason="误交", seen=seen(office, it))
