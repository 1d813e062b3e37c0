"""Every register can be had as a workbook: its lines, its filters, its permission."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from documents.screens import register_file
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    issue,
    office_app,
)

TITLE = "关于第一件事的通知"
OTHER = "关于第二件事的通知"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        issue(running, TITLE, to=[QINGHE])
        issue(running, OTHER, to=[QINGHE])
        yield running


def lines(body: bytes) -> list[dict[str, Any]]:
    heads, *rows = load_workbook(BytesIO(body)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("login", "address"), [(CLERK, "/documents"), (QINGHE_CLERK, "/incoming")]
)
def test_the_button_gives_the_lines_that_the_page_lists(
    office: OfficeApp, login: str, address: str
) -> None:
    visitor = office.log_in(login)
    page = visitor.open(f"{address}?q={quote('第一件事')}")
    answer = page.click("导出")
    assert "attachment" in answer.headers["Content-Disposition"]
    (line,) = lines(answer.body)
    assert line["标题"] == TITLE
    every = visitor.get(f"{address}?format=xlsx").body
    assert {each["标题"] for each in lines(every)} == {OTHER, TITLE}


def test_a_register_with_nothing_found_offers_no_file(office: OfficeApp) -> None:
    assert "导出" not in office.log_in(CLERK).open("/documents?q=nothing").text


def test_who_may_not_see_the_register_gets_no_file(office: OfficeApp) -> None:
    office.log_in(ADMINISTRATORS[0]).get("/documents?format=xlsx", status=403)


def test_what_one_file_does_not_hold_is_refused_on_a_page(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_file, "MOST_ROWS", 1)
    answer = office.log_in(CLERK).get("/documents?format=xlsx", status=422)
    assert "一次最多导出 1 件" in answer.text


@pytest.mark.parametrize(
    ("address", "count"),
    [("/memoranda", 0), ("/consultations", 0), ("/inquiries", 0), ("/effects", 2)],
)
def test_other_registers_answer_too(office: OfficeApp, address: str, count: int) -> None:
    assert len(lines(office.log_in(CLERK).get(f"{address}?format=xlsx").body)) == count
