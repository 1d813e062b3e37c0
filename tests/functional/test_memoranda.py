"""签报 through their real pages: laid before a unit's head, the office and the leaders."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from webtest import TestResponse

from documents.memoranda.registers import memoranda
from documents.memoranda.telephones import state_memorandum_telephones
from office.kernel.destruction import Destructions
from office.kernel.journal import journal
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE_CLERK,
    REVIEWER,
    OfficeApp,
    Visitor,
    offered,
    page_text,
    sentence,
    value_of,
)

MAYOR, DEPUTY_SECRETARY, BESIDE = "luchengjun", "shenliyan", "hewanqing"


def drafted(office: OfficeApp, title: str, **more: str) -> tuple[Visitor, str]:
    """A memorandum just drafted: its drafter, who looks at it, and its address."""
    drafter = office.log_in(DRAFTER)
    drafter.open("/memoranda/draft")
    fields = {"title": title, "body": "入冬以来，除雪任务较重。\n妥否，请批示。", **more}
    answer = drafter.press("save", **fields)
    return drafter, answer.location.removeprefix("http://localhost")


def submitted(office: OfficeApp, title: str, *leaders: str, **more: str) -> tuple[Visitor, str]:
    """A memorandum before its reviewer, then the office nobody, then these leaders in order."""
    drafter, address = drafted(office, title)
    drafter.press(
        "submit",
        review=office.person(REVIEWER),
        check="",
        leaders=[office.person(each) for each in leaders or (LEADER,)],
        **more,
    )
    return drafter, address


def decide(office: OfficeApp, address: str, who: str, act: str, opinion: str = "") -> Visitor:
    visitor = office.log_in(who)
    visitor.open(address)
    visitor.press(act, **({"opinion": opinion} if opinion else {}))
    return visitor


def slip(page: TestResponse) -> str:
    return str(page.html.select_one("aside.slip").get_text())


def test_a_memorandum_goes_from_its_drafter_to_the_leaders_and_the_result_comes_back(
    office: OfficeApp,
) -> None:
    drafter, address = submitted(office, "关于购置除雪设备的请示", LEADER)
    assert address in office.log_in(REVIEWER).open("/").text
    assert offered(drafter.open(address)) == ["take_back"]
    reviewer = office.log_in(REVIEWER)
    assert offered(reviewer.open(address)) == ["return", "review"]
    reviewer.press("review", opinion="情况属实，请怀远同志审批。")
    leader = office.log_in(LEADER)
    page = leader.open(address)
    assert offered(page) == ["return", "disapprove", "circle", "approve"]
    assert "情况属实，请怀远同志审批。" in page_text(page)
    leader.press("approve", opinion="同意，从预算中列支。")
    assert address in drafter.open("/reading").text
    page = drafter.open(address)
    for words in ("同意，从预算中列支。", "签报〔2026〕", "已批准", "周怀远", "2026年11月20日"):
        assert words in page_text(page)
    drafter.press("acknowledge")
    assert address not in drafter.open("/reading").text


@pytest.mark.slow
def test_numbers_follow_one_another_and_a_returned_one_keeps_its_own(office: OfficeApp) -> None:
    _, address = submitted(office, "关于编号的请示")
    first = row(office, address).number
    decide(office, address, REVIEWER, "return", "请补充经费来源")
    drafter = office.log_in(DRAFTER)
    assert "请补充经费来源" in slip(drafter.open(address))
    drafter.open(f"{address}/draft")
    drafter.press("save", body="经费从预算列支。\n妥否，请批示。")
    assert offered(drafter.open(address)) == ["submit"]
    drafter.press("submit")
    assert row(office, address).number == first
    _, other = submitted(office, "关于下一个编号的请示")
    assert serial(row(office, other).number) == serial(first) + 1
    page = office.log_in(REVIEWER).open(address)
    assert "经费从预算列支" in page_text(page)
    assert "请补充经费来源" in page_text(page), "what was returned stands on the form"


def row(office: OfficeApp, address: str) -> object:
    with office.house.node.store.reading() as connection:
        subject = address.rpartition("/")[2]
        found = connection.execute(select(memoranda)).all()
        return next(each for each in found if str(each.subject) == subject)


def serial(number: str) -> int:
    return int(number.partition("〕")[2].removesuffix("号"))


def test_leaders_in_order_begin_with_the_lowest_in_rank(office: OfficeApp) -> None:
    _, address = submitted(office, "关于逐级审批的请示", MAYOR, DEPUTY_SECRETARY)
    decide(office, address, REVIEWER, "review")
    assert offered(office.log_in(MAYOR).open(address)) == []
    decide(office, address, DEPUTY_SECRETARY, "approve")
    assert "circle" in offered(office.log_in(MAYOR).open(address))
    decide(office, address, MAYOR, "circle")
    page = office.log_in(DRAFTER).open(address)
    assert "已批准" in slip(page)
    assert "（圈阅）" in page_text(page)
    text = page_text(page)
    assert text.index("陆承钧") < text.index("沈立言"), "opinions stand by rank"


@pytest.mark.slow
def test_leaders_at_once_all_decide_and_one_refusal_refuses(office: OfficeApp) -> None:
    leaders = (MAYOR, LEADER)
    _, address = submitted(office, "关于同时审批的请示", *leaders, manner="at-once")
    decide(office, address, REVIEWER, "review")
    mayor = office.log_in(MAYOR)
    mayor.open(address)
    assert "请写明理由" in sentence(mayor.press("disapprove", opinion="", status=422))
    mayor.press("disapprove", opinion="今年不宜购置。")
    assert "呈批中" in slip(mayor.open(address))
    decide(office, address, LEADER, "approve", "同意")
    page = office.log_in(DRAFTER).open(address)
    assert "未批准" in slip(page)
    assert "（不批准）今年不宜购置。" in page_text(page)


@pytest.mark.slow
def test_who_differs_says_why_and_the_leader_decides_knowing_of_it(office: OfficeApp) -> None:
    drafter, address = drafted(office, "关于会签的请示")
    drafter.press(
        "submit",
        review="",
        check="",
        countersign=[office.person(BESIDE), office.person(REVIEWER)],
        leaders=[office.person(LEADER)],
    )
    beside = office.log_in(BESIDE)
    assert offered(beside.open(address)) == ["return", "differ", "countersign"]
    assert "请写明不同意见" in sentence(beside.press("differ", opinion="", status=422))
    beside.press("differ", opinion="建议先租后买。")
    assert offered(office.log_in(LEADER).open(f"{address}", status=200)) == []
    decide(office, address, REVIEWER, "countersign")
    page = office.log_in(LEADER).open(address)
    assert "（不同意见）建议先租后买。" in page_text(page)


@pytest.mark.slow
def test_what_nobody_opened_is_taken_back_and_what_was_opened_is_not(office: OfficeApp) -> None:
    drafter, address = submitted(office, "关于取回的请示")
    drafter.open(address)
    drafter.press("take_back")
    assert address not in office.log_in(REVIEWER).open("/").text
    assert offered(drafter.open(address)) == ["submit"]
    drafter.press("submit", review=office.person(REVIEWER), leaders=[office.person(LEADER)])
    drafter.open(address)
    office.log_in(REVIEWER).open(address)
    page = drafter.press("take_back", status=422)
    assert "下一位已经打开" in page.text
    assert offered(drafter.open(address)) == []


@pytest.mark.slow
def test_an_approved_memorandum_becomes_a_document_with_links_both_ways(
    office: OfficeApp,
) -> None:
    _, address = submitted(office, "关于加强除雪工作的请示")
    drafter = office.log_in(DRAFTER)
    decide(office, address, REVIEWER, "review")
    decide(office, address, LEADER, "approve")
    assert offered(drafter.open(address)) == ["become", "acknowledge"]
    drafter.press("become")
    assert drafter.page is not None
    document = drafter.page.request.path
    assert document.startswith("/documents/")
    assert "关于加强除雪工作的通知" in page_text(drafter.page)
    assert "入冬以来，除雪任务较重。" in page_text(drafter.page)
    back = drafter.page.html.select_one(f".tools a[href='{address}']")
    assert back is not None, "the document leads to its memorandum"
    page = drafter.open(address)
    assert page.html.select_one(f"a[href='{document}']").get_text() == "打开公文"
    assert "become" not in offered(page)


@pytest.mark.slow
def test_the_form_is_printed_as_of_then_and_as_the_leader_saw_it(office: OfficeApp) -> None:
    _, address = submitted(office, "关于打印的请示")
    decide(office, address, REVIEWER, "review", "情况属实。")
    decide(office, address, LEADER, "approve", "同意办理。")
    drafter = office.log_in(DRAFTER)

    def printed(where: str) -> str:
        pdf = drafter.get(where).body
        return "".join("".join(p.extract_text().split()) for p in PdfReader(BytesIO(pdf)).pages)

    now = printed(f"{address}/sheet.pdf")
    assert "同意办理。" in now
    assert "已批准" in now
    then = printed(f"{address}/sheet.pdf?as_of=3")
    assert "情况属实。" in then
    assert "同意办理。" not in then
    page = drafter.open(address)
    files = {a.get_text(): a["href"] for a in page.html.select("ul.att a")}
    seen = printed(files["周怀远 批准时所见"])
    assert "情况属实。" in seen
    assert "同意办理。" not in seen
    drafter.get(f"{address}/files/{'0' * 64}.pdf", status=404)


def test_only_who_takes_part_and_the_clerks_see_it(office: OfficeApp) -> None:
    _, address = submitted(office, "关于人事事项的请示")
    assert "关于人事事项的请示" in office.log_in(CLERK).open("/memoranda").text
    office.log_in(CLERK).open(address)
    for stranger in (DEPUTY_SECRETARY, MAYOR):
        visitor = office.log_in(stranger)
        assert "关于人事事项的请示" not in visitor.open("/memoranda").text
        visitor.get(address, status=403)
        visitor.get(f"{address}/sheet.pdf", status=403)
    outsider = office.log_in(QINGHE_CLERK)
    outsider.get(address, status=404)
    outsider.post(address, {"csrf_token": outsider.token(), "act": "save"}, status=404)
    office.log_in(ADMINISTRATORS[0]).get("/memoranda", status=403)


def test_what_was_typed_is_kept_when_it_is_refused(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.open("/memoranda/draft")
    page = drafter.press("save", title="", body="妥否，请批示。", telephone="5550126", status=422)
    assert "请填写签报的标题" in sentence(page)
    assert value_of(page, "body") == "妥否，请批示。"
    assert value_of(page, "telephone") == "5550126"
    page = drafter.press("save", title="机密★1年关于试验的请示", status=422)
    assert "最高密级" in sentence(page)
    drafter, _ = drafted(office, "关于没有领导的请示")
    page = drafter.press("submit", leaders=[], review=office.person(REVIEWER), status=422)
    assert "请至少选择一位审批领导" in sentence(page)
    assert value_of(page, "review") == office.person(REVIEWER)


def test_a_telephone_is_the_address_lists_or_typed_and_in_no_event(office: OfficeApp) -> None:
    drafter, address = drafted(office, "关于电话的请示")
    assert "0999-6620014" in page_text(drafter.page)
    page = drafter.open(f"{address}/draft")
    assert value_of(page, "telephone") == "0999-6620014"
    drafter.press("save", telephone="5550126")
    assert "5550126" in page_text(drafter.open(address))
    with office.house.node.store.reading() as connection:
        states = list(connection.execute(select(journal.c.state)).scalars())
    assert not any(b"5550126" in each or b"0999-6620014" in each for each in states)
    destructions, id = Destructions(office.house.node), UUID(address.rpartition("/")[2])
    proposal = destructions.propose(office.by("hanji"), subjects=[id], reason="误传")
    destructions.approve(office.by(LEADER), UUID(proposal))
    with office.house.node.store.reading() as connection:
        assert not connection.execute(select(state_memorandum_telephones)).all()


def test_the_form_on_the_screen_is_as_of_then_and_only_its_own_files_are_served(
    office: OfficeApp,
) -> None:
    _, address = submitted(office, "关于当时情形的请示")
    decide(office, address, REVIEWER, "review", "情况属实。")
    leader = office.log_in(LEADER)
    then = leader.open(f"{address}?as_of=2")
    assert "情况属实。" not in page_text(then)
    assert offered(then) == []
    sheet = then.html.select_one("link[href*='/form/']")["href"]
    assert leader.get(sheet).content_type == "text/css"
    leader.get(sheet.replace("/form/2.", "/form/3."), status=404)
    leader.get(sheet.replace("/form/2.", "/form/x."), status=404)
    leader.get(sheet.replace("fonts.css", "none.css"), status=404)
