"""A leader's secretary orders the desk and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from office.access.permissions import NotAllowed
from office.kernel.refusals import Refused
from tests.functional.acting import (
    CLERK_POST,
    DEPUTY_POST,
    LEADER_POST,
    TITLE,
    TODAY,
    before_the_leader,
    delegate,
    identities,
    switch,
)
from tests.functional.office_app import (
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    Visitor,
    offered,
    office_app,
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
        office.house.find(Incomings).instruct(act, id, words="同意", seen=5)
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
    quiet: OfficeApp, leader_post: str, secretary_post: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        quiet.house.acting.attach_secretary(
            quiet.by(QINGHE_CLERK),
            leader_post=leader_post,
            secretary_post=secretary_post,
            since=TODAY,
            until=None,
        )


@pytest.mark.slow
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


@pytest.mark.slow
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
