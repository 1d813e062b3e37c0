"""发文稿纸 and 文件处理单 as people print them: with all opinions, as of any moment."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from documents.outgoing.application import Documents
from tests.functional.handled import assign, finish, handle
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    issue,
    offered,
    page_text,
)


def printed(visitor: Visitor, address: str) -> str:
    """What a reader finds in the PDF, without blanks."""
    pages = PdfReader(BytesIO(visitor.get(address).body)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture(scope="module")
def returned_once(office: OfficeApp) -> str:
    """A document that the leader sent back and then signed off: its address."""
    address = f"/documents/{draft(office, '关于冬季除雪工作的通知', copies='市委办公室')}"
    drafter, reviewer = office.log_in(DRAFTER), office.log_in(REVIEWER)
    leader = office.log_in(LEADER)
    drafter.open(address)
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer.open(address)
    reviewer.press("review", opinion="文种、格式无误。", to=office.person(LEADER))
    leader.open(address)
    leader.press("return", opinion="请补充值班安排。", return_to="1")
    reviewer.open(address)
    reviewer.press("review", opinion="已补充值班安排。", to=office.person(LEADER))
    leader.open(address)
    leader.press("sign_off", opinion="同意印发。")
    return address


def test_the_draft_sheet_has_every_opinion_of_every_round(
    office: OfficeApp, returned_once: str
) -> None:
    sheet = printed(office.log_in(DRAFTER), f"{returned_once}/sheet.pdf")
    for words in (
        "澜州市人民政府办公室发文稿纸",
        "文种、格式无误。",
        "请补充值班安排。",
        "已补充值班安排。",
        "同意印发。",
        "许明科长2026年11月20日",
        "周怀远副市长2026年11月20日",
        "程予安",
        "电话0999-6620014",
        "综合科",
        "关于冬季除雪工作的通知",
        "各区人民政府",
        "市委办公室",
    ):
        assert words in sheet, words


def test_the_draft_sheet_of_an_earlier_moment_knows_nothing_later(
    office: OfficeApp, returned_once: str
) -> None:
    visitor = office.log_in(DRAFTER)
    then = printed(visitor, f"{returned_once}/sheet.pdf?as_of=3")
    assert "文种、格式无误。" in then
    assert "请补充值班安排。" not in then
    assert "同意印发。" not in then
    page = visitor.open(f"{returned_once}/sheet?as_of=3")
    assert "文种、格式无误。" in page_text(page)
    assert "同意印发。" not in page_text(page)
    assert offered(page) == []
    marks = [each["href"] for each in page.html.select(".track a")]
    assert f"{returned_once}/sheet?as_of=4" in marks
    link = page.html.select_one(".tools a")
    assert link["href"] == f"{returned_once}/sheet.pdf?as_of=3"


def test_its_number_stands_on_the_sheet_once_it_has_one(office: OfficeApp) -> None:
    id = issue(office, "关于编号的通知", to=[])
    visitor = office.log_in(CLERK)
    number = visitor.open(f"/documents/{id}").html.select_one("aside.slip").get_text()
    sheet = printed(visitor, f"/documents/{id}/sheet.pdf")
    assert "澜政办发〔2026〕" in sheet
    assert "澜政办发〔2026〕" in number
    assert "成文日期：2026年11月20日" in sheet
    assert "经办记录" in sheet


def test_files_of_the_sheet_are_those_of_its_moment(office: OfficeApp, returned_once: str) -> None:
    visitor = office.log_in(DRAFTER)
    page = visitor.open(f"{returned_once}/sheet")
    fonts = page.html.select_one("link[href*='/sheet/']")["href"]
    assert visitor.get(fonts).content_type == "text/css"
    current = fonts.rpartition("/sheet/")[2].partition(".")[0]
    visitor.get(fonts.replace(f"/sheet/{current}.", "/sheet/2."), status=404)
    visitor.get(fonts.replace(f"/sheet/{current}.", "/sheet/x."), status=404)
    for stranger in (QINGHE_CLERK, "hanji"):
        office.log_in(stranger).get(f"{returned_once}/sheet", status=(403, 404))
        office.log_in(stranger).get(f"{returned_once}/sheet.pdf", status="4*")
        office.log_in(stranger).get(fonts, status="4*")


def test_the_handling_sheet_has_proposal_instruction_and_result(office: OfficeApp) -> None:
    title = "关于处理单的通知"
    issue(office, title, to=[QINGHE])
    page = handle(office, title, at=QINGHE, clerk=QINGHE_CLERK, leader=QINGHE_LEADER)
    assert "已部署到位" in page.text
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    sheet = printed(office.log_in(QINGHE_CLERK), f"{address}/sheet.pdf")
    for words in (
        "清河区人民政府办公室文件处理单",
        "拟请阅示",
        "请抓紧落实",
        "邵云帆区长",
        "已部署到位",
        "澜政办发〔2026〕",
        "收文〔2026〕",
    ):
        assert words in sheet, words
    assert sheet.count("收文〔2026〕") == 2, "in its place, and on the arrival stamp"
    stamp = page.html.select_one("svg.arrival-stamp")
    lines = [each.get_text() for each in stamp.select("text")]
    assert [lines[0], lines[2]] == ["清河区人民政府办公室", "2026年11月20日"]
    assert lines[1].startswith("收文〔2026〕")
    then = printed(office.log_in(QINGHE_CLERK), f"{address}/sheet.pdf?as_of=5")
    assert "拟请阅示" in then
    assert "请抓紧落实" not in then


def test_a_later_round_and_its_units_words_stand_on_the_sheet_too(office: OfficeApp) -> None:
    title = "关于再次办理的通知"
    issue(office, title, to=[QINGHE])
    handle(office, title, at=QINGHE, clerk=QINGHE_CLERK, leader=QINGHE_LEADER)
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    leader = office.log_in(QINGHE_LEADER)
    leader.open(f"{address}?form=instruct")
    leader.press("instruct", opinion="请再核查一次")
    clerk = office.log_in(QINGHE_CLERK)
    assign(office, clerk, address, to=QINGHE_CLERK, opinion="请核查")
    finish(office, address, by=QINGHE_CLERK, result="已核查完毕")
    sheet = printed(clerk, f"{address}/sheet.pdf")
    for words in ("请抓紧落实", "已部署到位", "第2轮：请再核查一次", "第2轮：已核查完毕"):
        assert words in sheet, words
    assert "第1轮" not in sheet


def test_the_circulation_slip_lists_readers_by_rank_with_what_they_said(
    office: OfficeApp,
) -> None:
    title = "关于秋季防火的通知"
    issue(office, title, to=[QINGHE])
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(address)
    clerk.press("sign_for")
    clerk.press("register", track="reading")
    assert "circulation-slip" not in clerk.open(address).text
    readers = [office.person(each) for each in (QINGHE_DEPUTY, QINGHE_LEADER)]
    clerk.press("circulate", readers=readers)
    deputy = office.log_in(QINGHE_DEPUTY)
    deputy.open(office.reading(address))
    deputy.press("initial", opinion="请政务服务科留存")
    page = clerk.open(address).click("传阅单", index=0)
    assert "文件传阅单" in page.text
    slip = printed(clerk, page.html.select_one(".tools a[href$='.pdf']")["href"])
    assert slip.index("邵云帆") < slip.index("梁静宜"), "the principal first"
    assert "请政务服务科留存" in slip
    assert slip.count("11月20日") >= 3, "sent to both, read by one"
    office.log_in(CLERK).get(f"{address}/circulation-slip", status=404)


def test_the_history_leads_to_what_the_signer_saw(office: OfficeApp, returned_once: str) -> None:
    visitor = office.log_in(DRAFTER)
    page = visitor.open(returned_once)
    happenings = page.html.select("ol.tl li")
    signed = next(each for each in happenings if "签发" in each.get_text())
    assert "当时所见" in signed.get_text()
    seen = visitor.open(signed.select_one("a")["href"])
    assert "周怀远 签发时所见" in seen.html.select_one("h1").get_text()
    assert "送审稿" in page_text(seen)
    slip = seen.html.select_one("aside.slip").get_text()
    assert "已补充值班安排。" in slip
    assert "同意印发。" not in slip, "what the signer wrote was not there before"
    tools = {each.get_text(): each["href"] for each in seen.html.select(".tools a")}
    pages = printed(visitor, tools["打印页面"])
    assert "关于冬季除雪工作的通知" in pages
    sheet = printed(visitor, tools["打印当时的发文稿纸"])
    assert "已补充值班安排。" in sheet
    assert "同意印发。" not in sheet


@pytest.mark.slow
def test_each_step_gives_the_very_pages_that_were_stored_and_what_had_been_said(
    office: OfficeApp, returned_once: str
) -> None:
    visitor = office.log_in(DRAFTER)
    events: Iterable[Any] = office.house.find(Documents).events.get(
        UUID(returned_once.rpartition("/")[2])
    )
    said: list[str] = []
    looked_at = 0
    for event in events:
        words = getattr(event, "opinion", "") or getattr(event, "reason", "")
        if shown := getattr(event, "shown", None):
            page = visitor.open(f"{returned_once}/seen/{event.originator_version}")
            tools = {each.get_text(): each["href"] for each in page.html.select(".tools a")}
            assert sha256(visitor.get(tools["打印页面"]).body).hexdigest() == shown["pages"]
            slip = page.html.select_one("aside.slip").get_text()
            sheet = printed(visitor, tools["打印当时的发文稿纸"])
            assert all(each in slip and each in sheet for each in said)
            assert not words or (words not in slip and words not in sheet)
            looked_at += 1
        said += [words] if words else []
    assert looked_at == 4, "送核, two times 核稿, 签发"


def test_what_nobody_was_shown_has_no_such_page(office: OfficeApp, returned_once: str) -> None:
    visitor = office.log_in(DRAFTER)
    for version in ("1", "0", "999", "x", "%C2%B2", "9" * 40):
        visitor.get(f"{returned_once}/seen/{version}", status=404)
    office.log_in(QINGHE_CLERK).get(f"{returned_once}/seen/3", status=404)


@pytest.mark.slow
def test_the_papers_lead_to_their_sheets_in_the_past_too(
    office: OfficeApp, returned_once: str
) -> None:
    visitor = office.log_in(DRAFTER)
    now = visitor.open(returned_once).html
    assert now.select_one(f".tools a[href='{returned_once}/sheet']") is not None
    then = visitor.open(f"{returned_once}?as_of=2").html
    assert then.select_one(f".tools a[href='{returned_once}/sheet?as_of=2']") is not None
