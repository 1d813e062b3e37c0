"""What was said to an earlier text, or stated otherwise: told on the page and on the sheet."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

from pypdf import PdfReader

from documents.demonstration import stated_of
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.route import Step, Verdict
from documents.outgoing.stages import Stage
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    OFFICE,
    REVIEWER,
    OfficeApp,
    sentence,
)

TEXT = Manuscript(
    type="通知",
    title="澜州市人民政府办公室关于冬季供暖的通知",
    recipients="各区人民政府",
    body=(Paragraph(0, "特此通知。"),),
    issuer="澜州市人民政府办公室",
)
OTHER = replace(TEXT, title="澜州市人民政府办公室关于春季植树的通知")


def it_of(office: OfficeApp, id: UUID) -> Document:
    return office.house.find(Documents).load(Document, id)


def do(office: OfficeApp, who: str, act: str, id: UUID, **given: Any) -> None:
    seen = it_of(office, id).version
    getattr(office.house.find(Documents), act)(office.by(who), id, seen=seen, **given)


def submitted(office: OfficeApp, *, countersigned_first: bool = False, **stated: Any) -> UUID:
    """Handed on to 会签 by the clerk and 核稿, in one order or the other, then 签发."""
    rooms = office.house.find(Documents)
    id = rooms.draft(
        office.by(DRAFTER),
        identity=OFFICE,
        manuscript=TEXT,
        particulars={**stated_of(TEXT, reviewer=office.person(LEADER)), **stated},
    )
    first, *between, last = rooms.route_of(it_of(office, id))
    asked = Step(stage=Stage.COUNTERSIGNING, name="会签", people=(office.person(CLERK),))
    ahead = (asked, *between) if countersigned_first else (*between, asked)
    do(office, DRAFTER, "reroute", id, route=(first, *ahead, last), reason="请会签")
    to = [] if countersigned_first else [office.person(REVIEWER)]
    do(office, DRAFTER, "submit", id, to=to)
    return id


def review(office: OfficeApp, id: UUID, *to: str) -> None:
    people = [office.person(each) for each in to]
    do(office, REVIEWER, "review", id, opinion="文字已核。", keeping="经核。", to=people)


def countersign(office: OfficeApp, id: UUID, to: str, **said: Any) -> None:
    do(office, CLERK, "countersign", id, to=[office.person(to)], **{"opinion": "", **said})


def sheet(office: OfficeApp, id: UUID) -> str:
    """The text of 发文稿纸 without blanks."""
    body = office.log_in(LEADER).get(f"/documents/{id}/sheet.pdf").body
    pages = PdfReader(BytesIO(body)).pages
    return "".join("".join(each.extract_text().split()) for each in pages)


def test_an_abstention_is_neither_shown_nor_printed_as_consent(office: OfficeApp) -> None:
    id = submitted(office)
    review(office, id)
    countersign(office, id, LEADER, verdict=Verdict.ABSTAIN)
    page = office.log_in(LEADER).open(f"/documents/{id}")
    groups = {each.h3.get_text(): each for each in page.html.select("#opinions .opgroup")}
    assert "无意见" in groups["会签"].get_text()
    assert "同意" not in groups["会签"].get_text()
    assert "（无意见）" in sheet(office, id)


def test_the_signer_is_told_who_spoke_to_the_text_before_it_came_straight_back(
    office: OfficeApp,
) -> None:
    id = submitted(office)
    review(office, id)
    countersign(office, id, LEADER)
    do(office, LEADER, "return_to", id, position=0, reason="请改", straight=True)
    do(office, DRAFTER, "revise", id, manuscript=OTHER)
    do(office, DRAFTER, "submit", id, to=[])
    leader = office.log_in(LEADER)
    page = leader.open(f"/documents/{id}")
    said = page.html.select_one("#act .warning a").parent
    assert "核稿 许明、会签 段文的意见是对第1稿（初稿、送审稿）提出的" in said.get_text()
    compared = leader.open(said.a["href"])
    assert "春季植树" in compared.html.select_one("main").get_text()
    assert "处改动" in compared.html.select_one("main").get_text()
    marked = page.html.select_one("#opinions").get_text().count("对第1稿提出，此后文稿有改动")
    assert marked == 2
    leader.open(f"/documents/{id}")
    leader.press("sign_off")
    assert sheet(office, id).count("（对第1稿提出，此后文稿有改动）") == 2


def test_a_reviewer_who_rewrites_what_was_countersigned_and_the_signer_are_told(
    office: OfficeApp,
) -> None:
    id = submitted(office, countersigned_first=True)
    countersign(office, id, REVIEWER)
    do(office, REVIEWER, "revise", id, manuscript=OTHER)
    for who in (REVIEWER, LEADER):
        page = office.log_in(who).open(f"/documents/{id}")
        said = page.html.select_one("#act").get_text()
        assert "会签 段文的意见是对第1稿（初稿）提出的" in said
        assert "核稿 许明" not in said
        if who == REVIEWER:
            review(office, id, LEADER)


def test_who_is_asked_again_along_the_route_is_not_told_of(office: OfficeApp) -> None:
    id = submitted(office)
    review(office, id)
    countersign(office, id, LEADER)
    do(office, LEADER, "return_to", id, position=0, reason="请改")
    do(office, DRAFTER, "revise", id, manuscript=OTHER)
    do(office, DRAFTER, "submit", id, to=[office.person(REVIEWER)])
    assert not it_of(office, id).earlier_consents
    review(office, id)
    countersign(office, id, LEADER)
    page = office.log_in(LEADER).open(f"/documents/{id}")
    assert "此后文稿有改动" not in page.text


def test_what_a_signer_states_otherwise_is_held_against_the_rules_and_told(
    office: OfficeApp,
) -> None:
    rules: dict[str, Any] = {
        "regulatory": True,
        "legality_reviewer": office.person(CLERK),
        "effective_from": "2026-12-01",
        "valid_until": "2031-12-01",
    }
    stated = {"openness": "不予公开", "openness_reason": "第十六条，内部管理"}
    leader = office.log_in(LEADER)
    nothing: dict[str, Any] = {}
    for more in (rules, nothing):
        id = submitted(office, **more)
        review(office, id)
        countersign(office, id, LEADER)
        leader.open(f"/documents/{id}")
        refused = leader.press("sign_off", **stated, status="*")
        if more:
            assert "没有签发" in sentence(refused)
            assert it_of(office, id).stage is Stage.SIGNING
    told = "公开属性由“主动公开”改为“不予公开”，理由：第十六条，内部管理"
    page = leader.open(f"/documents/{id}")
    assert told in page.html.select_one(".tl").get_text()
    assert told in page.html.select_one("#opinions").get_text()
