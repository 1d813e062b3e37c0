"""Somebody acts for somebody else: what they see, what they may, and when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.handling.holding import Holder, held_by
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.permissions import Permission
from office.access.log import AccessLog, state_access_log
from office.access.mandate import Mandate
from office.access.permissions import NotAllowed
from office.directory.application import directory_act
from office.kernel.refusals import Refused
from tests.functional.acting import (
    LEADER_POST,
    NEXT_WEEK,
    TITLE,
    TODAY,
    before_the_leader,
    delegate,
    identities,
    switch,
)
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    REVIEWER,
    WANGJIANG_CLERK,
    OfficeApp,
    draft,
    offered,
    office_app,
    registered,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """An office in which nothing happens: what is tried there is refused."""
    with office_app(tmp_path_factory.mktemp("quiet")) as running:
        yield running


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
    assert TITLE in office.log_in(QINGHE_LEADER).open("/done").html.get_text()


@pytest.mark.slow
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
        office.house.find(Incomings).instruct(act, id, words="同意", seen=5)
    assert "代邵云帆（区长）" in str(refusal.value)
    assert "圈阅、承办" in str(refusal.value)


@pytest.mark.slow
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


@pytest.mark.slow
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
    quiet: OfficeApp, facts: dict[str, Any], words: str
) -> None:
    facts = dict(facts)
    scope = facts.pop("scope", ("instruct",))
    before = quiet.events()
    with pytest.raises(Refused, match=words):
        delegate(quiet, *scope, **facts)
    assert quiet.events() == before


@pytest.mark.slow
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


def test_the_duties_of_an_administrator_are_never_delegated(quiet: OfficeApp) -> None:
    administrator = ADMINISTRATORS[0]
    known = quiet.house.directory.posts_of(UUID(quiet.person(administrator)))
    with pytest.raises(Refused, match="三员"):
        quiet.house.acting.delegate(
            quiet.by(administrator),
            post=known[0].key,
            delegate=quiet.person("zhouhuaiyuan"),
            scope=["all"],
            since=TODAY,
            until=NEXT_WEEK,
        )


@pytest.mark.slow
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


def test_a_drafter_who_is_the_secrecy_reviewers_deputy_does_not_review_their_own_draft(
    office: OfficeApp,
) -> None:
    post = office.house.directory.posts_of(UUID(office.person(CLERK)))[0]
    for deputy in (DRAFTER, REVIEWER):
        delegate(office, "all", by=CLERK, to=deputy, post=post.key)
    id = draft(office, "关于代为审查的通知", secrecy_reviewer=office.person(CLERK))
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    switch(drafter, "代")
    assert "review_secrecy" not in offered(drafter.open(f"/documents/{id}"))
    another = office.log_in(REVIEWER)
    switch(another, "代")
    another.open(f"/documents/{id}")
    another.press("review_secrecy")
    cleared = office.house.find(Documents).load(Document, id).cleared
    assert cleared is not None
    assert (cleared.by, cleared.reviewer) == (office.person(REVIEWER), office.person(CLERK))


def test_who_was_given_what_somebody_handles_reports_its_result(office: OfficeApp) -> None:
    id = registered(office, TITLE, at=QINGHE, clerk=QINGHE_CLERK)
    leader = office.person(QINGHE_LEADER)
    rooms = office.house.find(Incomings)
    host = f"person:{leader}"
    rooms.assign(office.by(QINGHE_CLERK), id, host=host, deadline="", note="请办。", seen=4)
    delegate(office, "handle", types=["通知"])
    deputy = office.log_in(QINGHE_DEPUTY)
    switch(deputy, "代")
    share = office.share(f"/incoming/{id}")
    assert {"report", "finish"} <= set(offered(deputy.open(share)))
    deputy.press("finish", opinion="已部署到位")
    assert rooms.load(Incoming, id).stage is Stage.HANDLED


@pytest.mark.parametrize("permission", ["destruction_list.approve", "destruction.approve"])
def test_nobody_destroys_in_anothers_place(permission: str) -> None:
    mandate = Mandate(key="k", name="某某", post="主任", scope=frozenset({"all"}))
    assert "不得代理" in mandate.lacking(permission, None)


def test_only_who_may_do_what_is_due_is_reminded_for_another(office: OfficeApp) -> None:
    before_the_leader(office)
    delegate(office, "initial")
    office.deliver()
    office.clock.advance(days=6)
    office.deliver()
    assert not office.log_in(QINGHE_DEPUTY).open("/reading").html.select("a[href*=reminders]")
