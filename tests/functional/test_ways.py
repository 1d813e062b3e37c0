"""The ways of a draft through the real pages: opposed, returned, taken back, proofread, sealed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    REVIEWER,
    OfficeApp,
    draft,
    offered,
    office_app,
    sentence,
)

FULL = """
[[route]]
issuing = ["rechecking", "numbering", "typesetting", "proofreading", "printing", "sealing",
           "releasing", "dispatching"]
[[route.step]]
stage = "reviewing"
name = "办公室核稿"
days = 2
[[route.step]]
stage = "signing"
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder: Path = tmp_path_factory.mktemp("office")
    (folder / "routes.toml").write_text(FULL, "utf-8")
    with office_app(folder, routes=folder / "routes.toml") as running:
        yield running


def load(office: OfficeApp, id: UUID) -> Document:
    return office.house.find(Documents).load(Document, id)


def open_by(office: OfficeApp, login: str, id: UUID, form: str = "") -> TestResponse:
    return office.log_in(login).open(f"/documents/{id}" + (f"?form={form}" if form else ""))


def submitted(office: OfficeApp, title: str, **more: str) -> UUID:
    """A draft before its reviewer, who has not looked at it."""
    id = draft(office, title, **more)
    office.log_in(DRAFTER).open(f"/documents/{id}")
    office.log_in(DRAFTER).press("submit", to=office.person(REVIEWER))
    return id


def countersigned_by(office: OfficeApp, title: str, *logins: str, veto: bool) -> UUID:
    """A draft whose reviewer added countersigners and sent it to them."""
    id = submitted(office, title)
    reviewer = office.log_in(REVIEWER)
    open_by(office, REVIEWER, id, "reroute")
    reviewer.press(
        "reroute",
        add_stage="countersigning",
        add_before="2",
        add_people=[office.person(each) for each in logins],
        add_order="at_once",
        add_veto=["yes"] if veto else [],
    )
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", opinion="文种、格式无误。")
    return id


def test_too_long_a_name_of_an_added_step_is_refused_and_not_cut(office: OfficeApp) -> None:
    id = submitted(office, "关于环节名称的通知")
    reviewer = office.log_in(REVIEWER)
    open_by(office, REVIEWER, id, "reroute")
    typed = {
        "add_stage": "countersigning",
        "add_before": "2",
        "add_people": [office.person(LEADER)],
        "add_order": "one",
    }
    answer = reviewer.press("reroute", status=422, **typed, add_name="办" * 17)
    assert "环节名称最多 16 个字，现在有 17 个字" in sentence(answer)
    reviewer.press("reroute", **typed, add_name="办" * 16)
    assert [each.name for each in load(office, id).route][2] == "办" * 16


def signed_off(office: OfficeApp, title: str, **more: str) -> UUID:
    """A draft that its leader signed off."""
    id = submitted(office, title, **more)
    open_by(office, REVIEWER, id)
    office.log_in(REVIEWER).press("review", opinion="请审签。", to=office.person(LEADER))
    open_by(office, LEADER, id)
    office.log_in(LEADER).press("sign_off", opinion="同意。")
    return id


def test_countersigners_speak_at_once_and_a_dissent_is_settled_before_it_goes_on(
    office: OfficeApp,
) -> None:
    id = countersigned_by(office, "关于会签的通知", LEADER, CLERK, veto=True)
    before = open_by(office, LEADER, id)
    assert "会签（同时）" in before.text
    open_by(office, CLERK, id)

    office.log_in(CLERK).press("countersign", verdict="agree", opinion="无意见。")
    leader = office.log_in(LEADER)  # looks at the page from before the clerk spoke
    answer = leader.press("countersign", verdict="dissent", opinion="", status=422)
    assert "理由" in sentence(answer)
    leader.press("countersign", verdict="dissent", opinion="经费没有落实。")

    it = load(office, id)
    assert (it.stage, it.holder.people) == (Stage.COUNTERSIGNING, (office.person(DRAFTER),))
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}")
    assert offered(page) == ["settle"]
    assert "不同意" in page.text
    drafter.press(
        "settle",
        outcome="coordinated",
        opinion="财政部门已同意安排经费。",
        to=office.person(LEADER),
    )
    assert load(office, id).stage is Stage.SIGNING
    page = leader.open(f"/documents/{id}")
    assert "财政部门已同意安排经费。" in page.text
    leader.press("sign_off", opinion="同意。")
    assert load(office, id).stage is Stage.RECHECKING


@pytest.mark.slow
def test_without_a_veto_it_goes_on_but_nobody_signs_over_a_dissent(office: OfficeApp) -> None:
    id = countersigned_by(office, "关于不同意见的通知", CLERK, veto=False)
    open_by(office, CLERK, id)
    office.log_in(CLERK).press(
        "countersign", verdict="dissent", opinion="依据不足。", to=office.person(LEADER)
    )
    open_by(office, LEADER, id)
    leader = office.log_in(LEADER)
    assert "段文在会签中不同意，还没有协调，协调前不能签发" in leader.page.text
    refused = leader.press("sign_off", opinion="同意。", status=422)
    assert "没有协调" in sentence(refused)
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}")
    drafter.press("settle", outcome="escalated", opinion="市长已裁定按原稿执行。")
    open_by(office, LEADER, id)
    office.log_in(LEADER).press("sign_off", opinion="同意。")
    assert load(office, id).stage is Stage.RECHECKING


@pytest.mark.slow
def test_a_paper_returned_by_the_signer_comes_straight_back_or_goes_the_route_again(
    office: OfficeApp,
) -> None:
    for then, stage in (("straight", Stage.SIGNING), ("route", Stage.REVIEWING)):
        id = submitted(office, f"关于退回的通知（{then}）")
        open_by(office, REVIEWER, id)
        office.log_in(REVIEWER).press("review", opinion="请审签。", to=office.person(LEADER))
        open_by(office, LEADER, id)
        office.log_in(LEADER).press("return", opinion="请补数据。", return_to="0", then=then)
        drafter = office.log_in(DRAFTER)
        page = drafter.open(f"/documents/{id}")
        assert "请补数据。" in page.text
        to = {} if then == "straight" else {"to": office.person(REVIEWER)}
        drafter.press("submit", **to)
        it = load(office, id)
        assert it.stage is stage
        wanted = LEADER if then == "straight" else REVIEWER
        assert it.holder.people == (office.person(wanted),)


def test_a_hand_over_is_taken_back_until_the_next_has_opened_it(office: OfficeApp) -> None:
    id = submitted(office, "关于取回的通知")
    drafter = office.log_in(DRAFTER)
    assert offered(drafter.open(f"/documents/{id}")) == ["take_back"]
    drafter.press("take_back")
    assert load(office, id).stage is Stage.DRAFTING

    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    stale = drafter.open(f"/documents/{id}")
    open_by(office, REVIEWER, id)
    drafter.page = stale
    assert "已经打开" in sentence(drafter.press("take_back", status=422))
    assert offered(drafter.open(f"/documents/{id}")) == []


@pytest.mark.slow
def test_somebody_else_takes_a_turn_and_a_draft_is_given_up(office: OfficeApp) -> None:
    id = submitted(office, "关于转办的通知")
    open_by(office, REVIEWER, id, "redirect")
    reviewer = office.log_in(REVIEWER)
    others = [each["value"] for each in reviewer.page.html.select("select[name=to] option")]
    if others:
        assert "理由" in sentence(reviewer.press("redirect", to=others[0], status=422))
        reviewer.press("redirect", to=others[0], opinion="本人外出。")
        assert load(office, id).holder.people == (others[0],)
    other = draft(office, "关于撤稿的通知")
    open_by(office, DRAFTER, other, "abandon")
    office.log_in(DRAFTER).press("abandon", opinion="事项取消。")
    assert load(office, other).stage is Stage.ABANDONED
    assert "已撤稿" in open_by(office, DRAFTER, other).text


@pytest.mark.slow
def test_the_steps_of_issuing_that_the_office_set_are_gone_one_by_one(office: OfficeApp) -> None:
    id = signed_off(office, "关于全流程的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("recheck", opinion="无误")
    clerk.press("number")
    clerk.press("typeset")
    assert load(office, id).stage is Stage.PROOFREADING
    clerk.press("send_back", opinion="版心有误。")
    it = load(office, id)
    assert (it.stage, it.original) == (Stage.TYPESETTING, {})
    clerk.press("typeset")
    clerk.press("proofread", note="第二页有一处错字已核，与签发稿一致。")
    clerk.press("proofread")
    it = load(office, id)
    assert it.clean_proof == it.original["pages"]
    refused = clerk.press("print", copies="0", status=422)
    assert "1 至 99999" in sentence(refused)
    clerk.press("print", copies="120")
    clerk.press("seal")
    clerk.press("release")
    page = clerk.open(f"/documents/{id}")
    for words in ("清样签字", "印制 120 份", "用印", "核发"):
        assert words in page.text
    assert load(office, id).stage is Stage.DISPATCHING


@pytest.mark.slow
def test_a_number_is_voided_before_the_document_goes_back_and_the_next_gets_it_again(
    office: OfficeApp,
) -> None:
    id = signed_off(office, "关于文号作废的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("recheck", opinion="")
    clerk.press("number")
    number = load(office, id).number
    clerk.press("send_back", opinion="需要退回。")
    open_by(office, CLERK, id, "void_number")
    clerk.press("void_number", opinion="退回重签。")
    it = load(office, id)
    assert (it.number, it.stage) == ("", Stage.NUMBERING)
    clerk.open(f"/documents/{id}")
    clerk.press("send_back", opinion="退回复核。")
    clerk.press("return", opinion="内容有变。", return_to="0")
    assert load(office, id).stage is Stage.DRAFTING
    assert number in clerk.open(f"/documents/{id}").text  # its history still tells


def test_the_route_is_shown_from_the_draft_to_the_dispatch(office: OfficeApp) -> None:
    id = submitted(office, "关于流程图的通知")
    page = open_by(office, DRAFTER, id)
    steps = [each.get_text(" ", strip=True) for each in page.html.select("ol.route li")]
    words = " ".join(steps)
    places = [
        words.index(each)
        for each in ("拟稿", "办公室核稿", "签发", "复核", "校对", "用印", "分发")
    ]
    assert places == sorted(places)
    assert "限 2026-11-2" in words


@pytest.mark.slow
def test_a_recheck_mends_a_slip_and_tells_the_signer_but_nothing_of_substance(
    office: OfficeApp,
) -> None:
    body = "请各区于年底前报送，逾期不在受理。\n经费 20 万元由程予安负责。"
    id = signed_off(office, "关于更正的通知", body=body)
    clerk = office.log_in(CLERK)
    open_by(office, CLERK, id, "recheck")
    for wrong, right, words in (
        ("20 万", "30 万", "涉及数字"),
        ("程予安", "程雨安", "人名"),
        ("不在受理", "受理", "禁止的意思"),
        ("逾期不", "逾期可", "禁止的意思"),
        ("没有这几个字", "有", "出现 0 次"),
    ):
        typed = {"wrong-1": wrong, "right-1": right}
        answer = clerk.press("recheck", status=422, **typed)
        assert words in sentence(answer)
        assert wrong in answer.text  # nothing typed is lost
    clerk.press("recheck", **{"wrong-1": "不在受理", "right-1": "不再受理"})
    it = load(office, id)
    assert (it.stage, it.signed_revision) == (Stage.NUMBERING, it.revision)
    assert "“在”改为“再”" in clerk.open(f"/documents/{id}").text

    leader = office.log_in(LEADER)
    assert "关于更正的通知" in leader.open("/reading").text
    assert "acknowledge" in offered(leader.open(f"/documents/{id}"))
    leader.press("acknowledge")
    assert load(office, id).corrections == ()
