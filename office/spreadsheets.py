"""Tables as files that spreadsheet programs open, with nothing in them that would be computed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"

LONGEST = 32_767
"""Characters that a cell holds."""
_WIDEST = 60
_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a program would compute, also after a full-width key was pressed."""

Row = Sequence[str | int]


def xlsx(sheets: Iterable[tuple[str, Row, Iterable[Row]]]) -> bytes:
    """A workbook: of each sheet its name (at most 31 characters), its head and its rows."""
    book = Workbook(write_only=True)
    for name, head, rows in sheets:
        sheet = book.create_sheet(name)
        body = [list(row) for row in rows]
        for place, width in enumerate(_widths([head, *body])):
            sheet.column_dimensions[_letter(place)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, each, bold=True) for each in head])
        for row in body:
            sheet.append([_cell(sheet, each) for each in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_text(head: Row, rows: Iterable[Row]) -> bytes:
    """In UTF-8 with a mark by which old programs know it; lines end as RFC 4180 says."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(map(harmless, head))
    writer.writerows(map(harmless, row) for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def harmless(value: str | int) -> str | int:
    """The text as a text, whatever it begins with."""
    if isinstance(value, int):
        return value
    plain = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
    return f"'{plain}"[:LONGEST] if plain.startswith(_COMPUTED) else plain


def _cell(sheet: Any, value: str | int, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=harmless(value))
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever the text looks like
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widths(rows: Sequence[Row]) -> list[int]:
    """As wide as the longest text of a column, an ideograph as two letters."""
    columns = zip(*([_wide(each) for each in row] for row in rows), strict=True)
    return [min(max(column) + 2, _WIDEST) for column in columns]


def _wide(value: str | int) -> int:
    return sum(1 if each.isascii() else 2 for each in str(value)[:_WIDEST])


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"
