"""批示 that follow one another: whose words hold, what becomes of the paper, who may say so."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from documents.assignments.application import Assignments
from documents.assignments.assignment import Assignment
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage, Track
from tests.functional.office_app import (
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    Visitor,
    form_with,
    issue,
    offered,
    office_app,
    sentence,
    value_of,
)


def before_the_deputy(office: OfficeApp, title: str) -> tuple[Visitor, str]:
    """A registered paper of the district, laid before its deputy: the clerk and the address."""
    issue(office, title, to=[QINGHE])
    clerk, address = office.log_in(QINGHE_CLERK), f"/incoming/{office.arrived(title, at=QINGHE)}"
    clerk.open(address)
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    clerk.open(address)
    clerk.press("propose", opinion="拟请阅示", to=office.person(QINGHE_DEPUTY))
    return clerk, address


def stood(office: OfficeApp, address: str) -> Incoming:
    it = office.house.find(Incomings).repository.get(UUID(address.rpartition("/")[2]))
    assert isinstance(it, Incoming)
    return it


def test_the_principals_later_words_hold_and_a_deputy_cannot_take_their_place(
    office: OfficeApp,
) -> None:
    _, address = before_the_deputy(office, "关于排查安全隐患的通知")
    deputy = office.log_in(QINGHE_DEPUTY)
    deputy.open(address)
    deputy.press("instruct", opinion="请应急部门办理")
    principal = office.log_in(QINGHE_LEADER)
    page = principal.open(f"{address}?form=instruct")
    assert value_of(page, "supersedes") == "yes", "the principal's later words hold"
    principal.press("instruct", opinion="请全面排查，我来协调")
    page = deputy.open(address)
    assert "以本批示为准" in page.text
    page = deputy.open(f"{address}?form=instruct")
    assert value_of(page, "supersedes") == ""
    events = office.events()
    refused = deputy.press("instruct", opinion="只查重点", supersedes="yes", status=422)
    assert "职务在前" in sentence(refused)
    assert office.events() == events
    deputy.press("instruct", opinion="请同时报我", supersedes="")
    it = stood(office, address)
    assert it.binding_instructors == tuple(map(office.person, (QINGHE_LEADER, QINGHE_DEPUTY)))


def test_what_is_entered_for_a_leader_turns_a_paper_too(office: OfficeApp) -> None:
    clerk, address = before_the_deputy(office, "关于转发经验材料的通知")
    page = clerk.open(f"{address}/transcribe")
    assert "turned" in form_with(page, "transcribe").fields
    clerk.press(
        "transcribe",
        leader=office.person(QINGHE_DEPUTY),
        kind="telephone",
        opinion="请各位领导同志阅",
        turned="reading",
    )
    it = stood(office, address)
    assert (it.stage, it.track) == (Stage.SCREENED, Track.READING)
    assert offered(clerk.open(address)) == ["circulate"]


def test_later_words_may_make_a_completed_paper_one_to_be_read(office: OfficeApp) -> None:
    clerk, address = before_the_deputy(office, "关于年度总结的通知")
    deputy = office.log_in(QINGHE_DEPUTY)
    deputy.open(address)
    deputy.press("instruct", opinion="存查")
    clerk.open(f"{address}?form=complete")
    clerk.press("complete", way="filed", opinion="存查")
    deputy.open(f"{address}?form=instruct")
    deputy.press("instruct", opinion="总结写得好，请各科室阅", turned="reading")
    it = stood(office, address)
    assert (it.stage, it.track, it.round) == (Stage.SCREENED, Track.READING, 2)
    assert offered(clerk.open(address)) == ["circulate"]


def test_how_long_a_unit_may_hand_something_back_is_the_sites(tmp_path: Path) -> None:
    with office_app(tmp_path, refusable_days=3) as running:
        clerk, address = before_the_deputy(running, "关于修缮道路的通知")
        deputy = running.log_in(QINGHE_DEPUTY)
        deputy.open(address)
        deputy.press("instruct", opinion="请办")
        clerk.open(address)
        clerk.press("assign", host=f"person:{running.person(QINGHE_CLERK)}")
        share = UUID(running.share(address).rpartition("/")[2])
        it = running.house.find(Assignments).load(Assignment, share)
        assert it.refusable_until == "2026-11-25", "three working days after Friday, 20 November"
