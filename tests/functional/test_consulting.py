"""Asking other agencies and answering them, through the real pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.answering.registers import inquiries
from documents.consulting.application import Consultations
from documents.consulting.verdicts import Asking
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from tests.functional.office_app import (
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    OfficeApp,
    draft,
    offered,
    office_app,
    page_text,
    sentence,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        yield running


def ask(office: OfficeApp, document: UUID, asking: Asking, *, agencies: list[str]) -> UUID:
    rooms, documents = office.house.find(Consultations), office.house.find(Documents)
    it = documents.load(Document, document)
    act = office.by(DRAFTER)
    asked = rooms.perform(
        act,
        name="ask",
        given={},
        decide=lambda: str(
            rooms.ask(
                act,
                document=document,
                asking=asking,
                agencies=agencies,
                deadline=date(2026, 11, 30),
                shown=documents.typesetter.shown(act.agency, it.revision),
                facts=it.facts,
                note="请重点看时间安排",
            )
        ),
    )
    office.deliver()
    return UUID(asked)


def came(office: OfficeApp, title: str, *, at: str) -> str:
    query = select(inquiries.c.subject).where(inquiries.c.title == title, inquiries.c.agency == at)
    with office.house.node.store.reading() as connection:
        return f"/inquiries/{connection.execute(query).scalar_one()}"


def test_a_question_is_handled_inside_and_answered(office: OfficeApp) -> None:
    title = "关于会签的通知"
    ask(office, draft(office, title), Asking.COUNTERSIGN, agencies=[QINGHE])
    address = came(office, title, at=QINGHE)
    clerk = office.log_in(QINGHE_CLERK)
    assert title in clerk.open("/").text
    page = clerk.open(address)
    assert offered(page) == ["refuse", "sign_for"]
    assert title in page_text(page)
    assert "请重点看时间安排" in page.text
    clerk.press("sign_for")
    clerk.press("register")
    clerk.press(
        "assign",
        to=office.person(QINGHE_DEPUTY),
        helpers=[office.person(QINGHE_CLERK)],
        opinion="请研提意见",
    )
    clerk.open(address)
    clerk.press("opine", opinion="同意")
    handler = office.log_in(QINGHE_DEPUTY)
    assert offered(handler.open(address)) == ["propose"]
    refused = handler.press(
        "propose", verdict="dissent", to=office.person(QINGHE_LEADER), status=422
    )
    assert "逐条写明意见" in sentence(refused)
    handler.press(
        "propose",
        verdict="dissent",
        comments="一：时间太紧，建议放宽。",
        to=office.person(QINGHE_LEADER),
    )
    leader = office.log_in(QINGHE_LEADER)
    page = leader.open(address)
    assert offered(page) == ["send_back", "approve"]
    assert "时间太紧" in page.text
    leader.press("approve", opinion="同意")
    office.deliver()
    assert "已答复" in clerk.open(address).text
