"""The same form again, when its answer was lost: answered as the first time, and nothing twice.

Every form of every functional test is sent twice (`Visitor.send`); here is what that does not see.
"""

from __future__ import annotations

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
    Visitor,
    draft,
    filled,
    form_with,
)

Form = tuple[str, list[tuple[str, str]]]


def reviewing(office: OfficeApp, title: str) -> UUID:
    id = draft(office, title)
    office.log_in(DRAFTER).open(f"/documents/{id}")
    office.log_in(DRAFTER).press("submit", to=office.person(REVIEWER))
    return id


def form_of(visitor: Visitor, act: str, **typed: str) -> Form:
    assert visitor.page is not None
    form = form_with(visitor.page, act)
    if "keeping" in form.fields:  # nothing is filled in for whoever keeps a warning
        typed = {"keeping": "经核。", **typed}
    return form.action, filled(form, act=act, typed=typed)


def send(visitor: Visitor, form: Form, *, status: str = "*") -> TestResponse:
    return visitor.post(form[0], form[1], status=status)


def standing(office: OfficeApp, id: UUID) -> Document:
    return office.house.find(Documents).load(Document, id)


def test_a_form_is_answered_again_although_others_have_gone_on(office: OfficeApp) -> None:
    """圈阅 and a new route are read against how the paper stands, which is elsewhere by now."""
    id = reviewing(office, "关于再次提交的通知")
    reviewer, leader = office.log_in(REVIEWER), office.log_in(LEADER)
    reviewer.open(f"/documents/{id}?form=reroute")
    typed = {"add_stage": "endorsing", "add_before": "2", "add_people": office.person(LEADER)}
    rerouted = form_of(reviewer, "reroute", **typed)
    assert send(reviewer, rerouted).status_int == 303
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", opinion="请审签")
    leader.open(f"/documents/{id}")
    circled = form_of(leader, "circle", to=office.person(LEADER))
    assert send(leader, circled).status_int == 303
    leader.open(f"/documents/{id}")
    leader.press("sign_off", opinion="同意")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("recheck")
    events = office.events()
    assert [send(*each).status_int for each in ((reviewer, rerouted), (leader, circled))] == [
        303,
        303,
    ]
    assert office.events() == events
    assert standing(office, id).stage is Stage.NUMBERING


def test_the_same_command_with_another_form_is_refused(office: OfficeApp) -> None:
    id = reviewing(office, "关于同一编号的通知")
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    action, fields = form_of(reviewer, "review", opinion="请审签", to=office.person(LEADER))
    assert send(reviewer, (action, fields)).status_int == 303
    events = office.events()
    other = [(name, "请尽快" if name == "opinion" else value) for name, value in fields]
    answer = send(reviewer, (action, other))
    assert answer.status_int == 422
    assert "内容不同的另一次提交" in answer.text
    elsewhere = action.replace(str(id), str(draft(office, "关于另一件的通知")))
    events = office.events()
    assert send(office.log_in(REVIEWER), (elsewhere, fields)).status_int == 422
    assert office.events() == events


@pytest.mark.slow
def test_what_was_typed_since_outlives_the_same_form_again(office: OfficeApp) -> None:
    id = reviewing(office, "关于又写意见的通知")
    reviewer, leader = office.log_in(REVIEWER), office.log_in(LEADER)
    reviewer.open(f"/documents/{id}")
    reviewed = form_of(reviewer, "review", opinion="请审签", to=office.person(LEADER))
    send(reviewer, reviewed)
    leader.open(f"/documents/{id}")
    leader.press("return", return_to="1", opinion="请核对数字", then="route")
    reviewer.open(f"/documents/{id}")
    typed = [("csrf_token", reviewer.token()), ("opinion", "正在核对")]
    reviewer.post(f"/opinions/{id}/draft?step=review", typed, status=200)
    send(reviewer, reviewed)
    assert "正在核对" in reviewer.open(f"/documents/{id}").text
