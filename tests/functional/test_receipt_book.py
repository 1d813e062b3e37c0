"""收文登记簿 through its real page: what was registered here and what an old register says."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from documents.consignments.returning import Fault
from documents.incoming.application import Incomings
from documents.incoming.arriving.entered import Entered
from documents.incoming.incoming import Incoming
from documents.incoming.routes import Route
from documents.incoming.stages import Track
from documents.registers_import.application import OldPapers
from office.kernel.rebuild import rebuild
from tests.functional.handled import handle
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    issue,
    office_app,
    page_text,
)
from tests.unit.registers_import.books import book, received

BOOK = "/registers/receipts"
TITLE = "关于第一件来文的通知"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        old = book(
            received("收文〔2026〕7号", "2026-01-09", 领导批示="请阅"),
            received("会收〔2026〕2号", "2026-01-10", 编号序列="会收"),
        )
        rooms = running.house.find(OldPapers)
        checked = rooms.check(QINGHE, old, scans=None)
        rooms.import_registers(running.by(QINGHE_CLERK), old, checked)
        issue(running, TITLE, to=[QINGHE])
        handle(running, TITLE, at=QINGHE, clerk=QINGHE_CLERK, leader=QINGHE_LEADER)
        issue(running, "关于没有登记的通知", to=[QINGHE])
        yield running


def rows(office: OfficeApp, query: str = "") -> list[dict[str, str]]:
    body = office.log_in(QINGHE_CLERK).get(f"{BOOK}.csv{query}").body
    return list(csv.DictReader(StringIO(body.decode("utf-8-sig"))))


def test_every_number_has_its_line_in_its_series_on_its_true_day(office: OfficeApp) -> None:
    lines = rows(office)
    assert [(line["收文号"], line["收文日期"]) for line in lines] == [
        ("会收〔2026〕2号", "2026-01-10"),
        ("收文〔2026〕7号", "2026-01-09"),
        ("收文〔2026〕8号", "2026-11-20"),
    ]
    newest = lines[-1]
    assert (newest["标题"], newest["来文单位"]) == (TITLE, "澜州市人民政府办公室")
    assert (newest["类别"], newest["承办"]) == ("办件", "冯小满")
    assert (newest["办理结果"], newest["办结日期"]) == ("存查：已部署到位", "2026-11-20")


def test_the_book_lies_across_prints_and_goes_into_a_workbook(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    page = clerk.open("/incoming").click("登记簿", index=0)
    assert TITLE in page_text(page)
    links = {each.get_text(): each["href"] for each in page.html.select(".tools a")}
    pdf = PdfReader(BytesIO(clerk.get(links["打印"]).body))
    assert "清河区人民政府办公室收文登记簿" in "".join(pdf.pages[0].extract_text().split())
    sheet = load_workbook(BytesIO(clerk.get(links["导出"]).body))["收文登记簿"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        line["收文号"] for line in rows(office)
    ]


def test_a_period_and_a_series_leave_lines_out_and_nobody_else_sees_any(office: OfficeApp) -> None:
    assert len(rows(office, "?since=2026-11-01")) == 1
    assert len(rows(office, "?word=%E4%BC%9A%E6%94%B6")) == 1
    assert TITLE not in office.log_in(CLERK).open(BOOK).text
    office.log_in(ADMINISTRATORS[0]).get(f"{BOOK}.xlsx", status=403)


def test_the_issue_book_does_not_list_what_was_received(office: OfficeApp) -> None:
    assert "收〔" not in office.log_in(QINGHE_CLERK).open("/registers/issues").text


def test_a_rebuild_gives_the_same_lines(office: OfficeApp) -> None:
    before = rows(office)
    rebuild(office.house.node.store, office.house.node.registers)
    assert rows(office) == before


LATE = "关于补登的函"


@pytest.fixture(scope="module")
def belated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """A paper of the eighteenth, entered on the twentieth."""
    with office_app(tmp_path_factory.mktemp("belated")) as running:
        enter(running, LATE)
        running.deliver()
        yield running


def enter(office: OfficeApp, title: str) -> Incoming:
    what = Entered(
        route=Route.PAPER,
        sender="",
        sender_name="云川省水利学会",
        arrived_on=date(2026, 11, 18),
        title=title,
        type="函",
        copies=2,
    )
    rooms, clerk = office.house.find(Incomings), office.by(QINGHE_CLERK)
    paper = rooms.enter(clerk, arrival=what, files={})
    rooms.register(office.by(QINGHE_CLERK), paper, track=Track.HANDLING, seen=2)
    return rooms.load(Incoming, paper)


def test_what_is_entered_late_counts_on_the_day_it_came_and_the_book_says_so(
    belated: OfficeApp,
) -> None:
    line = rows(belated)[0]
    assert (line["收文日期"], line["登记日期"]) == ("2026-11-18", "2026-11-20")
    assert (line["份数"], line["备注"]) == ("2", "11月20日补登")
    clerk = belated.log_in(QINGHE_CLERK)
    printed = "".join(page_text(clerk.open(BOOK)).split())
    assert "11月18日" in printed
    assert "11月20日补登" in printed


def test_days_and_copies_of_the_workbook_are_days_and_numbers(belated: OfficeApp) -> None:
    clerk = belated.log_in(QINGHE_CLERK)
    sheet = load_workbook(BytesIO(clerk.get(f"{BOOK}.xlsx").body))["收文登记簿"]
    head, line = (list(row) for row in sheet.iter_rows(max_row=2, values_only=True))
    values = dict(zip(head, line, strict=True))
    assert values["收文日期"] == datetime(2026, 11, 18)  # noqa: DTZ001 (as files have days)
    assert values["份数"] == 2


def test_list_sheet_statistics_and_search_know_the_day_it_came(belated: OfficeApp) -> None:
    clerk = belated.log_in(QINGHE_CLERK)
    row = next(r for r in clerk.open("/incoming").html.select("tbody tr") if LATE in r.text)
    assert row.select_one("[data-label=收文日期]").text == "11月18日"
    paper = clerk.open(str(row.a["href"]))
    assert "2026年11月18日" in paper.html.select_one(".arrival-stamp")["aria-label"]
    sheet = "".join(page_text(clerk.open(f"{row.a['href']}/sheet")).split())
    assert "2026年11月18日" in sheet
    assert "2026年11月20日补登" in sheet
    counted = "/statistics/arrived?first={0}&last={0}"
    assert LATE in clerk.open(counted.format("2026-11-18")).text
    assert LATE not in clerk.open(counted.format("2026-11-20")).text
    found = f"/search?title={quote('补登')}&when={{}}"
    assert LATE in clerk.open(found.format("2026-11-18")).html.text
    assert LATE not in clerk.open(found.format("2026-11-20")).html.text


def test_what_was_sent_back_says_so_in_its_line(belated: OfficeApp) -> None:
    it = enter(belated, "关于错投的函")
    rooms = belated.house.find(Incomings)
    rooms.return_to_sender(
        belated.by(QINGHE_CLERK), it.id, fault=Fault.MISADDRESSED, reason="属民政", seen=it.version
    )
    line = next(each for each in rows(belated) if each["标题"] == "关于错投的函")
    assert line["备注"] == "退文：属民政；11月20日补登"


def test_another_round_has_no_result_yet(belated: OfficeApp) -> None:
    issue(belated, TITLE, to=[QINGHE])
    handle(belated, TITLE, at=QINGHE, clerk=QINGHE_CLERK, leader=QINGHE_LEADER)
    rooms, paper = belated.house.find(Incomings), belated.arrived(TITLE, at=QINGHE)
    sheet = belated.log_in(QINGHE_CLERK).open(f"/incoming/{paper}/sheet")
    assert "冯小满（主办，已报结果）" in "".join(page_text(sheet).split())
    version = rooms.load(Incoming, paper).version
    rooms.instruct(belated.by(QINGHE_LEADER), paper, words="请再核实", seen=version)
    line = next(each for each in rows(belated) if each["标题"] == TITLE)
    assert (line["承办"], line["办理结果"], line["办结日期"]) == ("", "", "")
    assert line["备注"] == "第2轮办理"
