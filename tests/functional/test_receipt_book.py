"""收文登记簿 through its real page: what was registered here and what an old register says."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

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
        ("会收〔2026〕2号", "1月10日"),
        ("收文〔2026〕7号", "1月9日"),
        ("收文〔2026〕8号", "11月20日"),
    ]
    newest = lines[-1]
    assert (newest["标题"], newest["来文单位"]) == (TITLE, "澜州市人民政府办公室")
    assert (newest["类别"], newest["承办"]) == ("办件", "冯小满")
    assert (newest["办理结果"], newest["办结日期"]) == ("存查：已部署到位", "11月20日")


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
