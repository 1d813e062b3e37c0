"""The clock of a paper stands still while other agencies are asked about its answer, by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from documents.consulting.verdicts import Asking
from documents.deadlines.application import Deadlines
from office.kernel.clock import office_day
from tests.functional.office_app import (
    CITY,
    CLERK,
    LEADER,
    QINGHE,
    WANGJIANG,
    OfficeApp,
    office_app,
)
from tests.functional.test_consulting import QINGHE_PEOPLE, WANGJIANG_PEOPLE, answered, ask
from tests.functional.test_request_and_reply import REPLY, TITLE, requested
from tests.functional.test_request_and_reply import at as visitor_at

HANDLER = "chengyuan"
ANSWERERS = {QINGHE: QINGHE_PEOPLE, WANGJIANG: WANGJIANG_PEOPLE}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def given_to_a_handler(office: OfficeApp) -> UUID:
    """A 请示 that arrived at the city and that somebody there is to answer by Friday a week on."""
    requested(office, TITLE, body="拟将工期顺延 20 天。\n妥否，请批示。")
    paper = office.arrived(TITLE, at=CITY)
    clerk = visitor_at(office, CLERK, f"/incoming/{paper}")
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    clerk.press("propose", opinion="拟请阅示", to=office.person(LEADER))
    visitor_at(office, LEADER, f"/incoming/{paper}").press("instruct", opinion="请研究答复")
    clerk.open(f"/incoming/{paper}")
    clerk.press("assign", host=f"person:{office.person(HANDLER)}", deadline="2026-11-27")
    office.deliver()
    return paper


def drafted_answer(office: OfficeApp, paper: UUID) -> UUID:
    handler = office.log_in(HANDLER)
    handler.open(f"/incoming/{paper}/reply")
    handler.press("reply", identity=f"{CITY}-M1")
    return office.outgoing(REPLY)


def let_it_be(office: OfficeApp, text: str) -> None:
    office.clock.moment = datetime.fromisoformat(f"2026-{text}+08:00").astimezone(UTC)
    office.deliver()


def share(office: OfficeApp, paper: UUID) -> Any:
    """The deadline of who is to answer it."""
    rows = office.house.find(Deadlines).of_paper(paper)
    return next(row for row in rows if row.room == "assignment" and row.ended_at is None)


def is_stopped(office: OfficeApp, paper: UUID) -> bool:
    """As the clerk's page of the paper's limits says it, and as deadlines stand."""
    page = office.log_in(CLERK).open(f"/deadlines/incoming/{paper}")
    told = "已停止计时" in page.text
    assert told == (share(office, paper).stopped_at is not None)
    if told:
        assert "复文正在征求外单位意见" in page.text
    return told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asking", "verdict"), [(Asking.COMMENTS, "no-comment"), (Asking.COUNTERSIGN, "agree")]
)
def test_it_stands_still_from_the_question_to_the_last_answer(
    office: OfficeApp, asking: Asking, verdict: str
) -> None:
    paper = given_to_a_handler(office)
    draft = drafted_answer(office, paper)
    office.deliver()
    assert not is_stopped(office, paper), "drafting is our own time"

    let_it_be(office, "11-24T17:30")
    ask(office, draft, asking, agencies=[QINGHE, WANGJIANG], by=HANDLER, deadline="2026-12-11")
    assert is_stopped(office, paper)
    let_it_be(office, "12-02T09:00")
    assert share(office, paper).reminded == 0, "nobody is urged for what others have"
    answered(office, REPLY, at=WANGJIANG, people=ANSWERERS[WANGJIANG], verdict=verdict)
    assert is_stopped(office, paper), "one of two has not answered"
    let_it_be(office, "12-04T09:00")
    answered(office, REPLY, at=QINGHE, people=ANSWERERS[QINGHE], verdict=verdict)

    assert not is_stopped(office, paper)
    assert office_day(share(office, paper).due).isoformat() == "2026-12-08", (
        "three working days were left, and are left"
    )
    let_it_be(office, "12-10T09:00")
    assert share(office, paper).passed_at is not None
