"""Asking other agencies and answering them, through the real pages."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from documents.answering.registers import inquiries
from documents.consulting.application import Consultations
from documents.consulting.consultation import Consultation
from documents.consulting.verdicts import Asking
from office.kernel.references import references
from tests.functional.office_app import (
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    REVIEWER,
    WANGJIANG,
    OfficeApp,
    draft,
    offered,
    office_app,
    page_text,
    sentence,
)


def ask(
    office: OfficeApp,
    document: UUID,
    asking: Asking,
    *,
    agencies: list[str],
    by: str = DRAFTER,
    deadline: str = "2026-11-30",
) -> UUID:
    """Through the document's page, by whoever has it in hand."""
    visitor = office.log_in(by)
    visitor.open(f"/documents/{document}?form=consult")
    visitor.press(
        "consult",
        asking=str(asking),
        agencies=agencies,
        deadline=deadline,
        opinion="请重点看时间安排",
    )
    office.deliver()
    return office.house.find(Consultations).of_document(document)[-1].id


def came(office: OfficeApp, title: str, *, at: str) -> str:
    """The address of the question there, of the newest round."""
    query = (
        select(inquiries.c.subject)
        .where(inquiries.c.title == title, inquiries.c.agency == at)
        .order_by(inquiries.c.changed_at.desc())
        .limit(1)
    )
    with office.house.node.store.reading() as connection:
        return f"/inquiries/{connection.execute(query).scalar_one()}"


def test_a_destruction_takes_all_pages_that_a_question_was_shown_with(office: OfficeApp) -> None:
    asked = ask(office, draft(office, "关于版面的通知"), Asking.COMMENTS, agencies=[QINGHE])
    shown = office.house.find(Consultations).load(Consultation, asked).shown
    of_it = select(references.c.digest).where(references.c.subject == asked)
    with office.house.node.store.reading() as connection:
        referred = set(connection.execute(of_it).scalars())
    assert {shown["revision"], shown["pages"], shown["screen"]} <= referred


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


def answered(
    office: OfficeApp,
    title: str,
    *,
    at: str,
    people: tuple[str, str, str],
    verdict: str,
    comments: str = "",
) -> None:
    """Through all steps: clerk, handler and leader of the agency."""
    leader = office.log_in(people[-1])
    leader.open(proposed(office, title, at=at, people=people, verdict=verdict, comments=comments))
    leader.press("approve")
    office.deliver()


def proposed(
    office: OfficeApp,
    title: str,
    *,
    at: str,
    people: tuple[str, str, str],
    verdict: str,
    comments: str = "",
) -> str:
    """The address of the question when its answer waits for the leader of the agency."""
    clerk, handler, leader = people
    address = came(office, title, at=at)
    office.log_in(clerk).open(address)
    office.log_in(clerk).press("sign_for")
    office.log_in(clerk).press("register")
    office.log_in(clerk).press("assign", to=office.person(handler))
    office.log_in(handler).open(address)
    office.log_in(handler).press(
        "propose", verdict=verdict, comments=comments, to=office.person(leader)
    )
    return address


QINGHE_PEOPLE = (QINGHE_CLERK, QINGHE_DEPUTY, QINGHE_LEADER)
WANGJIANG_PEOPLE = ("wangqing", "luyiming", "gongwangshu")


@pytest.mark.slow
def test_comments_are_disposed_of_and_summarised(office: OfficeApp) -> None:
    title = "关于征求意见的通知"
    asked = ask(office, draft(office, title), Asking.COMMENTS, agencies=[QINGHE, WANGJIANG])
    answered(
        office,
        title,
        at=QINGHE,
        people=QINGHE_PEOPLE,
        verdict="agree-with-comments",
        comments="一：时间太紧，建议放宽。\n附件1：建议增加联系人。",
    )
    drafter = office.log_in(DRAFTER)
    assert "处理意见" in drafter.open("/").text
    page = drafter.open(f"/consultations/{asked}")
    assert offered(page) == ["withdraw", "remind"]
    assert "时间太紧" in page.text
    page = drafter.press(
        "dispose",
        status=422,
        **{f"disposal-{QINGHE}-0": "rejected", f"disposal-{QINGHE}-1": "adopted"},
    )
    assert "须写明理由" in sentence(page)
    chosen = page.html.select_one(f"[name='disposal-{QINGHE}-0'] option[selected]")
    assert chosen["value"] == "rejected", "what was chosen is kept"
    drafter.press(
        "dispose",
        **{
            f"disposal-{QINGHE}-0": "partly",
            f"reason-{QINGHE}-0": "放宽到12月5日",
            f"disposal-{QINGHE}-1": "adopted",
        },
    )
    page = drafter.open(f"/consultations/{asked}")
    assert page.text.count("这条意见已采纳而文稿没有改动") == 2
    drafter.press(
        "dispose",
        **{
            f"disposal-{QINGHE}-0": "partly",
            f"reason-{QINGHE}-0": "放宽到12月5日",
            f"unchanged-{QINGHE}-0": "期限在附件中已写明",
            f"disposal-{QINGHE}-1": "adopted",
            f"unchanged-{QINGHE}-1": "原稿第二条已有此意",
        },
    )
    page = drafter.open(f"/consultations/{asked}")
    assert "这条意见已采纳而文稿没有改动" not in page.text
    drafter.press("remind", codes=[WANGJIANG], words="请于明日前答复")
    office.deliver()
    inquiry = came(office, title, at=WANGJIANG)
    assert "请于明日前答复" in office.log_in(WANGJIANG_PEOPLE[0]).open(inquiry).text
    answered(office, title, at=WANGJIANG, people=WANGJIANG_PEOPLE, verdict="no-comment")
    page = drafter.open(f"/consultations/{asked}")
    assert offered(page) == ["summarise"]
    drafter.press("summarise")
    page = drafter.open(f"/consultations/{asked}")
    file = page.html.select_one(".asked .att a")
    assert drafter.get(file["href"]).content_type == "application/pdf"
    assert office.log_in(QINGHE_CLERK).get(file["href"], status=404)


@pytest.mark.slow
def test_a_dissent_is_coordinated_or_ruled_on(office: OfficeApp) -> None:
    title = "关于分歧的通知"
    asked = ask(office, draft(office, title), Asking.COUNTERSIGN, agencies=[QINGHE])
    answered(
        office,
        title,
        at=QINGHE,
        people=QINGHE_PEOPLE,
        verdict="dissent",
        comments="全文：不属于本区职责。",
    )
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/consultations/{asked}")
    assert offered(page) == ["escalate", "coordinate"]
    page = drafter.press("coordinate", record="", status=422)
    assert "双方参加人" in sentence(page)
    page = drafter.press("escalate", record="职责之争", superior="", status=422)
    assert "裁定机关" in sentence(page)
    assert "职责之争" in page.text
    drafter.press("escalate", record="职责之争", superior="澜州市人民政府")
    page = drafter.open(f"/consultations/{asked}")
    assert offered(page) == ["rule"]
    drafter.press("rule", outcome="upheld", ruler="周怀远", words="由市区共同负责，按原稿印发")
    drafter.open(f"/consultations/{asked}")
    drafter.press(
        "dispose",
        **{f"disposal-{QINGHE}-0": "rejected", f"reason-{QINGHE}-0": "按裁定办理"},
    )
    page = drafter.open(f"/consultations/{asked}")
    assert "已办妥" in page.text
    assert "上级裁定，按原稿" in page.text
    assert title in drafter.open("/consultations").text


def test_a_deadline_that_is_past_is_red_with_its_days_on_every_screen(
    tmp_path: Path,
) -> None:
    with office_app(tmp_path) as office:
        title = "关于逾期的通知"
        asked = ask(office, draft(office, title), Asking.COMMENTS, agencies=[QINGHE])
        clerk = office.log_in(QINGHE_CLERK)
        clerk.open(came(office, title, at=QINGHE))
        clerk.press("sign_for")
        asker = office.log_in(DRAFTER)
        assert asker.open("/consultations").html.select_one("tbody .badge.bad") is None
        office.clock.advance(days=13)  # the third day after the deadline
        office.deliver()
        for visitor, address, where in (
            (asker, "/consultations", "tbody .badge.bad"),
            (asker, f"/consultations/{asked}", ".badge.bad"),
            (clerk, "/inquiries", "tbody .badge.bad"),
            (clerk, came(office, title, at=QINGHE), ".badge.bad"),
            (asker, "/", ".item:has(.lamp.red)"),
            (clerk, "/", ".item:has(.lamp.red)"),
        ):
            told = [each.get_text() for each in visitor.open(address).html.select(where)]
            assert any("超 3 个工作日" in each for each in told), (address, told)


def test_what_is_asked_is_nobody_elses_business(office: OfficeApp) -> None:
    title = "关于保密的通知"
    asked = ask(office, draft(office, title), Asking.COUNTERSIGN, agencies=[QINGHE])
    question, inquiry = f"/consultations/{asked}", came(office, title, at=QINGHE)
    before = office.events()
    fields = [("act", "remind"), ("command", "x"), ("seen", "1"), ("codes", QINGHE)]
    for login, addresses in (
        (QINGHE_CLERK, (question, f"{question}/summary.pdf")),
        (WANGJIANG_PEOPLE[0], (question, inquiry)),
        (DRAFTER, (inquiry,)),
    ):
        visitor = office.log_in(login)
        token = ("csrf_token", visitor.token())
        for address in addresses:
            assert visitor.get(address, status=404)
        assert visitor.post(addresses[0], [token, *fields], status=(404, 422))
        assert title not in visitor.get("/inquiries").text or login == QINGHE_CLERK
    assert office.log_in("mengchuan").get("/inquiries", status=403)
    assert office.log_in(REVIEWER).open(question)
    assert offered(office.log_in(REVIEWER).open(question)) == [], "neither asker nor clerk"
    assert office.events() == before
