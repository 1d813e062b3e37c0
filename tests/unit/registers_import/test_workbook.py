"""A workbook is read within limits, and what is dangerous in it is refused with what to do."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from documents.registers_import.workbook import read_workbook
from office.kernel.refusals import Refused
from tests.unit.registers_import.books import INCOMING, book, file_of, received


def with_part(name: str, data: bytes, *, instead: bool = False) -> bytes:
    """A sound workbook with one more part, or with that one changed."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book(received()).data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for each in source.namelist():
            if each != name:
                target.writestr(each, source.read(each))
        target.writestr(name, data)
    assert instead == (name in zipfile.ZipFile(BytesIO(book(received()).data)).namelist())
    return out.getvalue()


BOMB = b"<worksheet>" + b" " * 60_000_000
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet/>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式的 .xls"),
        (b"%PDF-1.7", "不是 .xlsx 工作簿"),
        (b"PK\x03\x04", "已损坏"),
        (with_part("xl/worksheets/sheet1.xml", BOMB, instead=True), "压缩炸弹"),
        (with_part("xl/worksheets/sheet1.xml", ENTITIES, instead=True), "文档类型定义"),
        (with_part("xl/worksheets/sheet1.xml", b"<worksheet", instead=True), "已损坏"),
        (with_part("xl/vbaProject.bin", b"x"), "有宏"),
        (file_of({"通讯录": (("姓名",), [("田禾",)])}), "没有找到名称中有“收文”或者“发文”"),
    ],
    ids=["xls", "pdf", "cut", "bomb", "entities", "broken", "macro", "other"],
)
def test_what_cannot_be_read_safely_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_workbook(data)


def test_a_formula_is_told_as_one_and_never_computed() -> None:
    (row,) = read_workbook(book(received(收文号="=A1+1")).data).rows
    assert row.cells["number"].is_formula


def test_heads_are_known_by_their_usual_names_in_any_order_under_a_title() -> None:
    heads = ("事由", "收到日期", "收文编号", "来文机关", "原件位置", "不认识的列")
    data = file_of(
        {
            "收文": (
                ("澜州市收文登记簿",),
                [heads, ("关于甲的函", "2024-1-2", 7, "财政厅", "一柜", "x")],
            )
        }
    )
    (row,) = read_workbook(data).rows
    assert row.number == 3
    assert {field: cell.name for field, cell in row.cells.items()} == {
        "title": "A3",
        "day": "B3",
        "number": "C3",
        "party": "D3",
        "original": "E3",
    }


def test_a_column_that_lacks_is_told_once_and_empty_rows_are_no_rows() -> None:
    data = file_of({"收文": (INCOMING[:4], [received()[:4], [None] * 4, ["", " ", None, ""]])})
    found = read_workbook(data)
    assert [each.number for each in found.rows] == [2]
    (fault,) = found.faults
    assert fault.sentence.startswith(
        "“收文”表第 1 行，“原件存放处”列：缺少“原件存放处”列。请加上这一列，逐行填写。"
    )
