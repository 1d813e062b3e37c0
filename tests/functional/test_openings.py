"""Who has opened a paper: the leader, who acts for the leader, who only keeps the desk."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from office.directory.kinds import Role
from office.kernel.refusals import Refused
from tests.functional.acting import NEXT_WEEK, TODAY, switch
from tests.functional.office_app import (
    CITY,
    CLERK,
    LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    office_app,
)
from tests.functional.test_outgoing_opinions import ROUTES, batch, signing


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder = tmp_path_factory.mktemp("office")
    routes = folder / "routes.toml"
    routes.write_text(ROUTES, encoding="utf-8")
    with office_app(folder, routes=routes) as running:
        yield running


def post_of(office: OfficeApp, login: str) -> str:
    post: str = office.house.directory.posts_of(UUID(office.person(login)))[0].key
    return post


@pytest.fixture(scope="module")
def secretary(office: OfficeApp) -> Visitor:
    office.house.acting.attach_secretary(
        office.by(LEADER),
        leader_post=post_of(office, LEADER),
        secretary_post=post_of(office, CLERK),
        since=TODAY,
        until=None,
    )
    visitor = Visitor(office)
    visitor.log_in(CLERK)
    switch(visitor, "替")
    return visitor


@pytest.fixture(scope="module")
def deputy(office: OfficeApp) -> Visitor:
    """Another signer, with the leader's post in hand."""
    signers = office.house.directory.people_with_role(CITY, Role.SIGNER)
    other = next(each for each in signers if str(each.person.id) != office.person(LEADER))
    office.house.acting.delegate(
        office.by(LEADER),
        post=post_of(office, LEADER),
        delegate=str(other.person.id),
        scope=("all",),
        since=TODAY,
        until=NEXT_WEEK,
        reason="外出学习",
    )
    visitor = Visitor(office)
    visitor.log_in(other.person.login)
    switch(visitor, "代周怀远")
    return visitor


def take_back(office: OfficeApp, address: str) -> None:
    rooms, id = office.house.find(Documents), UUID(address.rpartition("/")[2])
    seen = rooms.load(Document, id).version
    rooms.take_back(office.by(REVIEWER), id, seen=seen)


def test_what_a_secretary_opened_the_leader_has_not_and_it_may_be_taken_back(
    office: OfficeApp, secretary: Visitor
) -> None:
    title = "关于秘书看过的通知"
    address = signing(office, title)
    secretary.open(address)
    leader = office.log_in(LEADER)
    assert "还没有打开看过" in batch(leader, "sign_off", [address])[title]
    take_back(office, address)


def test_what_a_deputy_opened_is_not_taken_back_and_the_leader_has_not_seen_it(
    office: OfficeApp, deputy: Visitor
) -> None:
    title = "关于代理人看过的通知"
    address = signing(office, title)
    deputy.open(address)
    with pytest.raises(Refused, match="对方已经打开此件"):
        take_back(office, address)
    leader = office.log_in(LEADER)
    assert "还没有打开看过" in batch(leader, "sign_off", [address])[title]
    assert batch(deputy, "sign_off", [address])[title] == "已签发"


def test_what_the_leader_opened_the_deputy_opens_too_before_signing_with_others(
    office: OfficeApp, deputy: Visitor
) -> None:
    title = "关于领导看过的通知"
    address = signing(office, title)
    office.log_in(LEADER).open(address)
    assert "还没有打开看过" in batch(deputy, "sign_off", [address])[title]
    deputy.open(address)
    assert batch(deputy, "sign_off", [address])[title] == "已签发"
