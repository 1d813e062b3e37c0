"""One document through the real pages: from a draft in the city to completion in two districts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.numbering.identifier import is_identifier
from documents.screens import register as screen
from tests.functional.handled import handle
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    REVIEWER,
    WANGJIANG,
    WANGJIANG_CLERK,
    OfficeApp,
    draft,
    issue,
    offered,
    page_text,
    sentence,
    value_of,
)

TITLE = "关于做好寒潮防范应对工作的通知"
BODY = "现将有关事项通知如下。\n一、压实责任\n各单位要落实责任。"


@dataclass(frozen=True)
class Journey:
    """What people saw on the way."""

    id: UUID
    drafted: TestResponse
    corrected: TestResponse
    signing: TestResponse
    rechecking: TestResponse
    numbered: TestResponse
    sent: TestResponse
    handled: dict[str, TestResponse]


@pytest.fixture(scope="module")
def journey(office: OfficeApp) -> Journey:
    """The whole line, each step by the button that the page offers."""
    drafter, reviewer = office.log_in(DRAFTER), office.log_in(REVIEWER)
    leader, clerk = office.log_in(LEADER), office.log_in(CLERK)
    id = draft(office, TITLE, body=BODY)
    here, drafted = f"/documents/{id}", drafter.page
    drafter.press("submit", to=office.person(REVIEWER))
    reviewer.open(f"{here}/draft")
    reviewer.press("save", body=BODY.replace("各单位", "各区、各部门"))
    corrected = reviewer.page
    reviewer.press("review", opinion="已核，请审签。", to=office.person(LEADER))
    signing = leader.open(here)
    leader.press("sign_off", opinion="同意")
    rechecking = clerk.open(here)
    clerk.press("recheck", opinion="格式无误")
    clerk.press("number")
    numbered = clerk.page
    clerk.press("typeset")
    clerk.press("release")
    clerk.press("dispatch", addressees=[QINGHE, WANGJIANG], answer_due="yes")
    office.deliver()
    handled = {
        QINGHE: handle(office, TITLE, at=QINGHE, clerk=QINGHE_CLERK, leader=QINGHE_LEADER),
        WANGJIANG: handle(office, TITLE, at=WANGJIANG, clerk=WANGJIANG_CLERK),
    }
    office.deliver()
    sent = drafter.open(here)
    return Journey(id, drafted, corrected, signing, rechecking, numbered, sent, handled)


def test_the_draft_is_on_the_drafters_page_as_pages_with_the_next_act(journey: Journey) -> None:
    page = journey.drafted
    assert offered(page) == ["submit"]
    assert page.html.select(".drawn svg")
    assert "/proofs/" in page.html.select_one("link[href$='fonts.css']")["href"]
    assert "送审稿" in page_text(page)
    assert "〔2026〕" not in page_text(page)


def test_sender_and_receivers_show_one_identifier(journey: Journey) -> None:
    """公文标识 (GB/T 33477), with a check character that fits."""
    shown = {
        match[0]
        for page in (journey.sent, *journey.handled.values())
        if (match := re.search(r"[0-9.]+\.990100001-000-2026-08-\d{5}-\w", page.text))
    }
    assert len(shown) == 1
    assert is_identifier(shown.pop())
    assert all("公文标识" in page.text for page in (journey.sent, *journey.handled.values()))
    assert "校验字符不符" not in journey.handled[QINGHE].text


def test_the_reviewers_correction_is_in_the_pages_the_signer_sees(journey: Journey) -> None:
    assert "修改文稿" in journey.corrected.text
    assert "各区、各部门要落实责任" in page_text(journey.signing)
    assert "各单位要落实责任" not in page_text(journey.signing)
    assert "已核，请审签。" in journey.signing.text


def test_there_is_no_number_before_sign_off_and_recheck(journey: Journey) -> None:
    for page in (journey.drafted, journey.corrected, journey.signing, journey.rechecking):
        assert "澜政办发〔2026〕" not in page.text
    assert re.search(r"澜政办发〔2026〕\d+号", journey.numbered.text)


def test_the_issued_document_waits_for_nobody(office: OfficeApp, journey: Journey) -> None:
    assert offered(journey.sent) == []
    assert "此件已分发" in journey.sent.text
    for login in (DRAFTER, REVIEWER, LEADER, CLERK):
        assert f"/documents/{journey.id}" not in office.log_in(login).open("/").text


def test_the_sender_sees_both_receipts(journey: Journey) -> None:
    slip = journey.sent.html.select_one("aside.slip").get_text()
    for district, clerk in (
        ("清河区人民政府办公室", "冯小满"),
        ("望江区人民政府办公室", "汪晴"),
    ):
        assert f"{district} {clerk} 签收" in slip
        assert f"{district} {clerk} 登记" in slip
        assert f"{district} {clerk} 办结" in slip


def test_what_a_district_thinks_of_it_stays_in_the_district(journey: Journey) -> None:
    assert "拟请阅示" in journey.handled[QINGHE].text
    for words in ("拟请阅示", "请抓紧落实", "请按批示办理", "已部署到位"):
        assert words not in journey.sent.text


def test_who_acted_finds_it_among_what_is_done(office: OfficeApp, journey: Journey) -> None:
    for login in (DRAFTER, REVIEWER, LEADER, CLERK):
        assert f"/documents/{journey.id}" in office.log_in(login).open("/done").text


def test_an_earlier_version_shows_that_moment_and_offers_no_act(
    office: OfficeApp, journey: Journey
) -> None:
    leader = office.log_in(LEADER)
    events = len(list(office.player.documents.events.get(journey.id)))
    for version in range(1, events):
        page = leader.open(f"/documents/{journey.id}?as_of={version}")
        assert offered(page) == []
        assert "这是当时的情形，只读" in page.text
    early = leader.open(f"/documents/{journey.id}?as_of=2")
    assert "各单位要落实责任" in page_text(early)
    assert "澜政办发〔2026〕" not in early.html.select_one("aside.slip").get_text()


@pytest.mark.parametrize("as_of", ["0", "-1", "²", "1e3", "9" * 5000, "x", ""])
def test_a_version_that_never_was_is_the_present(
    office: OfficeApp, journey: Journey, as_of: str
) -> None:
    page = office.log_in(DRAFTER).get(f"/documents/{journey.id}", {"as_of": as_of})
    assert "此件已分发" in page.text


def test_the_desk_shows_pages_and_act_beside_the_list(office: OfficeApp) -> None:
    first = draft(office, "关于办公用品领用的通知")
    second = draft(office, "关于会议室使用的通知")
    drafter = office.log_in(DRAFTER)
    for id, title in ((first, "办公用品领用"), (second, "会议室使用")):
        page = drafter.open(f"/?item={id}")
        view = page.html.select_one("#view")
        assert title in view.select_one("h2").text
        fonts = view.select_one("link[rel=stylesheet]")["href"]
        assert fonts.startswith(f"/documents/{id}/proofs/")
        assert title in view.select_one(".drawn").get_text()
        assert offered(page) == ["submit"]
    drafter.press("submit", to=office.person(REVIEWER))
    assert str(second) in office.log_in(REVIEWER).open("/").text
    assert str(second) not in drafter.open("/").text


def test_an_item_of_somebody_else_is_not_previewed(office: OfficeApp) -> None:
    id = draft(office, "关于门禁管理的通知")
    for login in (CLERK, QINGHE_CLERK):
        assert "门禁管理" not in office.log_in(login).open(f"/?item={id}").text


def test_a_returned_draft_comes_back_with_its_reason(office: OfficeApp) -> None:
    id = draft(office, "关于退回之事的通知")
    office.log_in(DRAFTER).press("submit", to=office.person(REVIEWER))
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"/documents/{id}")
    refused = reviewer.press("return", opinion="", status=422)
    assert "退回必须写明理由" in sentence(refused)
    reviewer.press("return", opinion="第三条缺少时限，请补上。")
    assert offered(reviewer.open(f"/documents/{id}")) == []
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}")
    assert "第三条缺少时限，请补上。" in page.text
    assert offered(page) == ["submit"]
    drafter.open(f"/documents/{id}/draft")
    assert value_of(drafter.page, "title") == "关于退回之事的通知"


@pytest.mark.slow
def test_a_signer_may_return_to_the_reviewer_or_to_the_drafter(office: OfficeApp) -> None:
    id = draft(office, "关于退回拟稿的通知")
    office.log_in(DRAFTER).press("submit", to=office.person(REVIEWER))
    reviewer, leader = office.log_in(REVIEWER), office.log_in(LEADER)
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", opinion="", to=office.person(LEADER))
    seen = leader.open(f"/documents/{id}")
    choices = [each["value"] for each in seen.html.select("select[name=return_to] option")]
    assert choices == ["1", "0"]
    strange = leader.press("return", opinion="请再核数据。", return_to="nowhere", status=422)
    assert "没有这个环节" in sentence(strange)
    leader.press("return", opinion="请再核数据。", return_to="1")
    assert offered(reviewer.open(f"/documents/{id}")) == ["return", "review"]


def test_a_register_is_searched_by_words_that_mean_themselves(office: OfficeApp) -> None:
    draft(office, "关于完成100%覆盖的通知")
    draft(office, "关于完成1000户覆盖的通知")
    draft(office, "关于报表_样式的通知")
    drafter = office.log_in(DRAFTER)

    def found(query: str) -> str:
        return str(drafter.get("/documents", {"q": query}).html.select_one("main").get_text())

    assert "100%" in found("100%")
    assert "1000户" not in found("100%")
    assert "报表_样式" in found("_")
    assert "1000户" not in found("_")
    assert "1000户" in found("覆盖 1000")
    assert "100%" not in found("覆盖 1000")
    assert "\\" not in found("没有\\这个")


@pytest.mark.slow
def test_a_register_is_turned_page_by_page(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        issue(office, f"关于翻页{number}的通知", to=[QINGHE])
    monkeypatch.setattr(screen, "ROWS", 2)
    for register, login in (("/documents", DRAFTER), ("/incoming", QINGHE_CLERK)):
        person = office.log_in(login)
        first = person.get(register, {"q": "翻页"})
        assert "3 件" in first.html.select_one("main header").get_text()
        assert [each.get_text() for each in first.html.select("nav.turn a")] == ["较早的"]
        second = person.get(first.html.select_one("nav.turn a")["href"])
        assert [each.get_text() for each in second.html.select("nav.turn a")] == ["较新的"]
        titles = [
            each.get_text() for page in (first, second) for each in page.html.select("tbody th a")
        ]
        assert sorted(titles) == [f"关于翻页{number}的通知" for number in range(3)]
        for strange in ("0", "-1", "²", "9" * 400):
            person.get(register, {"q": "翻页", "page": strange}, status=200)


@pytest.mark.parametrize("query", ["字" * 60_000, "字 " * 3000, "%" * 200])
@pytest.mark.parametrize("register", ["/documents", "/incoming"])
@pytest.mark.slow
def test_a_search_may_be_long(office: OfficeApp, register: str, query: str) -> None:
    office.log_in(DRAFTER).get(register, {"q": query}, status=200)


def test_an_issued_paper_reads_under_its_number(office: OfficeApp) -> None:
    id = issue(office, "关于文件名称的通知", to=[QINGHE])
    page = office.log_in(CLERK).open(f"/documents/{id}")
    file = office.log_in(CLERK).get(page.html.select_one("a[href*='/files/']")["href"])
    name = unquote(file.headers["Content-Disposition"])
    assert re.search(r"澜政办发〔2026〕\d+号\.pdf$", name)
    assert file.headers["Cache-Control"].startswith("private")
