"""督查件, 签报 and old papers are filed as documents are, or listed with what they lack."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

from PIL import Image
from pypdf import PdfReader

from documents.archive.application import Records
from documents.archive.described import PartRole
from documents.archive.eep.reading import Package, read_package
from documents.archive.record import Record
from documents.printer import Printer
from documents.registers_import.application import OldPapers
from documents.registers_import.columns import Kind
from documents.registers_import.old_paper import OldPaper
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    REVIEWER,
    OfficeApp,
)
from tests.unit.registers_import.books import book, received

MATTER, MEMORANDUM = "机关节能改造", "关于更新除雪设备的签报"
SECRET = "此事先不对外"


def file_from_list(office: OfficeApp, title: str) -> Record:
    """The clerk finds it in the list, opens it and files it."""
    clerk = office.log_in(CLERK)
    links = clerk.open("/archive").html.select("a[href*='/archive/papers/']")
    href = next(str(each["href"]) for each in links if title in each.get_text())
    clerk.open(href)
    record = UUID(clerk.press("file").location.rpartition("/")[2])
    assert title not in clerk.open("/archive").text
    return office.house.find(Records).load(Record, record)


def whole_package(office: OfficeApp, it: Record) -> Package:
    """Its package, which passes every item and is made again byte for byte."""
    records = office.house.find(Records)
    assert records.inspected(it).faults == ()
    assert records.remake(it) == records.package(it)
    package = read_package(records.package(it) or b"")
    assert package.faults == ()
    return package


def acts(package: Package) -> list[str]:
    return [str(each.text) for each in package.all("业务实体块/业务实体/业务行为")]


def test_a_matter_is_missing_until_it_is_closed_and_then_filed(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    clerk.open("/supervisions/open")
    told = {"basis": "第12次常务会议", "requirement": "年底前完成改造。", "kind": "meeting"}
    address = clerk.press("open_matter", title=MATTER, **told).location
    clerk.press(
        "assign", host=f"agency:{QINGHE}", helpers=f"person:{office.person(DRAFTER)}", opinion=""
    )
    assert "尚未销号" in clerk.open("/archive?of=missing").text
    clerk.open(address)
    clerk.open(f"{address}?form=drop")
    clerk.press("drop", opinion="并入另一事项督办")

    it = file_from_list(office, MATTER)
    assert (it.room, it.retention) == ("supervision", "D30")
    package = whole_package(office, it)
    assert [each.role for each in it.parts] == [PartRole.SHEET, PartRole.ORIGINAL]
    assert {"立项", "交办", "分办", "撤项"} <= set(acts(package))
    assert package.told("文件实体块/文件实体/内容描述/题名") == MATTER


def drafted(office: OfficeApp, title: str) -> str:
    """A memorandum on its way to the leader; its address."""
    drafter = office.log_in(DRAFTER)
    drafter.open("/memoranda/draft")
    answer = drafter.press("save", title=title, body="设备已老化。\n妥否，请批示。")
    drafter.press(
        "submit", review=office.person(REVIEWER), check="", leaders=[office.person(LEADER)]
    )
    return str(answer.location).removeprefix("http://localhost")


def approved(office: OfficeApp, address: str, **said: Any) -> str:
    """Reviewed with these words, then approved."""
    reviewer = office.log_in(REVIEWER)
    reviewer.open(address)
    reviewer.press("review", **said)
    leader = office.log_in(LEADER)
    leader.open(address)
    leader.press("approve", opinion="同意更新")
    return address


def decided(office: OfficeApp, title: str) -> str:
    """A memorandum that the leader approved; its address."""
    return approved(office, drafted(office, title), opinion="")


def test_a_decided_memorandum_is_filed_without_words_for_named_people(office: OfficeApp) -> None:
    address = drafted(office, MEMORANDUM)
    clerk = office.log_in(CLERK)
    assert "领导尚未审批" in clerk.open("/archive?of=missing").text
    approved(
        office, address, opinion=SECRET, limited_to=[office.person(LEADER), office.person(CLERK)]
    )

    it = file_from_list(office, MEMORANDUM)
    package = whole_package(office, it)
    assert [each.role for each in it.parts] == [PartRole.SHEET, PartRole.FINAL]
    assert acts(package)[-1] == "批准"
    said = [str(each.text) for each in package.all("业务实体块/业务实体/行为描述")]
    assert "同意更新" in said
    assert SECRET not in said
    assert "限定范围的意见" in package.told("文件实体块/文件实体/附注")
    for each in package.files:
        pages = PdfReader(BytesIO(each.data or b"")).pages
        text = "".join(page.extract_text() for page in pages).replace("\n", "")
        assert "除雪设备" in text
        assert SECRET not in text


def test_a_memorandum_and_its_record_are_seen_by_its_people_and_the_clerk_only(
    office: OfficeApp,
) -> None:
    title = "关于干部调整的签报"
    address = decided(office, title)
    paper = address.rpartition("/")[2]
    outsider, clerk = office.log_in("luchengjun"), office.log_in(CLERK)
    assert title in clerk.open("/archive").text
    assert title in office.log_in(LEADER).open("/archive").text
    assert title not in outsider.open("/archive").text
    outsider.get(f"/archive/papers/memorandum/{paper}", status=403)

    it = file_from_list(office, title)
    file = f"/archive/records/{it.id}/files/{it.parts[0].digest}"
    assert office.log_in(LEADER).get(file).body.startswith(b"%PDF")
    assert title in clerk.open("/archive/records").text
    assert title not in outsider.open("/archive/records").text
    assert title.encode() not in outsider.get("/archive/records?format=xlsx").body
    for hidden in (file, f"/archive/records/{it.id}", f"/archive/records/{it.id}/inspection.pdf"):
        outsider.get(hidden, status=403)
    values = office.house.find(Printer)
    printed: list[Any] = []
    with patch.object(values, "paper", lambda form, filled: printed.append(filled) or b"%PDF"):
        for each in (outsider, clerk):
            each.get("/archive/records.pdf")
    titles = [[row["title"] for row in each["records"]] for each in printed]
    assert [title in each for each in titles] == [False, True]


def test_an_undecided_memorandum_is_missed_only_by_those_who_may_know_of_it(
    office: OfficeApp,
) -> None:
    title = "关于未定事项的签报"
    drafted(office, title)
    assert title in office.log_in(CLERK).open("/archive?of=missing").text
    assert title not in office.log_in("luchengjun").open("/archive?of=missing").text


def test_an_old_paper_is_filed_with_its_scans_and_missed_without(
    office: OfficeApp, tmp_path: Path
) -> None:
    Image.new("RGB", (20, 30), "white").save(tmp_path / "2024-0015.png")
    papers = office.house.find(OldPapers)
    shelved = received("2024-17", 档号="X043-WS·2024-D30-BGS-0009")
    given = book(received(), received("2024-16"), shelved)
    checked = papers.check(CITY, given, scans=tmp_path)
    papers.import_registers(office.by(CLERK), given, checked)

    it = file_from_list(office, "关于预算编制的通知（2024-15）")
    assert it.code.year == 2024
    assert [each.role for each in it.parts] == [PartRole.RECEIVED]
    package = whole_package(office, it)
    assert package.told("文件实体块/文件实体/内容描述/责任者") == "云川省财政厅"

    bare = OldPaper.id_of(agency=CITY, kind=Kind.INCOMING, number="收文〔2024〕16号")
    clerk = office.log_in(CLERK)
    assert "没有扫描件，只能按纸质原件归档" in clerk.open("/archive?of=missing").text
    assert "2024-17" not in clerk.open("/archive?of=missing").text
    page = clerk.open(f"/archive/papers/old_paper/{bare}")
    assert "没有扫描件，原件存放在“档案室 3 柜”" in page.text
    clerk.press("file", status=422)
    assert not office.house.find(Records).exists(Record.id_of(bare))
