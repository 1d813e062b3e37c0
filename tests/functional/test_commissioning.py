"""代拟稿: a bureau's draft arrives, becomes ours in one click, and its sender hears the step."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.document import Document
from documents.outgoing.particulars import Particulars
from documents.outgoing.route import PLAIN
from documents.outgoing.stages import Stage
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    OFFICE,
    QINGHE_CLERK,
    REVIEWER,
    OfficeApp,
    form_with,
    offered,
    page_text,
    sentence,
    value_of,
)

GOVERNMENT = "990100001-M1"
TITLE = "澜州市大数据局关于报请印发数据共享办法的通知"


def sent_in(office: OfficeApp, title: str = TITLE) -> tuple[UUID, UUID]:
    """The bureau's document, and the paper that it is at the city's, signed for and registered."""
    manuscript = Manuscript(
        type="通知",
        title=title,
        recipients="市政府办公室",
        body=(Paragraph(0, "现将代拟的办法送上。"), Paragraph(1, "一、共享原则")),
        issuer="澜州市大数据局",
    )
    document = office.player.play(manuscript, until=Stage.DISPATCHED, addressees=[CITY])
    incoming = office.arrived(title, at=CITY)
    clerk = office.log_in(CLERK)
    clerk.open(f"/incoming/{incoming}")
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    return document, incoming


def test_a_bureaus_draft_becomes_a_document_of_the_government_in_one_click(
    office: OfficeApp,
) -> None:
    sent, incoming = sent_in(office)
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/incoming/{incoming}")
    link = page.html.select_one(f"a[href='/incoming/{incoming}/take-over']")
    assert link.get_text(strip=True) == "转为公文"
    page = drafter.open(link["href"])
    assert offered(page) == ["take_over"]
    assert page.html.select(".page, .drawn")
    page = drafter.press("take_over", identity="none", status=422)
    assert "请重新选择发文名义" in sentence(page)
    answer = drafter.press("take_over", identity=GOVERNMENT)
    id = UUID(answer.location.split("/")[-2])

    page = drafter.page
    assert page is not None
    assert "一、共享原则" in value_of(page, "body")
    assert "大数据局代拟" in value_of(page, "necessity")
    document = office.player.documents.load(Document, id)
    assert document.identity == GOVERNMENT
    assert document.facts["issuer"] == "澜州市人民政府"
    assert Particulars.from_json(document.particulars).commissioned_by == str(incoming)

    page = drafter.open(f"/documents/{id}")
    assert page.html.select_one(f"a[href='/incoming/{incoming}']")
    assert "送审稿" in page_text(page)
    page = drafter.open(f"/incoming/{incoming}")
    assert page.html.select_one(f"a[href='/documents/{id}']").get_text(strip=True) == "所转公文"
    assert drafter.get(f"/incoming/{incoming}/take-over", status=303).location.endswith(str(id))

    office.deliver()
    drafter.open(f"/documents/{id}")
    page = drafter.press("submit", to=office.person(REVIEWER), status=422)
    assert "没有写明公开属性" in sentence(page), "the bureau's text is checked as ours"
    drafter.open(f"/documents/{id}/draft")
    drafter.press(
        "save",
        title="澜州市人民政府关于做好数据共享工作的通知",
        recipients="清河区人民政府",
        body="现将有关事项通知如下。",
        openness="主动公开",
        secrecy_reviewer=office.person(REVIEWER),
    )
    named = (PLAIN[0], replace(PLAIN[1], name="送周副市长把关"), PLAIN[2])
    rooms = office.player.documents
    seen = rooms.load(Document, id).version
    rooms.reroute(office.by(DRAFTER), id, route=named, seen=seen)
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    office.deliver()
    told = told_of(office, sent)
    assert told == ["代拟稿：拟稿", "代拟稿：核稿"], "what the office calls the step stays inside"


def told_of(office: OfficeApp, document: UUID) -> list[str]:
    """What the sender's receipts say of the draft."""
    consignments = office.player.consignments
    return [
        event.report["text"]
        for row in consignments.of_document(document)
        for event in consignments.events.get(row.subject)
        if type(event).__name__ == "InProgress"
    ]


@pytest.mark.slow
def test_a_paper_becomes_one_document_however_often_it_is_asked(office: OfficeApp) -> None:
    _, incoming = sent_in(office, "澜州市大数据局关于报请印发目录办法的通知")
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/incoming/{incoming}/take-over")
    form = form_with(page, "take_over")
    part = form["part"].value
    drafter.press("take_over", identity=OFFICE)
    fields = [
        ("csrf_token", drafter.token()),
        ("command", "another"),
        ("seen", ""),
        ("act", "take_over"),
        ("identity", OFFICE),
        ("part", part),
    ]
    page = drafter.send(f"/incoming/{incoming}/take-over", fields, status=422)
    assert "已经转为公文" in sentence(page)


@pytest.mark.slow
def test_only_registered_papers_and_their_own_files_are_taken_over(office: OfficeApp) -> None:
    manuscript = Manuscript(
        type="通知",
        title="澜州市大数据局关于没有登记的通知",
        recipients="市政府办公室",
        body=(Paragraph(0, "正文。"),),
        issuer="澜州市大数据局",
    )
    office.player.play(manuscript, until=Stage.DISPATCHED, addressees=[CITY])
    incoming = office.arrived(manuscript.title, at=CITY)
    drafter = office.log_in(DRAFTER)
    assert "take-over" not in drafter.open(f"/incoming/{incoming}").text
    drafter.open(f"/incoming/{incoming}/take-over")
    page = drafter.press("take_over", identity=OFFICE, status=422)
    assert "还没有登记" in sentence(page)
    page = drafter.press("take_over", part="0" * 64, status=422)
    assert "来文中没有这份材料" in sentence(page)


def test_who_does_not_draft_or_is_of_another_agency_takes_nothing_over(
    office: OfficeApp,
) -> None:
    _, incoming = sent_in(office, "澜州市大数据局关于报请印发规程的通知")
    assert "take-over" not in office.log_in(CLERK).open(f"/incoming/{incoming}").text
    office.log_in(CLERK).open(f"/incoming/{incoming}/take-over", status=403)
    office.log_in(QINGHE_CLERK).open(f"/incoming/{incoming}/take-over", status=404)
