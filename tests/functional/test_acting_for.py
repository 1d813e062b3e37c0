"""Somebody acts for somebody else: what they see, what they may, and when it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from webtest import TestResponse

from documents.handling.holding import Holder, held_by
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.permissions import Permission
from office.access.log import AccessLog, state_access_log
from office.access.permissions import NotAllowed
from office.directory.application import directory_act
from office.kernel.refusals import Refused
from tests.functional.office_app import (
    ADMINISTRATORS,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
    draft,
    issue,
    offered,
    office_app,
)

TODAY = date(2026, 11, 20)
NEXT_WEEK = TODAY + timedelta(days=7)
LEADER_POST, DEPUTY_POST, CLERK_POST = "31001-1", "31002-1", "31003-1"
TITLE = "澜州市人民政府办公室关于报送年度工作总结的通知"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def delegate(
    office: OfficeApp, *scope: str, by: str = QINGHE_LEADER, to: str = QINGHE_DEPUTY, **more: Any
) -> UUID:
    """The leader's post in other hands from today for a week."""
    given: dict[str, Any] = {"since": TODAY, "until": NEXT_WEEK, "reason": "外出学习"}
    return office.house.acting.delegate(
        office.by(by),
        post=LEADER_POST,
        delegate=office.person(to),
        scope=scope,
        **{**given, **more},
    )


def before_the_leader(office: OfficeApp, title: str = TITLE) -> UUID:
    """A paper that arrived and waits for the leader's instruction."""
    issue(office, title, to=[QINGHE])
    id = office.arrived(title, at=QINGHE)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(f"/incoming/{id}")
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    clerk.press("propose", opinion="拟请阅示", to=office.person(QINGHE_LEADER))
    return id


def switch(visitor: Visitor, label: str) -> None:
    """Choose the identity with this label in the switcher."""
    page = visitor.open("/posts")
    form = page.forms["posts"]
    for choice in page.html.select(".post-choices label"):
        if label in choice.get_text():
            form["post"] = choice.input["value"]
            form.submit(status=303)
            return
    raise AssertionError(f"no {label} among {page.html.select_one('.post-choices').get_text()}")


def identities(office: OfficeApp, login: str) -> Sequence[Any]:
    return office.house.people.identities(person=office.person(login))


def test_a_delegate_sees_the_principals_desk_and_acts_in_both_names(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegate(office, "instruct")
    deputy = office.log_in(QINGHE_DEPUTY)
    assert TITLE not in deputy.open("/").text
    switch(deputy, "代邵云帆（区长）")
    assert TITLE in deputy.open("/").text
    assert "代邵云帆（区长）" in deputy.page.html.select_one(".me").get_text()

    deputy.open(f"/incoming/{id}")
    assert "代邵云帆（区长）" in deputy.page.html.select_one("form.act h2").get_text()
    deputy.press("instruct", opinion="请区统计局办理")
    told = deputy.open(f"/incoming/{id}").html.select_one("#opinions").get_text()
    assert "梁静宜（代邵云帆）" in told
    assert "区长" in told
    last = list(office.house.find(Incomings).events.get(id))[-1]
    assert (last.by, last.behalf) == (office.person(QINGHE_DEPUTY), office.person(QINGHE_LEADER))
    assert last.in_post == LEADER_POST
    assert TITLE in office.log_in(QINGHE_LEADER).open("/done").text


def test_the_access_log_names_both(office: OfficeApp) -> None:
    delegate(office, "instruct")
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    deputy.open("/reading")
    office.app.registry[AccessLog].write()
    with office.house.node.store.reading() as connection:
        rows = connection.execute(select(state_access_log.c.person, state_access_log.c.act))
        told = {row.act: row.person for row in rows}
    assert told[f"GET /reading 代 {office.person(QINGHE_LEADER)}"] == office.person(QINGHE_DEPUTY)


def test_what_the_scope_leaves_out_is_not_offered_and_refused_by_name(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegate(office, "initial", "handle")
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    assert not offered(deputy.open(f"/incoming/{id}"))
    act = replace(office.by(QINGHE_DEPUTY), behalf=office.person(QINGHE_LEADER), post=LEADER_POST)
    with pytest.raises(NotAllowed) as refusal:
        office.house.find(Incomings).instruct(act, id, words="同意", seen=4)
    assert "代邵云帆（区长）" in str(refusal.value)
    assert "圈阅、承办" in str(refusal.value)


def test_a_delegation_for_some_types_reaches_no_other(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegate(office, "instruct", types=["函"])
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    assert not offered(deputy.open(f"/incoming/{id}"))


def test_an_expired_delegation_is_worth_nothing(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegate(office, "instruct")
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    deputy.open(f"/incoming/{id}")
    office.clock.advance(days=6)
    assert [each.acting_for for each in identities(office, QINGHE_DEPUTY)][1:]
    office.clock.advance(days=1)
    assert [each.acting_for for each in identities(office, QINGHE_DEPUTY)] == [""]
    before = office.events()
    deputy.press("instruct", opinion="同意", status="*")
    assert office.events() == before


def test_a_revoked_delegation_ends_at_once_even_in_an_open_page(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegation = delegate(office, "instruct")
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    deputy.open(f"/incoming/{id}")
    office.house.acting.revoke(office.by(QINGHE_LEADER), delegation)
    before = office.events()
    deputy.press("instruct", opinion="同意", status="*")
    assert office.events() == before
    yesterday = office.house.acting.who_may_act_for(
        office.person(QINGHE_LEADER), TODAY - timedelta(days=1)
    )
    assert not yesterday


def test_who_could_act_on_a_past_day_is_still_known_after_revocation(office: OfficeApp) -> None:
    delegation = delegate(office, "instruct")
    office.clock.advance(days=2)
    office.house.acting.revoke(office.by(QINGHE_LEADER), delegation)
    asked = office.house.acting.who_may_act_for
    leader = office.person(QINGHE_LEADER)
    assert [each.id for each in asked(leader, TODAY)] == [delegation]
    assert not asked(leader)


def test_a_delegate_delegates_nothing_on(office: OfficeApp) -> None:
    delegate(office, "all")
    act = replace(office.by(QINGHE_DEPUTY), behalf=office.person(QINGHE_LEADER), post=LEADER_POST)
    with pytest.raises(Refused, match="转委托"):
        office.house.acting.delegate(
            act,
            post=LEADER_POST,
            delegate=office.person(QINGHE_CLERK),
            scope=["initial"],
            since=TODAY,
            until=NEXT_WEEK,
        )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"by": QINGHE_CLERK, "reason": " "}, "依据或原因"),
        ({"by": QINGHE_CLERK, "to": QINGHE_CLERK}, "自己给自己"),
        ({"by": QINGHE_DEPUTY, "to": QINGHE_CLERK, "scope": ("handle",)}, "不能办理委托"),
        ({"to": QINGHE_LEADER}, "委托给本人"),
        ({"to": QINGHE_CLERK}, "不是负责人"),
        ({"to": WANGJIANG_CLERK}, "本机关在职人员"),
        ({"until": None}, "截止日"),
        ({"until": TODAY}, "早于起始日"),
        ({"since": TODAY - timedelta(days=1)}, "倒填"),
        ({"scope": ("review",)}, "没有核稿的职责"),
        ({"scope": ()}, "选择委托的事项"),
        ({"scope": ("sing-off",)}, "不认识的委托事项"),
        ({"types": ["命令文"]}, "第八条"),
        ({"presides": True}, "须包括签发"),
    ],
)
def test_a_delegation_that_may_not_be_is_refused(
    office: OfficeApp, facts: dict[str, Any], words: str
) -> None:
    facts = dict(facts)
    scope = facts.pop("scope", ("instruct",))
    before = office.events()
    with pytest.raises(Refused, match=words):
        delegate(office, *scope, **facts)
    assert office.events() == before


def test_a_second_delegation_of_the_same_to_the_same_waits_for_the_first(
    office: OfficeApp,
) -> None:
    delegation = delegate(office, "instruct")
    later = {"since": NEXT_WEEK - timedelta(days=1), "until": NEXT_WEEK + timedelta(days=9)}
    with pytest.raises(Refused, match="已代理这一岗位"):
        delegate(office, "initial", **later)
    delegate(office, "initial", **{**later, "since": NEXT_WEEK})
    office.house.acting.revoke(office.by(QINGHE_DEPUTY), delegation)
    delegate(office, "initial")


def test_upward_documents_are_signed_off_for_who_presides_only(office: OfficeApp) -> None:
    delegation = delegate(office, "sign-off")
    assert [refused_sign_off(office, type) for type in ("请示", "报告", "议案", "通知")] == [
        *("主持工作", "主持工作", "主持工作"),
        "",
    ]
    office.house.acting.revoke(office.by(QINGHE_LEADER), delegation)
    delegate(office, "sign-off", presides=True)
    assert not refused_sign_off(office, "请示")


def refused_sign_off(office: OfficeApp, type: str) -> str:
    """Whether the guard refuses the deputy in the leader's place, and for which word."""
    standing_in = identities(office, QINGHE_DEPUTY)[1]
    paper = Paper(agency=QINGHE, holder=held_by(office.person(QINGHE_LEADER)), facts={})
    paper.facts["type"] = type
    try:
        office.house.guard.check(Permission.Document.SIGN_OFF, standing_in, paper)
    except NotAllowed as refusal:
        return "主持工作" if "主持工作" in str(refusal) else str(refusal)
    return ""


@dataclass
class Paper:
    """As much of a document as the guard looks at."""

    agency: str
    holder: Holder
    facts: dict[str, str]


def test_the_duties_of_an_administrator_are_never_delegated(office: OfficeApp) -> None:
    administrator = ADMINISTRATORS[0]
    known = office.house.directory.posts_of(UUID(office.person(administrator)))
    with pytest.raises(Refused, match="三员"):
        office.house.acting.delegate(
            office.by(administrator),
            post=known[0].key,
            delegate=office.person("zhouhuaiyuan"),
            scope=["all"],
            since=TODAY,
            until=NEXT_WEEK,
        )


def test_who_leaves_the_post_leaves_the_delegation_behind(office: OfficeApp) -> None:
    delegate(office, "instruct")
    directory = office.house.directory
    entries = office.house.source.entries()
    relieved = tuple(
        replace(each, term=replace(each.term, until=TODAY)) if each.key == LEADER_POST else each
        for each in entries.posts
    )
    directory.synchronise(
        replace(entries, posts=relieved),
        effective=TODAY,
        act=directory_act("operator:test", "relieved"),
    )
    assert [each.acting_for for each in identities(office, QINGHE_DEPUTY)] == [""]


# ---- 授权签发


def test_a_standing_authorisation_lets_a_post_sign_off_some_types(office: OfficeApp) -> None:
    why_not = office.house.acting.why_not_sign_off
    deputy, government = office.person(QINGHE_DEPUTY), "990102001-M1"
    asked = {"identity": government, "upward": False}
    assert not why_not(office.person(QINGHE_LEADER), type="函", **asked)
    assert why_not(deputy, type="函", **asked)
    authorisation = office.house.acting.authorise(
        office.by(QINGHE_LEADER),
        post=DEPUTY_POST,
        identity=government,
        types=["函"],
        since=TODAY,
        until=None,
        basis="区政府领导工作分工（清政发〔2026〕3号）",
    )
    assert not why_not(deputy, type="函", **asked)
    assert why_not(deputy, type="通知", **asked)
    assert why_not(deputy, type="函", identity=government, upward=True)
    assert why_not(deputy, type="函", day=TODAY - timedelta(days=1), **asked)
    office.house.acting.withdraw(office.by(QINGHE_LEADER), authorisation)
    assert why_not(deputy, type="函", **asked)


def test_an_upward_document_is_the_heads_also_where_others_may_sign_off(
    office: OfficeApp,
) -> None:
    why_not = office.house.acting.why_not_sign_off
    asked = {"identity": "990102001-M2", "upward": False}
    assert not why_not(office.person(QINGHE_DEPUTY), type="通知", **asked)
    assert "第二十二条" in why_not(office.person(QINGHE_DEPUTY), type="报告", **asked)
    assert not why_not(office.person(QINGHE_LEADER), type="报告", **asked)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"types": ["请示"]}, "主要负责人签发"),
        ({"types": []}, "选择授权签发的文种"),
        ({"types": ["公报"]}, "不使用公报"),
        ({"basis": ""}, "授权的依据"),
        ({"post": CLERK_POST}, "没有签发人职责"),
        ({"identity": "990100001-M1"}, "不属于本机关"),
        ({"by": QINGHE_CLERK}, "不能授权签发"),
    ],
)
def test_an_authorisation_that_may_not_be_is_refused(
    office: OfficeApp, facts: dict[str, Any], words: str
) -> None:
    given: dict[str, Any] = {"by": QINGHE_LEADER, "post": DEPUTY_POST, "types": ["函"]}
    given |= {"identity": "990102001-M1", "basis": "分工", **facts}
    by = given.pop("by")
    with pytest.raises(Refused, match=words):
        office.house.acting.authorise(office.by(by), since=TODAY, until=None, **given)


# ---- 秘书


def attached(office: OfficeApp) -> UUID:
    return office.house.acting.attach_secretary(
        office.by(QINGHE_LEADER),
        leader_post=LEADER_POST,
        secretary_post=CLERK_POST,
        since=TODAY,
        until=None,
    )


def test_a_secretary_sees_the_leaders_desk_and_decides_nothing(office: OfficeApp) -> None:
    id = before_the_leader(office)
    attached(office)
    clerk = office.log_in(QINGHE_CLERK)
    assert TITLE not in clerk.open("/").text
    switch(clerk, "替邵云帆（区长）整理")
    assert TITLE in clerk.open("/").text
    assert "instruct" not in offered(clerk.open(f"/incoming/{id}"))
    act = replace(office.by(QINGHE_CLERK), behalf=office.person(QINGHE_LEADER), post=LEADER_POST)
    with pytest.raises(NotAllowed, match="秘书"):
        office.house.find(Incomings).instruct(act, id, words="同意", seen=4)
    secretary = identities(office, QINGHE_CLERK)[1]
    it = office.house.find(Incomings).load(Incoming, id)
    allowed = office.house.guard.permitted(secretary, it, of="incoming")
    assert {each.rpartition(".")[2] for each in allowed} == {"view", "transcribe"}


def test_a_detached_secretary_has_no_way_to_the_desk(office: OfficeApp) -> None:
    secretary = attached(office)
    assert len(identities(office, QINGHE_CLERK)) == 2
    office.house.acting.detach_secretary(office.by(QINGHE_LEADER), secretary)
    assert len(identities(office, QINGHE_CLERK)) == 1


@pytest.mark.parametrize(
    ("leader_post", "secretary_post", "words"),
    [
        (CLERK_POST, DEPUTY_POST, "不是领导岗位"),
        (LEADER_POST, LEADER_POST, "自己的秘书"),
        (LEADER_POST, "20011-1", "不在本机关"),
    ],
)
def test_a_secretary_of_nobody_is_refused(
    office: OfficeApp, leader_post: str, secretary_post: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        office.house.acting.attach_secretary(
            office.by(QINGHE_CLERK),
            leader_post=leader_post,
            secretary_post=secretary_post,
            since=TODAY,
            until=None,
        )


def test_a_secretary_puts_the_desk_in_order_and_the_leader_sees_it(office: OfficeApp) -> None:
    first, second = (
        before_the_leader(office, "澜州市人民政府办公室关于第一件事的通知"),
        before_the_leader(office, "澜州市人民政府办公室关于第二件事的通知"),
    )
    attached(office)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.get("/arranging", status=403)
    switch(clerk, "替邵云帆（区长）整理")
    assert "/arranging" in clerk.open("/").text
    arrange(clerk, "present", second)
    leader = office.log_in(QINGHE_LEADER).open("/")
    assert shown(leader, "秘书呈送") == ["澜州市人民政府办公室关于第二件事的通知"]
    arrange(clerk, "present", first)
    arrange(clerk, "up", first)
    arrange(clerk, "seen", first)
    leader = office.log_in(QINGHE_LEADER).open("/")
    assert shown(leader, "秘书呈送") == [
        "澜州市人民政府办公室关于第一件事的通知",
        "澜州市人民政府办公室关于第二件事的通知",
    ]
    assert "read" in leader.html.select_one(f"a.item[href='/incoming/{first}']")["class"]
    arrange(clerk, "withdraw", first)
    arrange(clerk, "down", second)
    leader = office.log_in(QINGHE_LEADER).open("/")
    assert shown(leader, "秘书呈送") == ["澜州市人民政府办公室关于第二件事的通知"]


def arrange(visitor: Visitor, act: str, subject: UUID) -> None:
    """Press one of the buttons beside the paper."""
    page = visitor.open("/arranging")
    for form in page.html.select(".row-acts form"):
        fields = [(each["name"], each["value"]) for each in form.select("input")]
        offered_here = form.button["value"] == act
        if offered_here and ("subject", str(subject)) in fields:
            visitor.send(form["action"], [*fields, ("act", act)])
            return
    raise AssertionError(f"no button {act} beside {subject}")


def shown(page: TestResponse, group: str) -> list[str]:
    """The titles in one group of the desk."""
    rows = page.html.select(f'section.group[aria-label="{group}"] .item-title .ell')
    return [row.get_text() for row in rows]


def test_a_delegate_orders_nobodys_desk(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegate(office, "all")
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代邵云帆（区长）")
    deputy.get("/arranging", status=403)
    token = deputy.token()
    fields = [("csrf_token", token), ("act", "present"), ("subject", str(id))]
    deputy.send("/arranging", fields, status=403)


def test_what_waits_on_no_desk_of_the_leader_cannot_be_arranged(office: OfficeApp) -> None:
    id = before_the_leader(office)
    deputy = office.log_in(QINGHE_DEPUTY)
    token = deputy.token()
    fields = [("csrf_token", token), ("act", "present"), ("subject", str(id))]
    deputy.send("/arranging", fields, status=404)


# ---- the page says in which post one can act


def test_who_can_act_in_another_of_their_posts_is_led_there(office: OfficeApp) -> None:
    """沈立言's turn comes as 办公室主任 while they look at the paper as 副秘书长."""
    id = draft(office, "澜州市人民政府办公室关于值班的通知")
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("shenliyan"))
    both = office.log_in("shenliyan")
    page = both.open(f"/documents/{id}")
    assert not offered(page)
    way = page.html.select_one(".read-only a")
    assert way.get_text(strip=True) == "换到“办公室主任”办理"
    posts = both.open(way["href"])
    form = posts.forms["posts"]
    assert form["post"].value == "20003-2"
    both.page = form.submit().follow()
    assert "review" in offered(both.page)


def test_a_delegate_is_led_into_the_principals_place(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegate(office, "instruct")
    page = office.log_in(QINGHE_DEPUTY).open(f"/incoming/{id}")
    assert "换到“代邵云帆（区长）”办理" in page.html.select_one(".read-only").get_text()
    assert not office.log_in(QINGHE_CLERK).open(f"/incoming/{id}").html.select(".read-only a")


# ---- sign-off during absence


def test_a_delegate_signs_off_during_absence(office: OfficeApp) -> None:
    """周怀远 is away; 沈立言 signs off in their place, and the paper says so to the end."""
    title = "澜州市人民政府办公室关于做好值班工作的通知"
    id = draft(office, title)
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("xuming"))
    reviewer = office.log_in("xuming")
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", to=office.person("zhouhuaiyuan"))
    office.house.acting.delegate(
        office.by("zhouhuaiyuan"),
        post="20002-1",
        delegate=office.person("shenliyan"),
        scope=["sign-off"],
        since=TODAY,
        until=NEXT_WEEK,
        reason="出访",
    )
    stand_in = office.log_in("shenliyan")
    stand_in.open(f"/documents/{id}")
    assert not offered(stand_in.page)
    switch(stand_in, "代周怀远（副市长）")
    assert title in stand_in.open("/").text
    stand_in.open(f"/documents/{id}")
    stand_in.press("sign_off")
    told = stand_in.open(f"/documents/{id}").html.select_one("#opinions").get_text()
    assert "沈立言（代周怀远）" in told
    last = list(office.house.find(Documents).events.get(id))[-1]
    assert last.behalf == office.person("zhouhuaiyuan")
    assert last.by == office.person("shenliyan")


def test_a_withdrawn_authorisation_stops_the_sign_off_that_waits(office: OfficeApp) -> None:
    acting, rooms = office.house.acting, office.house.find(Documents)
    authorisation = acting.authorise(
        office.by("luchengjun"),
        post="20003-1",
        identity="990100001-M1",
        types=["通知"],
        since=TODAY,
        until=None,
        basis="市政府领导分工",
    )
    id = draft(office, "澜州市人民政府关于值班的通知", identity="990100001-M1")
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("xuming"))
    reviewer = office.log_in("xuming")
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", to=office.person("shenliyan"))
    acting.withdraw(office.by("luchengjun"), authorisation)
    signer = office.log_in("shenliyan")
    signer.open(f"/documents/{id}")
    page = signer.press("sign_off", status=422)
    assert "由签发人或者经授权的岗位签发" in page.text
    assert rooms.load(Document, id).signed_off_at is None
