"""Steps of the tests in which somebody acts for somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from documents.incoming.application import Incomings
from tests.functional.office_app import (
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    Visitor,
    registered,
)

TODAY = date(2026, 11, 20)
NEXT_WEEK = TODAY + timedelta(days=7)
LEADER_POST, DEPUTY_POST, CLERK_POST = "31001-1", "31002-1", "31003-1"
TITLE = "澜州市人民政府办公室关于报送年度工作总结的通知"


def delegate(
    office: OfficeApp, *scope: str, by: str = QINGHE_LEADER, to: str = QINGHE_DEPUTY, **more: Any
) -> UUID:
    """The leader's post in other hands from today for a week."""
    given: dict[str, Any] = {
        "post": LEADER_POST,
        "since": TODAY,
        "until": NEXT_WEEK,
        "reason": "外出学习",
    }
    return office.house.acting.delegate(
        office.by(by),
        delegate=office.person(to),
        scope=scope,
        **{**given, **more},
    )


def before_the_leader(office: OfficeApp, title: str = TITLE) -> UUID:
    """A paper that arrived and waits for the leader's instruction."""
    id = registered(office, title, at=QINGHE, clerk=QINGHE_CLERK)
    office.house.find(Incomings).propose(
        office.by(QINGHE_CLERK),
        id,
        opinion="拟请阅示",
        to=office.person(QINGHE_LEADER),
        seen=4,
    )
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
