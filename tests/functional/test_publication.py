"""信息公开 through its pages: the list, the act, what is refused, the feed."""

from __future__ import annotations

from urllib.parse import urlencode

from lxml import etree

from documents.publication.feed import ATOM, OFFICE
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    issue,
    offered,
    sentence,
    value_of,
)

PLACE = "https://www.lanzhou.example/zfxxgk/1.html"


def seeking(words: str) -> str:
    return f"/publication?{urlencode({'q': words})}"


def test_a_document_is_published_by_the_button_of_its_page(office: OfficeApp) -> None:
    title = "关于公开办事指南的通知"
    id = issue(office, title, to=[QINGHE])
    clerk = office.log_in(CLERK)
    page = clerk.open("/publication")
    assert title in page.text
    assert "2026年12月18日" in page.text
    assert (
        page.html.select_one("a[href='/publication']").get_text(strip=True).startswith("信息公开")
    )
    assert title in clerk.open(seeking("办事 指南")).text
    other = clerk.open(seeking("办事 供水")).html.select_one("main")
    assert title not in other.get_text()
    page = clerk.open(f"/publication/{id}")
    assert offered(page) == ["publish"]
    assert page.html.select(".drawn svg")

    page = clerk.press("publish", place="", status=422)
    assert "请填写公开的地方" in sentence(page)
    page = clerk.press("publish", place=PLACE, on="2026-11-30", status=422)
    assert "不能晚于今天" in sentence(page)
    assert value_of(page, "place") == PLACE
    page = clerk.press("publish", on="", status=422)
    assert "请填写公开日期" in sentence(page)
    clerk.press("publish", place=PLACE, on="2026-11-20")
    assert title not in clerk.open("/publication").text
    page = clerk.open("/publication?of=done")
    assert title in page.text
    assert PLACE in page.text

    page = clerk.open(f"/publication/{id}")
    assert offered(page) == ["take_down"]
    assert f"公开　{PLACE}" in page.text
    assert "须写明原因" in sentence(clerk.press("take_down", status=422))
    clerk.press("take_down", reason="附件有个人信息")
    assert title in clerk.open("/publication").text


def test_who_is_no_clerk_reads_the_list_and_publishes_nothing(office: OfficeApp) -> None:
    id = issue(office, "关于只看不办的通知", to=[QINGHE])
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/publication/{id}")
    assert offered(page) == []
    assert "公开由文书办理" in page.text


def test_another_agency_sees_neither_list_nor_page(office: OfficeApp) -> None:
    id = issue(office, "关于外单位不看的通知", to=[QINGHE])
    stranger = office.log_in(QINGHE_CLERK)
    assert "关于外单位不看的通知" not in stranger.open("/publication").text
    assert "关于外单位不看的通知" not in stranger.open("/publication/feed.atom").text
    stranger.open(f"/publication/{id}", status=404)


def test_what_is_withheld_is_listed_apart_with_its_reason(office: OfficeApp) -> None:
    stated = {"openness": "不予公开", "openness_reason": "第十六条，内部管理"}
    id = issue(office, "关于内部管理的通知", to=[QINGHE], particulars=stated)
    clerk = office.log_in(CLERK)
    assert "关于内部管理的通知" not in clerk.open("/publication").text
    page = clerk.open("/publication?of=not")
    assert "关于内部管理的通知" in page.text
    assert "第十六条，内部管理" in page.text
    assert offered(clerk.open(f"/publication/{id}")) == []


def test_an_undispatched_document_has_no_page_of_publication(office: OfficeApp) -> None:
    id = issue(office, "关于还没分发的通知", to=[])
    clerk = office.log_in(CLERK)
    clerk.open(f"/publication/{id}", status=404)


def test_the_feed_names_the_original_and_gives_the_text(office: OfficeApp) -> None:
    title = "关于推送的通知"
    id = issue(office, title, to=[QINGHE])
    clerk = office.log_in(CLERK)
    answer = clerk.get("/publication/feed.atom")
    assert answer.content_type == "application/atom+xml"
    names = {"a": ATOM, "g": OFFICE}
    feed = etree.fromstring(answer.body)
    (entry,) = feed.xpath(f"a:entry[a:id='urn:uuid:{id}']", namespaces=names)
    assert entry.xpath("string(a:title)", namespaces=names) == title
    assert entry.xpath("string(g:state)", namespaces=names) == "待公开"
    assert entry.xpath("string(g:issued)", namespaces=names) == "2026-11-20"
    assert entry.xpath("string(a:content)", namespaces=names) == "特此通知。"
    address = entry.xpath("string(a:link/@href)", namespaces=names)
    original = clerk.get(address)
    assert original.body.startswith(b"%PDF")
