"""交换箱: queues, lights and what failed for clerks; numbers alone for the administrator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.consignments.application import Consignments
from documents.consignments.capsule import Accepted, Capsule, NotTaken
from documents.consignments.circuits import TOLERATED
from documents.consignments.states import Code, State
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    issue,
    sentence,
)

BOX = "/exchange-box"


class Elsewhere:
    """The district is on another node, which answers as the test says."""

    def __init__(self, consignments: Consignments) -> None:
        self.real: Any = consignments.gateways[0]
        self.fault: Exception | None = None
        consignments.gateways.insert(0, self)

    def reaches(self, agency: str) -> bool:
        return agency == QINGHE

    def destination(self, agency: str) -> str:
        return "节点“清河区政务”"

    def send(self, capsule: Capsule, contents: Any) -> Accepted:
        if self.fault is not None:
            raise self.fault
        accepted: Accepted = self.real.send(capsule, contents)
        return accepted

    def report(self, report: Any) -> None:
        self.real.report(report)

    def ask(self, request: Any) -> None:
        self.real.ask(request)


@pytest.fixture
def elsewhere(office: OfficeApp) -> Any:
    room = office.house.find(Consignments)
    gateway = Elsewhere(room)
    yield gateway
    room.gateways.remove(gateway)


def buttons(page: TestResponse) -> set[str]:
    """The acts of the paper that is chosen."""
    return {str(each["value"]) for each in page.html.select("form.setup-form button[name=act]")}


def sent(office: OfficeApp, title: str) -> Any:
    document = issue(office, title, to=[QINGHE])
    office.deliver()
    return row(office, document)


def row(office: OfficeApp, document: UUID) -> Any:
    return office.house.find(Consignments).of_document(document)[0]


def test_what_is_not_reached_is_held_let_go_and_given_up_with_a_reason(
    office: OfficeApp, elsewhere: Elsewhere
) -> None:
    elsewhere.fault = ConnectionError("no route to host")
    it = sent(office, "关于通道中断的通知")
    clerk = office.log_in(CLERK)
    page = clerk.open(BOX)
    assert "关于通道中断的通知" in page.text
    assert "重试中" in page.text
    assert "时断时续" in page.text
    assert "no route to host" not in page.text, "clerks read no programmer's words"
    page = clerk.open(f"{BOX}?line={it.subject}")
    assert buttons(page) == {"hold", "give_up", "redirect"}
    page = clerk.press("hold", reason="", status=422)
    assert "写明原因" in sentence(page)
    clerk.press("hold", reason="等对方检修")
    assert row(office, it.document).held
    assert buttons(clerk.open(f"{BOX}?line={it.subject}")) == {"let_go", "give_up", "redirect"}
    clerk.press("let_go")
    assert not row(office, it.document).held
    clerk.open(f"{BOX}?line={it.subject}")
    clerk.press("give_up", reason="改用电话告知")
    assert row(office, it.document).state == State.CANCELLED_BEFORE_ACCEPT


def test_what_the_other_side_does_not_take_says_why_and_is_sent_again(
    office: OfficeApp, elsewhere: Elsewhere
) -> None:
    elsewhere.fault = NotTaken(Code.FORMAT_UNSUPPORTED, "对方不接收 OFD 版式，请改发 PDF。")
    it = sent(office, "关于版式不合的通知")
    clerk = office.log_in(CLERK)
    page = clerk.open(f"{BOX}?line={it.subject}")
    assert "对方不接收 OFD 版式" in page.text
    assert page.html.select_one(f'a[href$="/documents/{it.document}"]') is not None
    assert buttons(page) == {"requeue", "redirect"}
    elsewhere.fault = None
    clerk.press("requeue", reason="对方已升级")
    office.deliver()
    assert row(office, it.document).state == State.DELIVERED


def test_another_channel_is_taken_once_a_leader_agrees(
    office: OfficeApp, elsewhere: Elsewhere
) -> None:
    elsewhere.fault = ConnectionError("no route to host")
    it = sent(office, "关于改投机要的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"{BOX}?line={it.subject}")
    page = clerk.press("redirect", reason="网络中断", status=422)
    assert "机要、邮寄还是自取" in sentence(page)
    assert row(office, it.document).state == State.QUEUED, "nothing is given up half"
    leader = office.person(LEADER)
    clerk.press("redirect", reason="网络中断", channel="confidential", to=leader)
    assert row(office, it.document).state == State.CANCELLED_BEFORE_ACCEPT
    deciding = office.log_in(LEADER)
    deciding.open(f"/documents/{it.document}/distribution")
    deciding.press("approve")
    rows = office.house.find(Consignments).of_document(it.document)
    assert [each.channel for each in rows] == ["exchange", "confidential"]


def test_the_administrator_sees_numbers_and_whoever_is_neither_nothing(
    office: OfficeApp, elsewhere: Elsewhere
) -> None:
    elsewhere.fault = ConnectionError("no route to host")
    title = "关于管理员不看公文的通知"
    it = sent(office, title)
    room = office.house.find(Consignments)
    for _ in range(TOLERATED):
        room.circuits.failed("节点“清河区政务”", "no route to host")
    page = office.log_in(ADMINISTRATORS[0]).open(f"{BOX}?line={it.subject}")
    assert title not in page.text
    assert "不通" in page.text
    assert "no route to host" in page.text
    assert not buttons(page)
    assert title not in office.log_in(QINGHE_CLERK).open(BOX).text
    office.log_in(DRAFTER).open(BOX, status=403)
    room.circuits.worked("节点“清河区政务”")
