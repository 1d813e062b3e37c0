"""发文登记簿 through its real page: by year, series and period; printed, and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import pytest
from pypdf import PdfReader

from documents.numbering.application import Numbering
from documents.numbering.series import Series
from documents.printing.issue_book import COLUMNS, ISSUES
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    QINGHE_CLERK,
    OfficeApp,
    issue,
    office_app,
    page_text,
)

BOOK = "/registers/issues"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        issue(running, "关于第一件事的通知", to=[])
        issue(running, "关于第二件事的通知", to=[])
        series = Series.id_of(agency=CITY, word="澜政办发", year=2026)
        numbering = running.house.find(Numbering)
        numbering.reserve(running.by(CLERK), series, count=1, purpose="年终总结")
        yield running


def rows(office: OfficeApp, query: str = "") -> list[dict[str, str]]:
    body = office.log_in(CLERK).get(f"{BOOK}.csv{query}").body
    return list(csv.DictReader(StringIO(body.decode("utf-8-sig"))))


def test_every_number_has_its_line_with_its_document_or_the_reason(office: OfficeApp) -> None:
    lines = rows(office)
    assert [line["发文字号"] for line in lines] == [f"澜政办发〔2026〕{n}号" for n in (1, 2, 3)]
    first, _, kept_back = lines
    assert first["标题"] == "关于第一件事的通知"
    assert (first["拟稿"], first["签发"], first["文种"]) == ("程予安", "周怀远", "通知")
    assert first["登记日期"] == "2026-11-20"
    assert int(first["份数"]) > 0, "as the distribution list says until it is printed"
    assert kept_back["备注"] == "预留：年终总结"
    assert kept_back["标题"] == ""


def test_the_book_lies_across_and_prints_what_the_screen_shows(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    page = clerk.open(
        f"{BOOK}?word=澜政办发&year=2026".replace(
            "澜政办发", "%E6%BE%9C%E6%94%BF%E5%8A%9E%E5%8F%91"
        )
    )
    assert "关于第二件事的通知" in page_text(page)
    assert page.html.select_one(".across svg")["viewbox"] == "0 0 297 210"
    links = {each.get_text(): each["href"] for each in page.html.select(".tools a")}
    pdf = PdfReader(BytesIO(clerk.get(links["打印"]).body))
    assert pdf.pages[0].rotation == 90
    text = "".join(pdf.pages[0].extract_text().split())
    assert "澜州市人民政府办公室发文登记簿" in text
    assert "关于第二件事的通知" in text
    fonts = page.html.select_one("link[href*='/registers/']")["href"]
    assert clerk.get(fonts).content_type == "text/css"
    clerk.get(fonts.replace("/2026_", "/2025_"), status=404)
    clerk.get(f"{BOOK}/x/fonts.css", status=404)


def test_a_period_and_another_series_leave_lines_out(office: OfficeApp) -> None:
    assert len(rows(office, "?since=2026-11-20&until=2026-11-20")) == 3
    assert rows(office, "?since=2026-11-21") == []
    assert rows(office, "?word=other") == []
    assert rows(office, "?year=2025") == []
    empty = office.log_in(CLERK).open(f"{BOOK}?year=2025")
    assert "没有编号的公文" in empty.text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?year=26", "四位数字"),
        ("?since=soon", "日期请按"),
        ("?since=2026-11-20&until=2026-11-01", "截止日期在起始日期之前"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_a_sentence(
    office: OfficeApp, query: str, words: str
) -> None:
    page = office.log_in(CLERK).get(f"{BOOK}{query}", status=422)
    assert words in page.text


def test_the_register_leads_to_it_and_another_agency_sees_its_own(office: OfficeApp) -> None:
    register = office.log_in(DRAFTER).open("/documents")
    assert register.html.select_one(f"a[href='{BOOK}']") is not None
    assert "关于第一件事的通知" not in office.log_in(QINGHE_CLERK).open(BOOK).text
    for administrator in ("mengchuan", "hanji", "qiushi"):
        office.log_in(administrator).get(BOOK, status=403)
        office.log_in(administrator).get(f"{BOOK}.csv", status=403)


def test_a_cell_is_never_a_formula() -> None:
    line = {**dict.fromkeys(COLUMNS, ""), "title": "=1+1"}
    assert "'=1+1" in ISSUES.csv([line]).decode("utf-8-sig")
