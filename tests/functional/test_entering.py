"""补登: from paper, from e-mail, and that a 涉密件 came."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from PIL import Image
from webtest import TestResponse

from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.screening import CHECKS
from documents.incoming.stages import Track, Way
from office.kernel.refusals import Refused
from tests.carrying import due
from tests.functional.office_app import (
    CITY,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    Visitor,
    filled,
    form_with,
    offered,
    sentence,
    value_of,
)

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
MOUNTAIN = "关于开展山洪灾害防治检查的函"


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(target, kind)
    return target.getvalue()


def enter(
    clerk: Visitor,
    *,
    files: Sequence[tuple[str, str, bytes]] = (),
    status: int = 303,
    way: str = "paper",
    act: str = "enter",
    **typed: Any,
) -> TestResponse:
    """The form as a browser sends it, with files; sent twice, as if the answer was lost."""
    page = clerk.open(f"/incoming/enter?way={way}")
    return send(clerk, page, files=files, status=status, act=act, **typed)


def send(
    clerk: Visitor,
    page: TestResponse,
    *,
    files: Sequence[tuple[str, str, bytes]] = (),
    status: int = 303,
    act: str = "enter",
    **typed: Any,
) -> TestResponse:
    form = form_with(page, act)
    names = {each[0] for each in files} | {"file", "mail_file"}
    fields = [each for each in filled(form, act=act, typed=typed) if each[0] not in names]
    answer = clerk.post(form.action, fields, upload_files=list(files), status=status)
    if status == 303:
        events = clerk.office.events()
        again = clerk.post(form.action, fields, upload_files=list(files), status=303)
        assert again.location == answer.location
        assert clerk.office.events() == events
    return answer


def test_a_paper_is_entered_with_its_true_day_and_no_receipt_goes_out(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    assert "补登来文" in clerk.open("/incoming").text
    answer = enter(
        clerk,
        files=[("file", "来函.pdf", PDF), ("file", "附件.png", picture("PNG"))],
        sender=CITY,
        title=MOUNTAIN,
        number="澜政办函〔2026〕12号",
        arrived_on="2026-11-18",
        copies="2",
        copy_number="000031",
    )
    page = clerk.open(answer.location)
    slip = page.html.select_one("aside.slip").get_text()
    for words in (
        "澜州市人民政府办公室 来文（纸质），11月18日收到，补登",
        "冯小满 签收",
        "000031",
        "附件.png",
    ):
        assert words in slip
    assert offered(page) == ["register"]
    clerk.press("register", track="handling")
    assert clerk.page is not None
    assert "收文〔2026〕" in clerk.page.text
    assert due(office.house.find(Incomings).consignments) == []


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        (
            "云水函[2026]第005号",
            "云水函〔2026〕5号",
            "“云水函[2026]第005号”记为“云水函〔2026〕5号”",
        ),
        ("云水函〔2026〕5号", "云水函〔2026〕5号", ""),
        ("水利部令 第 48号", "水利部令 第 48号", "“水利部令 第 48号”照原样记录"),
        ("", "", ""),
    ],
)
def test_a_number_is_entered_in_its_standard_form_and_said_so(
    office: OfficeApp, typed: str, kept: str, said: str
) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    answer = enter(clerk, sender_name="云川省水利厅", title="关于水位的函", number=typed)
    page = clerk.open(answer.location)
    toast = page.html.select_one(".toast").get_text()
    assert (said in toast) if said else "来文字号" not in toast
    it = office.house.find(Incomings).repository.get(UUID(answer.location.rpartition("/")[2]))
    assert it.capsule.facts["number"] == kept


def test_pictures_alone_are_looked_at_as_pages(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    scans = [("file", "1.jpg", picture("JPEG")), ("file", "2.png", picture("PNG"))]
    answer = enter(clerk, files=scans, sender_name="澜州市某协会", title="关于来访的函")
    page = clerk.open(answer.location)
    assert len(page.html.select("img.page")) == 2
    assert "澜州市某协会" in page.text


@pytest.mark.parametrize(
    ("typed", "files", "words"),
    [
        ({"title": ""}, [], "请填写标题"),
        ({"sender_name": " "}, [], "请选择来文机关"),
        ({"arrived_on": "2026-11-21"}, [], "还没有到"),
        ({"arrived_on": "前天"}, [], "不是一个日期"),
        ({"copies": "两"}, [], "份数"),
        ({"classification": "机密★1年"}, [("件.pdf", PDF)], "最高密级"),
        ({"title": "秘密★1年 关于某事的函"}, [("件.pdf", PDF)], "最高密级"),
        ({}, [("秘密★3年.pdf", PDF)], "最高密级"),
        ({}, [("件.pdf", b"MZ\x90")], "可以运行"),
        ({}, [("件.pdf", picture("PNG"))], "不符"),
        ({}, [("表.txt", "一".encode())], "不是扫描件"),
        ({}, [("坏.png", picture("PNG")[:50])], "不是完好的图片"),
    ],
)
def test_what_may_not_be_entered_stores_nothing_and_keeps_what_was_typed(
    office: OfficeApp, typed: dict[str, str], files: list[tuple[str, bytes]], words: str
) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    events, stored = office.events(), office.stored()
    given = {"sender_name": "某协会", "title": "关于来访的函", **typed}
    sent = [("file", *each) for each in files]
    page = enter(clerk, files=sent, status=422, number="某函〔2026〕1号", **given)
    assert words in sentence(page)
    assert value_of(page, "number") == "某函〔2026〕1号"
    assert (office.events(), office.stored()) == (events, stored)


def test_a_secret_paper_leaves_sender_copies_and_day_and_nothing_else(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    page = clerk.open("/incoming/enter?way=secret")
    form = form_with(page, "enter")
    assert not {"title", "number", "file"} & set(form.fields)
    stored = office.stored()
    smuggled = {"title": "关于绝密事项的通知", "transfer_note": "请阅"}
    answer = send(clerk, page, sender=CITY, copies="3", arrived_on="2026-11-19", **smuggled)
    id = answer.location.rpartition("/")[2]
    it = office.house.find(Incomings).repository.get(UUID(id))
    assert isinstance(it, Incoming)
    assert "绝密事项" not in str(it.capsule.to_json())
    assert "请阅" not in str(it.capsule.to_json())
    page = clerk.open(answer.location)
    assert offered(page) == []
    assert "涉密件（纸质办理）" in page.text
    assert "这里没有页面" in page.text
    assert "转为公文" not in page.text
    assert "督办立项" not in page.text
    assert "纸质办理" in clerk.open("/incoming").text
    number = it.number
    assert re.fullmatch(r"收文〔2026〕\d+号", number)
    assert f"登记涉密件 {number}" in page.html.select_one("aside.slip").get_text()
    book = clerk.get("/registers/receipts.csv?year=2026").body.decode("utf-8-sig")
    line = next(each for each in book.splitlines() if number in each)
    assert "涉密件（纸质办理）" in line
    assert ",3," in line
    with pytest.raises(Refused, match="不能传阅"):
        office.house.find(Incomings).circulated(office.by(QINGHE_CLERK), it.id, "incoming.view")
    file = [("file", "件.pdf", PDF)]
    refused = enter(clerk, way="secret", files=file, status=422, sender=CITY)
    assert "不得扫描" in sentence(refused)
    assert office.stored() == stored


def test_an_e_mail_is_opened_and_what_is_wanted_of_it_taken(office: OfficeApp) -> None:
    mail = EmailMessage()
    mail["From"] = "云川省某学会 <a@b.example>"
    mail["Subject"] = "关于召开年会的函"
    mail["Date"] = "Wed, 18 Nov 2026 10:00:00 +0800"
    mail.set_content("请派员参加。")
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="函.pdf")
    mail.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="a.exe")
    clerk = office.log_in(QINGHE_CLERK)
    stored = office.stored()
    file = [("mail_file", "年会.eml", mail.as_bytes())]
    page = enter(clerk, way="mail", act="open_mail", files=file, status=200)
    assert value_of(page, "title") == "关于召开年会的函"
    assert value_of(page, "sender_name") == "云川省某学会"
    assert value_of(page, "arrived_on") == "2026-11-18"
    assert office.stored() == stored
    page = send(clerk, page, status=422)  # with all its parts
    assert "可以运行" in sentence(page)
    assert value_of(page, "title") == "关于召开年会的函"
    answer = send(clerk, page, parts=["0", "1"])
    page = clerk.open(answer.location)
    slip = page.html.select_one("aside.slip").get_text()
    assert "云川省某学会 来文（电子邮件），11月18日收到，补登" in slip
    assert "邮件正文.txt" in slip
    assert "a.exe" not in slip


def test_only_clerks_enter(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.open("/incoming/enter", status=403)
    assert "补登来文" not in drafter.open("/incoming").text
    assert QINGHE not in drafter.open("/incoming").text


NUMBER = "云水函〔2026〕7号"


def twice(office: OfficeApp, number: str, title: str, **more: str) -> tuple[Visitor, str, str]:
    """A registered paper, and the same by another route: the clerk and both addresses."""
    clerk = office.log_in(QINGHE_CLERK)
    first = enter(clerk, sender_name="云川省水利厅", title=title, number=number)
    clerk.open(first.location)
    clerk.press("register", track="handling")
    other = number.replace("〔", "[").replace("〕", "] 第 ")
    second = enter(clerk, sender_name="云川省 水利厅", title=title, number=other, **more)
    return clerk, first.location, second.location


def test_who_sent_it_another_way_is_to_be_told_of_its_return_by_hand(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    answer = enter(clerk, sender_name="云川省水利学会", title="关于错投的函")
    clerk.open(f"{answer.location}?form=return_to_sender")
    clerk.press("return_to_sender", fault="misaddressed", opinion="属水利部门")
    assert clerk.page is not None
    assert "对方收不到退文通知" in clerk.page.text


def test_a_copy_that_is_not_to_be_folded_is_told_to_whoever_has_it(office: OfficeApp) -> None:
    clerk, first, _ = twice(office, "云水函〔2026〕9号", "关于水位的函", copy_number="07")
    clerk.open(first)
    clerk.press("propose", opinion="拟请阅示", to=office.person(QINGHE_LEADER))
    page = office.log_in(QINGHE_LEADER).open(first)
    assert "可能是同一件。这一件待批示，不能并件" in page.text


def test_one_document_by_two_routes_is_offered_for_folding(office: OfficeApp) -> None:
    clerk, first, second = twice(office, NUMBER, "关于水库调度的函")
    page = clerk.open(second)
    assert "可能是同一件" in page.text
    assert f"{second}?form=fold".partition("/incoming")[2] in page.text
    clerk.open(f"{second}?form=fold")
    clerk.press("fold")
    page = clerk.open(second)
    assert offered(page) == []
    assert "并入的公文" in page.text
    assert "并入的副本" in clerk.open(first).text
    assert "可能是同一件" not in clerk.open(first).text
    clerk.open(f"{second}?form=unfold")
    assert "拆开并件请写明理由" in sentence(clerk.press("unfold", opinion="", status=422))
    clerk.press("unfold", opinion="附件不同")
    assert offered(clerk.open(second)) == ["register"]
    page = clerk.open(first)
    assert "并入的副本" not in page.text
    told = page.html.select_one("aside.slip").get_text()
    assert "冯小满 并入副本：云川省 水利厅" in told
    assert "冯小满 拆开副本：云川省 水利厅" in told
    assert "附件不同" in page.text
    events = office.house.find(Incomings).events.get(UUID(first.rpartition("/")[2]))
    before = sum(1 for _ in events)
    assert "附件不同" not in clerk.open(f"{first}?as_of={before}").text


@pytest.mark.parametrize(
    ("number", "more", "why"),
    [
        ("云水函〔2026〕8号", {"copy_number": "000032"}, "份号"),
        ("云水函〔2026〕9号", {"transfer_note": "请清河区阅研"}, "转办意见"),
    ],
)
def test_a_copy_with_something_of_its_own_is_never_folded(
    office: OfficeApp, number: str, more: dict[str, str], why: str
) -> None:
    clerk, first, second = twice(office, number, "关于另一水库的函", **more)
    page = clerk.open(second)
    assert f"{why}" in page.text
    assert "form=fold" not in page.text
    events = office.events()
    id, into = (UUID(each.rpartition("/")[2]) for each in (second, first))
    rooms = office.house.find(Incomings)
    with pytest.raises(Refused, match=why):
        rooms.fold(office.by(QINGHE_CLERK), id, into=into, seen=2)
    assert office.events() == events


def ofd() -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w") as package:
        package.writestr("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>')
    return target.getvalue()


def line_of(page: TestResponse, title: str) -> str:
    """The last element with these words: the line of a list."""
    lines = [each for each in page.html.select("li, tr") if title in each.get_text()]
    return str(lines[-1].get_text(" ")) if lines else ""


def scan(clerk: Visitor, address: str, name: str, data: bytes, *, status: int = 303) -> Any:
    page = clerk.open(f"{address}?form=add_scan")
    form = form_with(page, "add_scan")
    fields = [each for each in filled(form, act="add_scan", typed={}) if each[0] != "file"]
    return clerk.post(form.action, fields, upload_files=[("file", name, data)], status=status)


def test_a_paper_entered_without_a_scan_gets_one_later_and_can_then_be_filed(
    office: OfficeApp,
) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    title = "关于报送防汛物资的函"
    address = enter(clerk, sender=CITY, title=title, arrived_on="2026-11-20").location
    address = address.removeprefix("http://localhost")
    id, rooms = UUID(address.rpartition("/")[2]), office.house.find(Incomings)
    rooms.register(office.by(QINGHE_CLERK), id, track=Track.HANDLING, checks=tuple(CHECKS), seen=2)
    rooms.complete(office.by(QINGHE_CLERK), id, way=Way.FILED, result="存查", seen=4)
    assert "请先补扫描件" in line_of(clerk.open("/archive?of=missing"), title)
    scan(clerk, address, "正件.png", picture("PNG"))
    it = rooms.load(Incoming, id)
    assert [each.role for each in it.capsule.parts] == ["original", "attachment"]
    assert clerk.open(address).html.select_one(".sheet img, .pages img") is not None
    assert "请先补扫描件" not in line_of(clerk.open("/archive?of=missing"), title)
    refused = scan(clerk, address, "正件.png", picture("PNG"), status=422)
    assert "不用再补" in sentence(refused)


def test_an_ofd_scan_is_the_original_where_nothing_else_is(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    answer = enter(
        clerk,
        sender=CITY,
        title="关于报送抢险队伍的函",
        arrived_on="2026-11-20",
        files=[("file", "正件.ofd", ofd())],
    )
    it = office.house.find(Incomings).load(Incoming, UUID(answer.location.rpartition("/")[2]))
    assert [(each.role, each.media_type) for each in it.capsule.parts] == [
        ("original", "application/ofd")
    ]
    page = clerk.open(f"/incoming/{it.id}")
    assert page.status_code == 200
