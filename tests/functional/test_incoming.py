"""What arrives in a district, through its real pages: handled, read, refused."""

from __future__ import annotations

import pytest
from webtest import TestResponse

from tests.functional.handled import assign
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    WANGJIANG,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
    issue,
    offered,
    page_text,
    sentence,
    value_of,
)


def arrived(office: OfficeApp, title: str) -> tuple[Visitor, str]:
    """A paper before the district's clerk: the clerk and the paper's address."""
    issue(office, title, to=[QINGHE])
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(address)
    return clerk, address


def registered(office: OfficeApp, title: str, *, track: str) -> tuple[Visitor, str]:
    clerk, address = arrived(office, title)
    clerk.press("sign_for")
    clerk.press("register", track=track)
    return clerk, address


def slip(page: TestResponse) -> str:
    return str(page.html.select_one("aside.slip").get_text())


def above_the_form(visitor: Visitor) -> list[str]:
    """The words that the form is about."""
    assert visitor.page is not None
    return [str(each.get_text()) for each in visitor.page.html.select("#act .acted-on .txt")]


def test_what_arrives_waits_for_the_clerk_with_its_pages(office: OfficeApp) -> None:
    clerk, address = arrived(office, "关于送达的通知")
    assert clerk.page is not None
    assert offered(clerk.page) == ["refuse", "sign_for"]
    assert "关于送达的通知" in page_text(clerk.page)
    assert "送审稿" not in page_text(clerk.page)
    assert "澜州市人民政府办公室" in slip(clerk.page)
    assert offered(office.log_in(QINGHE_LEADER).open(address)) == []


def test_a_paper_is_handled_by_whoever_it_was_given_to(office: OfficeApp) -> None:
    clerk, address = registered(office, "关于办理的通知", track="handling")
    clerk.press("propose", opinion="拟请阅示", to=office.person(QINGHE_LEADER))
    leader = office.log_in(QINGHE_LEADER)
    assert offered(leader.open(address)) == ["circle", "instruct"]
    assert above_the_form(leader) == ["拟请阅示"]
    leader.press("instruct", opinion="请抓紧落实")
    assert offered(clerk.open(address)) == ["assign"]
    assert above_the_form(clerk) == ["请抓紧落实"]
    assign(office, clerk, address, to=QINGHE_DEPUTY, deadline="2026-11-30", opinion="请按批示办理")
    handler = office.log_in(QINGHE_DEPUTY)
    assert "11月30日" in slip(handler.open(office.share(address)))
    assert above_the_form(handler) == ["请按批示办理", "请抓紧落实"]
    assert offered(clerk.open(address)) == []
    assert "请填写办理结果" in sentence(handler.press("finish", opinion="", status=422))
    handler.press("finish", opinion="已部署到位")
    assert offered(clerk.open(address)) == ["send_back", "complete"]
    assert above_the_form(clerk) == ["已部署到位"]
    clerk.press("complete", way="filed", opinion="已部署，存查")
    done = clerk.open(address)
    assert offered(done) == []
    assert offered(leader.open(address)) == ["acknowledge"]
    assert above_the_form(leader) == ["已部署，存查"]
    leader.press("acknowledge")
    assert offered(leader.open(address)) == []
    for words in ("拟请阅示", "请抓紧落实", "请按批示办理", "已部署到位"):
        assert words in slip(done)


@pytest.mark.slow
def test_the_handlers_deadline_stands_on_the_desk(office: OfficeApp) -> None:
    clerk, address = registered(office, "关于时限的通知", track="handling")
    assign(office, clerk, address, to=QINGHE_DEPUTY, deadline="2026-11-20")
    desk = office.log_in(QINGHE_DEPUTY).open("/")
    row = next(
        each
        for each in desk.html.select("main .rows li, main .rows article, main .rows a")
        if "关于时限的通知" in each.get_text()
    )
    assert "余" in row.get_text()
    assert office.share(address) in desk.text


def test_a_deadline_that_is_no_day_keeps_what_was_typed(office: OfficeApp) -> None:
    clerk, address = registered(office, "关于坏日期的通知", track="handling")
    handler = f"person:{office.person(QINGHE_DEPUTY)}"
    clerk.open(f"{address}?form=assign")
    page = clerk.press("assign", host=handler, deadline="下周五", opinion="请办", status=422)
    assert "办理时限不是一个日期" in sentence(page)
    assert value_of(page, "opinion") == "请办"
    assert value_of(page, "host") == handler
    assert value_of(page, "deadline") == "下周五"


def test_a_paper_for_reading_goes_round_and_comes_back(office: OfficeApp) -> None:
    clerk, address = registered(office, "关于传阅的通知", track="reading")
    readers = [QINGHE_LEADER, QINGHE_DEPUTY]
    assert clerk.page is not None
    assert "请至少选择一位传阅人" in sentence(clerk.press("circulate", readers=[], status=422))
    clerk.press("circulate", readers=[office.person(each) for each in readers])
    assert offered(clerk.open(address)) == []
    reading = office.reading(address)
    for login in readers:
        reader = office.log_in(login)
        assert reading in reader.open("/reading").text
        assert offered(reader.open(reading)) == ["instruct", "initial"]
        reader.press("initial", opinion="已阅")
        assert reading not in reader.open("/reading").text
        assert offered(reader.open(reading)) == []
    assert offered(clerk.open(address)) == ["complete"]
    clerk.press("complete")
    assert "已办结" in slip(clerk.open(address))


@pytest.mark.slow
def test_a_readers_instruction_makes_it_a_paper_to_be_handled(office: OfficeApp) -> None:
    clerk, address = registered(office, "关于转办的通知", track="reading")
    readers = [office.person(each) for each in (QINGHE_LEADER, QINGHE_DEPUTY)]
    clerk.press("circulate", readers=readers)
    reading = office.reading(address)
    leader = office.log_in(QINGHE_LEADER)
    leader.open(reading)
    leader.press("instruct", opinion="请办公室研提意见")
    assert offered(leader.open(reading)) == []
    other = office.log_in(QINGHE_DEPUTY)
    assert offered(other.open(reading)) == ["instruct", "initial"]
    other.press("initial", opinion="已阅")
    assert reading not in other.open("/reading").text
    page = clerk.open(address)
    assert offered(page) == ["assign"]
    assert "办件" in page.html.select_one(".badges").get_text()


def test_a_refusal_goes_back_with_its_reason(office: OfficeApp) -> None:
    clerk, address = arrived(office, "关于误送的通知")
    assert "拒收必须写明理由" in sentence(
        clerk.press("refuse", fault="other", opinion=" ", status=422)
    )
    clerk.press("refuse", fault="incomplete", opinion="缺附件2，请补齐后重发。")
    assert offered(clerk.open(address)) == []
    office.deliver()
    sender = office.log_in(CLERK)
    line = slip(sender.open(f"/documents/{office.outgoing('关于误送的通知')}"))
    assert "缺附件2，请补齐后重发。" in line
    assert "清河区人民政府办公室 冯小满 拒收" in line


@pytest.mark.slow
def test_what_was_refused_is_sent_again_by_the_senders_clerk(office: OfficeApp) -> None:
    title = "关于重新发送的通知"
    clerk, address = arrived(office, title)
    clerk.press("refuse", fault="incomplete", opinion="缺附件2")
    office.deliver()
    document = f"/documents/{office.outgoing(title)}"
    assert offered(office.log_in(DRAFTER).open(document)) == []
    sender = office.log_in(CLERK)
    page = sender.open(document)
    assert offered(page) == ["requeue"]
    assert "清河区人民政府办公室（拒收）" in page.html.select_one("select").get_text()
    assert "原因" in sentence(sender.press("requeue", opinion="", status=422))
    strange = sender.press("requeue", consignment="x", opinion="已补齐", status=422)
    assert "没有发给这个机关" in sentence(strange)
    sender.open(document)
    sender.press("requeue", opinion="附件2已补齐")
    assert offered(sender.open(document)) == []
    office.deliver()
    page = clerk.open(address)
    assert offered(page) == ["refuse", "sign_for"]
    assert "澜州市人民政府办公室 来文再次送达" in slip(page)
    clerk.press("sign_for")
    office.deliver()
    assert "清河区人民政府办公室 冯小满 签收" in slip(sender.open(document))


@pytest.mark.slow
def test_the_sender_hears_of_registration_only_if_asked_for(office: OfficeApp) -> None:
    title = "关于不需反馈的通知"
    registered(office, title, track="handling")
    office.deliver()
    line = slip(office.log_in(DRAFTER).open(f"/documents/{office.outgoing(title)}"))
    assert "冯小满 签收" in line
    assert "冯小满 登记" not in line


@pytest.mark.slow
def test_an_earlier_version_of_a_paper_offers_no_act(office: OfficeApp) -> None:
    clerk, address = registered(office, "关于历史的通知", track="handling")
    for version in (1, 2, 3):
        page = clerk.open(f"{address}?as_of={version}")
        assert offered(page) == []
        assert "这是当时的情形，只读" in page.text
    assert offered(clerk.open(f"{address}?as_of=4")) == ["propose"]
    for strange in ("²", "0", "-3", "9" * 5000):
        assert offered(clerk.get(address, {"as_of": strange})) == ["propose"]


@pytest.mark.slow
def test_the_desk_previews_what_arrived(office: OfficeApp) -> None:
    clerk, address = arrived(office, "关于预览的通知")
    id = address.rpartition("/")[2]
    page = clerk.open(f"/?item={id}")
    view = page.html.select_one("#view")
    assert "关于预览的通知" in view.get_text()
    assert view.select_one("img")["src"].startswith(f"{address}/pages/")
    assert offered(page) == ["refuse", "sign_for"]
    clerk.press("sign_for")
    assert offered(clerk.open(address)) == ["register"]


def test_files_of_a_paper_are_for_its_own_agency(office: OfficeApp) -> None:
    clerk, address = arrived(office, "关于本机关文件的通知")
    assert clerk.page is not None
    html = clerk.page.html
    addresses = [html.select_one(f"img[src^='{address}/pages/']")["src"]]
    addresses += [html.select_one(f"a[href^='{address}/files/']")["href"]]
    kinds = [clerk.get(each, status=200).content_type for each in addresses]
    assert kinds == ["image/png", "application/pdf"]
    for each in addresses:
        office.log_in(WANGJIANG_CLERK).get(each, status=404)
        office.log_in(CLERK).get(each, status=404)
        clerk.get(
            each.replace(address, f"/incoming/{'0' * 8}-0000-0000-0000-{'0' * 12}"), status=404
        )
    clerk.get(f"{address}/files/{'0' * 64}.pdf", status=404)
    clerk.get(addresses[0].replace("1.png", "77.png"), status=404)


def test_the_register_is_searched_by_sender_and_numbers(office: OfficeApp) -> None:
    issue(office, "关于收文登记100%查找的通知", to=[WANGJIANG])
    clerk = office.log_in(WANGJIANG_CLERK)
    clerk.open(f"/incoming/{office.arrived('关于收文登记100%查找的通知', at=WANGJIANG)}")

    def found(query: str) -> bool:
        main = clerk.get("/incoming", {"q": query}).html.select_one("main")
        return "100%查找" in main.get_text()

    assert found("100%")
    assert not found("1%0")
    assert not found("收文_记")
    assert found("澜州市 澜政办发")
    assert "100%查找" not in office.log_in(QINGHE_CLERK).get("/incoming").text
