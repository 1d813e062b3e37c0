"""代理与授权, 移交, 地址组 as pages: what a person presses, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from bs4 import Tag
from webtest import TestResponse

from office.desk.handing.application import HandOvers
from office.directory.address_groups import AddressGroups
from tests.functional.acting import before_the_leader, switch
from tests.functional.office_app import (
    CITY,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
    filled,
    form_with,
    office_app,
    sentence,
)

LEADER_POST, DEPUTY_POST, CLERK_POST = "31001-1", "31002-1", "31003-1"
LAST = "2026-11-30"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def ledger(page: TestResponse, title: str) -> str:
    """The text of one table of the page."""
    section = page.html.select_one(f'section[aria-label="{title}"]')
    assert section is not None
    return str(section.get_text(" ", strip=True))


def press_in(visitor: Visitor, title: str, act: str, *, status: int = 303) -> None:
    """Press the button of this name in one table."""
    assert visitor.page is not None
    button: Tag = visitor.page.html.select_one(
        f'section[aria-label="{title}"] button[value={act}]'
    )
    fields = [(each["name"], each["value"]) for each in button.parent.select("input")]
    visitor.send(button.parent["action"], [*fields, ("act", act)], status=status)


def delegated(office: OfficeApp, *, by: str = QINGHE_LEADER, **more: str | Sequence[str]) -> None:
    visitor = office.log_in(by)
    visitor.open("/acting/delegate")
    typed = {
        "post": LEADER_POST,
        "delegate": office.person(QINGHE_DEPUTY),
        "scope": ["instruct", "sign-off"],
        "until": LAST,
    }
    visitor.press("delegate", **{**typed, **more})


def test_a_leader_delegates_and_takes_it_back_by_pages(office: OfficeApp) -> None:
    delegated(office)
    leader = office.log_in(QINGHE_LEADER)
    told = ledger(leader.open("/acting"), "委托代理")
    for words in ("邵云帆（区长）", "梁静宜", "签发、批示", "11月20日 至 11月30日", "有效"):
        assert words in told
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    leader.open("/acting")
    press_in(leader, "委托代理", "revoke")
    assert "现在没有人委托" in leader.page.text
    assert "已收回" in ledger(leader.page, "已结束")
    assert deputy.get("/", status="*").status_int == 303, "who acted for them has to choose anew"


@pytest.mark.slow
def test_the_last_day_typed_still_counts(office: OfficeApp) -> None:
    delegated(office)
    office.clock.advance(days=10)
    people = office.house.people.identities
    assert len(people(person=office.person(QINGHE_DEPUTY))) == 2
    office.clock.advance(days=1)
    assert len(people(person=office.person(QINGHE_DEPUTY))) == 1


def test_a_refused_delegation_keeps_what_was_typed(office: OfficeApp) -> None:
    leader = office.log_in(QINGHE_LEADER)
    leader.open("/acting/delegate")
    page = leader.press(
        "delegate",
        status=422,
        post=LEADER_POST,
        delegate=office.person(QINGHE_CLERK),
        scope=["instruct", "handle"],
        until=LAST,
        reason="外出学习",
    )
    assert "不是负责人" in sentence(page)
    assert page.html.select_one("[name=reason]")["value"] == "外出学习"
    chosen = [
        each["value"] for each in page.html.select("[name=scope]") if each.has_attr("checked")
    ]
    assert chosen == ["instruct", "handle"]
    assert page.html.select_one(f"option[value='{office.person(QINGHE_CLERK)}']").has_attr(
        "selected"
    )


@pytest.mark.slow
def test_a_date_that_is_none_is_said(office: OfficeApp) -> None:
    leader = office.log_in(QINGHE_LEADER)
    leader.open("/acting/delegate")
    page = leader.press("delegate", status=422, until="下周五", scope=["instruct"])
    assert "不是一个日期" in sentence(page)


@pytest.mark.slow
def test_a_clerk_delegates_for_somebody_absent_with_a_reason(office: OfficeApp) -> None:
    delegated(office, by=QINGHE_CLERK, reason="区长出访，电话委托")
    told = ledger(office.log_in(QINGHE_CLERK).open("/acting"), "委托代理")
    assert "区长出访，电话委托" in told
    assert "冯小满办理" in told


def test_who_has_no_right_is_offered_no_button(office: OfficeApp) -> None:
    delegated(office)
    other = office.log_in("zhouhuaiyuan")
    assert "梁静宜" not in other.open("/acting").text
    clerk = office.log_in(QINGHE_CLERK)
    assert clerk.open("/acting").html.select("button[value=revoke]")


@pytest.mark.slow
def test_who_acts_for_somebody_is_offered_no_delegation(office: OfficeApp) -> None:
    delegated(office, scope=["all"])
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    assert "/acting/delegate" not in deputy.open("/acting").text
    page = deputy.open("/acting/delegate")
    answer = deputy.send(
        "/acting/delegate",
        filled(
            form_with(page, "delegate"),
            act="delegate",
            typed={"scope": ["initial"], "until": LAST, "post": LEADER_POST},
        ),
        status=422,
    )
    assert "不能再转委托" in sentence(answer)


def test_a_secretary_is_attached_and_detached(office: OfficeApp) -> None:
    leader = office.log_in(QINGHE_LEADER)
    leader.open("/acting/secretary")
    leader.press("attach", post=LEADER_POST, secretary=CLERK_POST)
    assert "文书 冯小满" in ledger(leader.page, "领导秘书")
    press_in(leader, "领导秘书", "detach")
    assert "没有配备秘书" in ledger(leader.page, "领导秘书")


def test_a_standing_authorisation_is_granted_and_withdrawn(office: OfficeApp) -> None:
    leader = office.log_in(QINGHE_LEADER)
    leader.open("/acting/authorise")
    page = leader.press(
        "authorise", status=422, post=DEPUTY_POST, types=["请示"], basis="清政发〔2026〕3号"
    )
    assert "第二十二条" in sentence(page)
    leader.press(
        "authorise",
        post=DEPUTY_POST,
        identity="990102001-M1",
        types=["函"],
        basis="清政发〔2026〕3号",
    )
    told = ledger(leader.page, "授权签发")
    assert "办公室主任 梁静宜" in told
    assert "清河区人民政府" in told
    press_in(leader, "授权签发", "withdraw")
    assert "已收回" in ledger(leader.page, "已结束")


# ---- 地址组


def test_a_clerk_keeps_an_address_group(office: OfficeApp) -> None:
    clerk = office.log_in("duanwen")
    clerk.open("/addresses")
    clerk.press("establish", name="各区、县人民政府", members=[QINGHE, "990103001"])
    assert "各区、县人民政府" in clerk.page.text
    group = clerk.page.request.path
    clerk.press("members", members=[QINGHE], members_since="2027-01-01")
    clerk.open(group)
    told = ledger(clerk.page, "历次成员")
    assert "2 家：清河区政府办公室、望江区政府办公室" in told
    assert "1 家：清河区政府办公室" in told

    clerk.open("/addresses")
    page = clerk.press("try", status=200, text="各区、县人民政府，市属各高校")
    told = ledger(page, "解析结果")
    assert "清河区人民政府办公室" in told
    assert "望江区人民政府办公室" in told
    assert "市属各高校" in told
    assert "未能解析" in told


@pytest.mark.slow
def test_a_group_is_renamed_ended_and_resumed(office: OfficeApp) -> None:
    clerk = office.log_in("duanwen")
    clerk.open("/addresses")
    clerk.press("establish", name="各区", members=[QINGHE])
    group = clerk.page.request.path
    clerk.press("rename", name="各区人民政府")
    office.clock.advance(days=1)
    clerk.open(group)
    clerk.press("end")
    assert "未启用或已停用" in clerk.page.text
    clerk.open(group)
    clerk.press("resume")
    groups = office.house.find(AddressGroups).groups(CITY)
    assert [each.name for each in groups] == ["各区人民政府"]


@pytest.mark.slow
def test_a_group_that_ends_on_its_first_day_was_never_there_and_may_be_set_up_anew(
    office: OfficeApp,
) -> None:
    clerk = office.log_in("duanwen")
    clerk.open("/addresses")
    clerk.press("establish", name="各区", members=[QINGHE])
    group = clerk.page.request.path
    clerk.press("end")
    clerk.open(group, status=404)
    clerk.open("/addresses")
    clerk.press("establish", name="各区", members=[QINGHE])
    assert [each.name for each in office.house.find(AddressGroups).groups(CITY)] == ["各区"]


def test_only_clerks_keep_groups_and_only_their_own(office: OfficeApp) -> None:
    clerk = office.log_in("duanwen")
    clerk.open("/addresses")
    clerk.press("establish", name="各区", members=[QINGHE])
    address = clerk.page.request.path
    assert not office.log_in("chengyuan").open(address).html.select("button[value=members]")
    office.log_in(WANGJIANG_CLERK).open(address, status=404)
    token = office.log_in("chengyuan").token()
    fields = [("csrf_token", token), ("command", "1"), ("seen", "1"), ("act", "end")]
    office.log_in("chengyuan").send(address, fields, status=403)


@pytest.mark.slow
def test_a_refused_group_keeps_what_was_ticked(office: OfficeApp) -> None:
    clerk = office.log_in("duanwen")
    clerk.open("/addresses")
    page = clerk.press("establish", status=422, name="　", members=[QINGHE])
    assert "请填写地址组的名称" in sentence(page)
    form = form_with(page, "establish")
    assert ("members", QINGHE) in form.submit_fields()


# ---- 移交


def test_a_clerk_hands_over_a_desk_and_takes_it_back(office: OfficeApp) -> None:
    id = before_the_leader(office)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open("/handovers")
    clerk.press("preview", post=LEADER_POST)
    assert "移交 1 件" in clerk.page.text
    takers = clerk.page.html.select("select[name=taker] option")
    assert [each["value"] for each in takers if each.has_attr("selected")] == [""]
    nobody = clerk.press("hand_over", status=422)
    assert "请从列出的人员中选择" in sentence(nobody)
    assert nobody.html.select_one("#f-taker")["aria-invalid"] == "true"
    clerk.press("hand_over", taker=office.person(QINGHE_DEPUTY))
    assert "已移交" in ledger(clerk.page, "移交的事项")
    assert f"/incoming/{id}" in office.log_in(QINGHE_DEPUTY).open("/").text
    clerk.open("/handovers")
    press_in(clerk, "移交记录", "undo")
    assert "已退回" in clerk.page.text
    assert f"/incoming/{id}" in office.log_in(QINGHE_LEADER).open("/").text
    assert len(office.house.find(HandOvers).made(QINGHE)) == 1


@pytest.mark.slow
def test_what_stays_is_shown_with_the_reason(office: OfficeApp) -> None:
    before_the_leader(office)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open("/handovers")
    clerk.press("preview", post=LEADER_POST)
    page = clerk.press("hand_over", status=422, taker=office.person(QINGHE_CLERK))
    assert "没有领导职责" in sentence(page)


@pytest.mark.slow
def test_who_is_no_clerk_hands_over_their_own_desk_only(office: OfficeApp) -> None:
    deputy = office.log_in(QINGHE_DEPUTY)
    page = deputy.open("/handovers")
    posts = [each["value"] for each in page.html.select("select[name=post] option")]
    assert posts == [DEPUTY_POST]
    deputy.open(f"/handovers/{LEADER_POST}", status=404)


@pytest.mark.slow
def test_an_empty_desk_says_why_there_is_nothing_to_press(office: OfficeApp) -> None:
    page = office.log_in(QINGHE_CLERK).open(f"/handovers/{DEPUTY_POST}")
    assert page.html.select_one("button[value=hand_over]").has_attr("disabled")
    assert "没有可以移交的事项" in page.text
