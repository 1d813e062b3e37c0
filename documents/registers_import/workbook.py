"""A workbook from outside, opened within limits: no macro, no formula, no bomb.

openpyxl reads it row by row; before that every part was unpacked once and counted, and none may
define entities.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from documents.registers_import.columns import COLUMNS, KIND_WORDS, Kind
from documents.registers_import.faults import Fault
from office.kernel.refusals import Refused
from office.outside.archive import Archive

LARGEST = 40_000_000
"""Bytes of the file as it is packed."""
MOST_ROWS = 50_000
"""Lines of one import; more are imported in several files."""
MOST_COLUMNS = 80
HEAD_WITHIN = 10
"""Rows among which the heads of the columns are looked for."""
_LAST_ROW = 200_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DEFINES = (b"<!DOCTYPE", b"<!ENTITY")
_SAVE_AGAIN = "请用表格软件打开，另存为“Excel 工作簿（.xlsx）”，再导入"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it stands in the file. `name` is the cell's (C12)."""

    value: Any
    name: str
    is_formula: bool = False
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line by their fields; fields without a column are not there."""

    kind: Kind
    sheet: str
    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines of all sheets, and what the sheets themselves lack."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read_workbook(data: bytes) -> Contents:
    """All lines. Raises Refused for what is no workbook that can be read safely."""
    _must_be_workbook(data)
    _must_be_harmless(Archive(data, remedy=f"{_SAVE_AGAIN}。"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts that we do not read, such as validations
        try:
            book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
            return _contents(book)
        except Refused:
            raise
        except Exception as fault:  # openpyxl raises nearly anything for a damaged file
            raise Refused(f"工作簿已损坏或者不合规范，读不出来；{_SAVE_AGAIN}。") from fault


def _must_be_workbook(data: bytes) -> None:
    if len(data) > LARGEST:
        raise Refused(
            f"工作簿有 {len(data) / 1_000_000:.0f} MB，超过 {LARGEST // 1_000_000} MB。"
            "请删去表中的图片，或者按年分成几个文件导入。"
        )
    if data.startswith(_OLE):
        raise Refused(f"这是旧格式的 .xls，或者设有打开密码。{_SAVE_AGAIN}。")
    if not data.startswith(b"PK"):
        raise Refused(f"这不是 .xlsx 工作簿。{_SAVE_AGAIN}。")


def _must_be_harmless(archive: Archive) -> None:
    if "xl/workbook.xml" not in archive.names:
        raise Refused(f"这不是 .xlsx 工作簿。{_SAVE_AGAIN}。")
    for name in archive.names:
        if name.lower().endswith("vbaproject.bin"):
            raise Refused(f"工作簿中有宏，不能导入。{_SAVE_AGAIN}（不带宏）。")
        data = archive.read(name)
        if name.endswith((".xml", ".rels")) and (
            b"\x00" in data[:4] or any(each in data for each in _DEFINES)
        ):
            raise Refused(f"工作簿中的“{name[:60]}”含有文档类型定义，可能是攻击；{_SAVE_AGAIN}。")


def _contents(book: Any) -> Contents:
    rows: list[Row] = []
    faults: list[Fault] = []
    known = 0
    for sheet in book.worksheets:
        kind = next((each for each, word in KIND_WORDS.items() if word in sheet.title), None)
        if kind is None:
            continue
        known += 1
        for each in _rows(sheet, kind):
            (faults if isinstance(each, Fault) else rows).append(each)  # type: ignore[arg-type]
            if len(rows) > MOST_ROWS:
                raise Refused(
                    f"登记簿超过 {MOST_ROWS} 行，一次导入不了。请按年分成几个文件，分次导入。"
                )
    if not known:
        raise Refused(
            "没有找到名称中有“收文”或者“发文”的工作表。"
            "请用 office import registers --template 模板.xlsx 取得模板，按模板整理。"
        )
    return Contents(tuple(rows), tuple(faults))


def _rows(sheet: Any, kind: Kind) -> Iterator[Row | Fault]:
    sheet.reset_dimensions()  # what a file says of its own size is only a claim
    heads: dict[int, str] = {}
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=_LAST_ROW), 1):
        if not heads:
            heads = _heads(row, kind)
            if heads:
                yield from _lacking(sheet.title, number, heads, kind)
            elif number >= HEAD_WITHIN:
                break
            continue
        cells = {
            heads[place]: _cell(each, place, number)
            for place, each in enumerate(row)
            if place in heads and each.value is not None
        }
        if any(str(each.value).strip() for each in cells.values()):
            yield Row(kind, sheet.title, number, cells)
    if not heads:
        wanted = "、".join(each.head for each in COLUMNS[kind] if each.required)
        yield Fault(
            sheet.title,
            0,
            "",
            "",
            f"前 {HEAD_WITHIN} 行中没有找到列的名称",
            f"请在第 1 行写上列名，至少有{wanted}",
        )


def _heads(row: Any, kind: Kind) -> dict[int, str]:
    """The fields by the place of their column; empty for a row that is no row of heads."""
    fields = {head: each.field for each in COLUMNS[kind] for head in each.heads}
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        name = "".join(str(cell.value or "").split()).rstrip("*＊")
        field = fields.get(name)
        if field and field not in found.values():
            found[place] = field
    return found if {"number", "title"} <= set(found.values()) else {}


def _lacking(sheet: str, row: int, heads: dict[int, str], kind: Kind) -> Iterator[Fault]:
    for column in COLUMNS[kind]:
        if column.required and column.field not in heads.values():
            says, todo = f"缺少“{column.head}”列", f"请加上这一列，逐行填写。{column.note}"
            yield Fault(sheet, row, column.head, "", says, todo.rstrip("。"))


def _cell(cell: Any, place: int, row: int) -> Cell:
    return Cell(
        value=cell.value,
        name=f"{get_column_letter(place + 1)}{row}",
        is_formula=cell.data_type == "f",
        is_error=cell.data_type == "e",
    )
