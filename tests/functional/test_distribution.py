"""The clerk's way with a distribution list, and what a receiver does with further copies."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    WANGJIANG,
    OfficeApp,
    issue,
    offered,
    rechecked,
    sentence,
    table_lines,
)


def listed(office: OfficeApp, title: str) -> UUID:
    """A released document whose list is 清河 by confidential courier and a leader's two copies."""
    document = issue(office, title, to=[])
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{document}/distribution?do=correct")
    clerk.press(
        "correct",
        settled="各区人民政府",
        numbered="yes",
        add_agency=QINGHE,
        add_leader=office.person(LEADER),
        add_copies="2",
        add_channel="confidential",
    )
    return document


def dispatched(office: OfficeApp, title: str) -> UUID:
    document = listed(office, title)
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{document}")
    clerk.press("dispatch")
    office.deliver()
    return document


def test_numbering_makes_the_list_and_says_who_was_not_found(office: OfficeApp) -> None:
    document = issue(office, "关于拟定名单的通知", to=[])
    page = office.log_in(CLERK).open(f"/documents/{document}/distribution")
    assert "通讯录中找不到：各区人民政府" in page.text
    warned = office.log_in(CLERK).open(f"/documents/{document}").html.select_one(".act .warning")
    assert "通讯录中找不到：各区人民政府" in warned.get_text()
    assert warned.select_one("a")["href"].endswith(f"/documents/{document}/distribution")
    assert "存本" in table_lines(page)[0]


def test_number_distribution_and_copies_are_put_down_in_one_form(office: OfficeApp) -> None:
    title = "关于登记的通知"
    document = rechecked(office, title)
    clerk = office.log_in(CLERK)
    form = clerk.open(f"/documents/{document}")
    assert "通讯录中找不到：各区人民政府" in form.text
    answer = clerk.press("number", status=422, addressees=[QINGHE], each="0", kept="2")
    assert "份数应在 1 至 9999" in sentence(answer)
    assert answer.html.select_one(f'input[value="{QINGHE}"][checked]') is not None
    clerk.press("number", addressees=[QINGHE, WANGJIANG], each="3", kept="2")
    page = clerk.open(f"/documents/{document}/distribution")
    assert [row.split()[0] for row in table_lines(page)] == [
        "清河区人民政府办公室",
        "望江区人民政府办公室",
        "存本",
    ]
    assert "共印 8 份" in page.html.select_one(".said").get_text(" ", strip=True)
    assert "通讯录中找不到" not in page.text
    (row,) = (
        line for line in clerk.get("/registers/issues.csv").text.splitlines() if title in line
    )
    assert ",8," in row


def test_what_is_put_down_as_proposed_leaves_open_for_whom_nobody_was_found(
    office: OfficeApp,
) -> None:
    document = rechecked(office, "关于照拟登记的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{document}")
    clerk.press("number")
    page = clerk.open(f"/documents/{document}/distribution")
    assert "通讯录中找不到：各区人民政府" in page.text


def test_copies_and_their_numbers_are_counted_through_the_list(office: OfficeApp) -> None:
    document = listed(office, "关于份号的通知")
    page = office.log_in(CLERK).open(f"/documents/{document}/distribution")
    told = table_lines(page)
    assert [row.split()[0] for row in told] == ["清河区人民政府办公室", "周怀远", "存本"]
    assert "000001–000002" in told[0]
    assert "000003–000004" in told[1]
    assert "000005" in told[2]
    assert "共印 5 份" in page.html.select_one(".said").get_text(" ", strip=True)
    assert "添上清河区人民政府办公室、周怀远 副市长" in page.text


def test_a_refused_correction_keeps_what_was_typed(office: OfficeApp) -> None:
    document = listed(office, "关于更正的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{document}/distribution?do=correct")
    answer = clerk.press("correct", status=422, **{f"copies:agency:{QINGHE}": "0"})
    assert "份数应在 1 至 9999" in sentence(answer)
    field = answer.html.select_one(f'input[name="copies:agency:{QINGHE}"]')
    assert field is not None
    assert field["value"] == "0"


def test_paper_is_signed_for_by_hand_and_leaves_the_register_of_the_unsigned(
    office: OfficeApp,
) -> None:
    title = "关于纸质件的通知"
    document = dispatched(office, title)
    clerk = office.log_in(CLERK)
    assert sum(title in row for row in table_lines(clerk.open("/distributions"))) == 2
    page = clerk.open(f"/documents/{document}/distribution")
    clerk.open(str(page.html.select('tbody a.btn[href*="do=sign"]')[0]["href"]))
    answer = clerk.press("sign", status=422, person="冯小满", signed_at="2026-11-21T09:00")
    assert "还没有到" in sentence(answer)
    clerk.press("sign", person="冯小满", signed_at="2026-11-20T09:30")
    page = clerk.open(f"/documents/{document}/distribution")
    assert "冯小满" in table_lines(page)[0]
    assert "已签收" in table_lines(page)[0]
    assert sum(title in row for row in table_lines(clerk.open("/distributions"))) == 1
    clerk.open(str(page.html.select('tbody a.btn[href*="do=back"]')[0]["href"]))
    clerk.press("back", note="外出")
    assert "退回" in table_lines(clerk.open(f"/documents/{document}/distribution"))[1]


@pytest.mark.slow
def test_list_and_labels_are_printed(office: OfficeApp) -> None:
    document = dispatched(office, "关于打印的通知")
    clerk = office.log_in(CLERK)
    for name in ("list", "labels"):
        answer = clerk.get(f"/documents/{document}/distribution/{name}.pdf")
        assert answer.body.startswith(b"%PDF")
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_supplement_goes_when_the_leader_agrees(office: OfficeApp) -> None:
    title = "关于补发的通知"
    document = dispatched(office, title)
    clerk, leader = office.log_in(CLERK), office.log_in(LEADER)
    clerk.open(f"/documents/{document}/distribution?do=supplement")
    clerk.press("supplement", add_agency=WANGJIANG, opinion="漏送望江区", to=office.person(LEADER))
    assert "审批补发" in leader.open("/").text
    page = leader.open(f"/documents/{document}/distribution")
    assert "漏送望江区" in page.text
    assert offered(page) == ["decline", "approve"]
    leader.press("approve", opinion="同意")
    office.deliver()
    assert office.arrived(title, at=WANGJIANG)
    told = table_lines(clerk.open(f"/documents/{document}/distribution"))
    assert "000006" in told[-1]


def test_a_supplement_is_withdrawn_while_nobody_has_decided(office: OfficeApp) -> None:
    document = dispatched(office, "关于改送领导的通知")
    clerk, leader = office.log_in(CLERK), office.log_in(LEADER)
    here = f"/documents/{document}/distribution"
    clerk.open(f"{here}?do=supplement")
    clerk.press("supplement", add_agency=WANGJIANG, opinion="漏送", to=office.person(LEADER))
    assert "撤回补发" not in leader.open(here).text
    page = clerk.open(here)
    clerk.open(str(page.html.select_one('a[href*="do=withdraw"]')["href"]))
    assert "撤回原因" in clerk.press("withdraw", status=422).text
    clerk.press("withdraw", opinion="领导外出")
    assert "撤回补发：领导外出" in clerk.open(here).text
    assert "关于改送领导的通知" not in leader.open("/").text
    clerk.open(f"{here}?do=supplement")
    assert offered(clerk.page) == ["supplement"]


def test_who_is_no_clerk_looks_and_changes_nothing(office: OfficeApp) -> None:
    document = listed(office, "关于查阅的通知")
    page = office.log_in(DRAFTER).open(f"/documents/{document}/distribution?do=correct")
    assert offered(page) == []
    assert len(table_lines(page)) == 3
    office.log_in(QINGHE_CLERK).open(f"/documents/{document}/distribution", status=404)


@pytest.mark.slow
def test_a_receiver_notes_who_got_further_copies_and_prints_the_note(office: OfficeApp) -> None:
    title = "关于翻印的通知"
    issue(office, title, to=[QINGHE])
    paper = office.arrived(title, at=QINGHE)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(f"/incoming/{paper}")
    clerk.press("sign_for")
    clerk.press("register", track="reading")
    clerk.open(f"/incoming/{paper}/copies?do=redistribute")
    clerk.press("redistribute", whom="综合科\n信息科", copies_made="2")
    clerk.open(f"/incoming/{paper}/copies?do=reprint")
    answer = clerk.press("reprint", status=422, scope="各街道办事处", copies_made="三十")
    assert "应当是一个数" in sentence(answer)
    clerk.press("reprint", scope="各街道办事处", copies_made="30")
    page = clerk.open(f"/incoming/{paper}/copies")
    assert [row.split()[0] for row in table_lines(page)] == ["各街道办事处", "综合科、信息科"]
    note = page.html.select_one("tbody a.btn")
    assert note is not None
    assert clerk.get(str(note["href"])).body.startswith(b"%PDF")
    clerk.open(f"/incoming/{paper}/copies/1.pdf", status=404)
