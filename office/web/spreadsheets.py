"""Tables as files for spreadsheets (xlsx, CSV), in which no cell is ever computed.

Whatever somebody typed into a title comes into these files. A program that opens them must take
`=HYPERLINK(…)` for text, also after the file was saved as CSV and opened again (OWASP, CSV
injection).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from office.kernel.clock import CHINA
from office.outside.xml import NOT_XML

Value = str | int | date | datetime | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
"""Lines of one file; whoever needs more asks for a shorter period."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that some spreadsheet program computes; full-width where it is Chinese."""
_PLAIN = re.compile(
    r"[0-9A-Za-z\u3007\u4e00-\u9fff《〈“（〔][^\x00-\x1f\ud800-\udfff\ufffe\uffff]{0,9999}\Z"
)
"""Most cells: nothing of them is dangerous, and openpyxl writes them much quicker."""
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767
_WIDEST, _NARROWEST = 60, 8
_LOOKED_AT = 200
"""Rows by which the widths of the columns are chosen."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, the heads of its columns, and rows of as many values.

    Moments are aware; the file has them in the office's time.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def xlsx(*tables: Table) -> bytes:
    """A workbook with a sheet a table, heads standing still and ready to be filtered."""
    book = Workbook(write_only=True)
    book.properties.creator = "文枢"
    for table in tables:
        _fill(book, table)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark, by which spreadsheet programs know it."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(_written(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def _fill(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(_NOT_IN_NAME.sub("", table.name)[:_LONGEST_NAME])
    rows = iter(table.rows)
    first = [row for row, _ in zip(rows, range(_LOOKED_AT), strict=False)]
    for place, head in enumerate(table.columns):
        texts = (head, *(_written(row[place]) for row in first))
        width = max(_width(text) for text in texts) + 2
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(
            max(width, _NARROWEST), _WIDEST
        )
    sheet.freeze_panes = "A2"
    sheet.append([_head(sheet, each) for each in table.columns])
    count = 1
    for row in _both(first, rows):
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count}"


def _both(first: list[Sequence[Value]], rest: Iterator[Sequence[Value]]) -> Iterator[Any]:
    yield from first
    yield from rest


def _head(sheet: Any, text: str) -> Any:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE8ECF1")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        return value if _PLAIN.match(value) else _text(sheet, value)
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value=value.astimezone(CHINA).replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value


def _text(sheet: Any, text: str) -> Any:
    """Text for certain: neither a formula nor an error value, and not when it is edited."""
    whole = NOT_XML.sub("", text)[:_LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value=whole)
    cell.data_type = "s"  # openpyxl takes `=…` for a formula and `#N/A` for an error
    if whole.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell


def _written(value: Value) -> str:
    if isinstance(value, datetime):
        return value.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


def _harmless(text: str) -> str:
    """A cell that begins like a formula is text for the spreadsheet, too."""
    return f"'{text}" if text.lstrip(" \u3000\u00a0").startswith(_FORMULA) else text


def _width(text: str) -> int:
    """Of its longest line, in the characters by which a column is measured."""
    return max(sum(1 + (ord(each) > 0x2E7F) for each in line) for line in text.split("\n"))
