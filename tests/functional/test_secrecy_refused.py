"""保密审查 refused, outdated and behind the sign-off, and 补签 denied: each act on its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

from pypdf import PdfReader
from webtest import TestResponse

from documents.handling.transcription import Source, Transcription
from documents.manuscript import Paragraph
from documents.outgoing.document import Document
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    REVIEWER,
    OfficeApp,
    draft,
    offered,
    sentence,
)

ASIDE = {"openness": "依申请公开", "openness_reason": "第十六条，属于内部管理事务信息"}


def submitted(office: OfficeApp, title: str, **more: str) -> UUID:
    """With the reviewer; the clerk is to do the 保密审查."""
    id = draft(office, title, secrecy_reviewer=office.person(CLERK), **more)
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person(REVIEWER))
    return id


def told(page: TestResponse, where: str = ".tl") -> str:
    return str(page.html.select_one(where).get_text(" ", strip=True))


def revise(office: OfficeApp, id: UUID, body: str) -> None:
    rooms = office.player.documents
    it = rooms.load(Document, id)
    text = rooms.typesetter.manuscript(it.agency, it.revision)
    changed = replace(text, body=(Paragraph(0, body),))
    rooms.revise(office.by(REVIEWER), id, manuscript=changed, seen=it.version)


def signed_by_telephone(office: OfficeApp, title: str) -> UUID:
    id = submitted(office, title)
    rooms = office.player.documents
    rooms.review_secrecy(office.by(CLERK), id, seen=rooms.load(Document, id).version)
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", to=office.person(LEADER))
    call = Transcription(kind=Source.TELEPHONE, date=date(2026, 11, 20), by=office.person(CLERK))
    rooms.transcribe(
        office.by(CLERK),
        id,
        leader=office.person(LEADER),
        opinion="同意，先办",
        transcription=call,
        seen=rooms.load(Document, id).version,
    )
    return id


def test_what_the_reviewer_of_secrecy_refuses_stands_still_until_it_is_another(
    office: OfficeApp,
) -> None:
    title = "关于内部分工的通知"
    id = submitted(office, title)
    address = f"/documents/{id}"
    clerk, reviewer = office.log_in(CLERK), office.log_in(REVIEWER)
    assert offered(clerk.open(address)) == ["object_on_secrecy", "review_secrecy"]
    refused = clerk.press("object_on_secrecy", opinion="不宜公开", status=422)
    assert "请选择不同意的理由" in sentence(refused)
    assert "不宜公开" in refused.text
    clerk.press("object_on_secrecy", ground="internal", opinion="写的是内部分工。")

    page = office.log_in(DRAFTER).open("/reading")
    assert title in page.text
    assert "保密审查不同意" in page.text
    page = office.log_in(DRAFTER).open(address)
    assert "段文作保密审查，不同意此件按“主动公开”办理：属于内部事务" in page.text
    page = reviewer.open(address)
    assert "段文作保密审查，不同意按“主动公开”办理" in told(page, "form.act .found")
    assert "请修改正文或者公开属性" in told(page, "form.act .found")
    assert page.html.select_one("button[value=review][disabled]")
    assert "段文 保密审查，不同意本文稿按“主动公开”办理" in told(page)
    assert "告知程予安、许明" in told(page)
    blocked = reviewer.press("review", to=office.person(LEADER), status=422)
    assert "段文不同意此件按“主动公开”办理" in sentence(blocked)

    revise(office, id, "请抓好落实。")
    assert title in clerk.open("/").text
    clerk.open(address)
    clerk.press("review_secrecy")
    assert title not in office.log_in(DRAFTER).open("/reading").text
    reviewer.open(address)
    reviewer.press("review", to=office.person(LEADER))


def test_a_review_of_another_text_looks_outdated_on_page_sheet_and_form(
    office: OfficeApp,
) -> None:
    id = submitted(office, "关于过时审查的通知")
    address = f"/documents/{id}"
    clerk, reviewer = office.log_in(CLERK), office.log_in(REVIEWER)
    clerk.open(address)
    clerk.press("review_secrecy", opinion="可以公开。")
    assert "已审查" in told(clerk.open(address), "#opinions")
    revise(office, id, "请抓好落实，另行报告。")
    words = "审查后正文有改动，须重审"
    page = reviewer.open(address)
    assert words in told(page, "#opinions .badge.warn")
    assert words in told(page)
    assert words in told(page, "form.act .warning")
    printed = PdfReader(BytesIO(reviewer.get(f"{address}/sheet.pdf").body)).pages
    assert words in "".join("".join(each.extract_text().split()) for each in printed)
    reviewer.press("return", opinion="请再改。")
    assert words in told(office.log_in(DRAFTER).open(address), "form.act .warning")


def test_what_the_signer_makes_more_public_is_reviewed_before_it_is_released(
    office: OfficeApp,
) -> None:
    title = "关于改为公开的通知"
    id = submitted(office, title, **ASIDE)
    address = f"/documents/{id}"
    clerk, reviewer, leader = map(office.log_in, (CLERK, REVIEWER, LEADER))
    clerk.open(address)
    clerk.press("review_secrecy")
    reviewer.open(address)
    reviewer.press("review", to=office.person(LEADER))
    leader.open(address)
    leader.press("sign_off", opinion="可以公开。", openness="主动公开")
    clerk.open(address)
    clerk.press("recheck", opinion="")
    clerk.press("number")
    page = clerk.press("typeset").follow()
    if "seal" in offered(page):
        clerk.open(address)
        clerk.press("seal")
    page = clerk.open(address)
    assert page.html.select_one("button[value=release][disabled]")
    assert "确认前不能核发" in page.text
    assert "还没有重新作保密审查，不能核发" in sentence(clerk.press("release", status=422))
    page = clerk.open(f"{address}?form=review_secrecy")
    assert "主动公开（签发时由“依申请公开”改定）" in page.text
    clerk.press("object_on_secrecy", ground="work")

    assert title in leader.open("/").text
    assert "set_openness_back" in offered(leader.open(address))
    assert "请签发人把公开属性恢复为“依申请公开”" in leader.page.text
    leader.press("set_openness_back", opinion="听取审查意见。")
    page = clerk.open(address)
    assert "恢复公开属性（公开属性由“主动公开”改为“依申请公开”" in told(page)
    clerk.press("release")


def test_a_leader_denies_a_sign_off_that_was_entered_in_their_name(office: OfficeApp) -> None:
    title = "关于否认签发的通知"
    id = signed_by_telephone(office, title)
    address = f"/documents/{id}"
    leader, clerk, reviewer = map(office.log_in, (LEADER, CLERK, REVIEWER))
    assert offered(leader.open(address)) == ["deny_sign_off", "ratify"]
    assert "否认签发必须写明理由" in sentence(leader.press("deny_sign_off", status=422))
    leader.press("deny_sign_off", opinion="没有打过这个电话。")
    assert "签发被否认" in clerk.open("/reading").text
    assert title in clerk.page.text
    page = reviewer.open("/")
    assert "签发被否认" in page.text
    page = reviewer.open(address)
    assert "周怀远 否认段文代录的签发，签发无效，退回核稿" in told(page)
    assert "没有打过这个电话。" in told(page, "#opinions")
    assert "签发无效" in told(page, "#opinions")
    assert "review" in offered(page)
