"""Files for spreadsheets hold what was written, and nothing in them is ever computed."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from office.web.spreadsheets import Table, csv_file, xlsx

DANGEROUS = [
    '=HYPERLINK("http://a.example","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "#N/A",
    "关于\n换行",
]


def sheet(data: bytes, name: str = "发文") -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(data))[name].iter_rows())


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_of_text_is_text_whatever_it_begins_with(text: str) -> None:
    (_, (cell,)) = sheet(xlsx(Table("发文", ("标题",), [(text,)])))
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "＝"))


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_comes_back_but_for_what_no_xml_can_hold(text: str) -> None:
    (_, (cell,)) = sheet(xlsx(Table("发文", ("标题",), [(text,)])))
    kept = "".join(each for each in text if each >= " " or each in "\t\n\r")
    kept = kept.replace("\ufffe", "").replace("\uffff", "")
    unread = kept.replace("\r\n", "\n").replace("\r", "\n")  # as every XML reader has it
    assert (cell.value or "").replace("\r\n", "\n").replace("\r", "\n") == unread
    assert cell.data_type != "f"


def test_days_moments_and_counts_are_values_in_the_offices_time() -> None:
    moment = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    _, row = sheet(
        xlsx(Table("发文", ("日", "时", "数", "无"), [(date(2026, 1, 2), moment, 3, None)]))
    )
    assert [each.value for each in row] == [
        datetime(2026, 1, 2),  # noqa: DTZ001 (a spreadsheet's day)
        datetime(2026, 11, 21, 0, 30),  # noqa: DTZ001
        3,
        None,
    ]


def test_the_heads_stand_still_and_a_name_no_sheet_may_have_is_mended() -> None:
    data = xlsx(Table("发文[2026]/澜政办发" + "长" * 40, ("标题",), []))
    only = load_workbook(BytesIO(data)).worksheets[0]
    assert (only.title, only.freeze_panes) == (("发文2026澜政办发" + "长" * 40)[:31], "A2")


def test_a_csv_cell_that_would_be_computed_is_marked_as_text() -> None:
    rows = [[text] for text in (*DANGEROUS, " =1")]
    read = list(csv.reader(StringIO(csv_file(("标题",), rows).decode("utf-8-sig"))))[1:]
    harmless = {"#N/A", "关于\n换行"}
    assert [line for (line,) in read] == [
        text if text in harmless else f"'{text}" for (text,) in rows
    ]
