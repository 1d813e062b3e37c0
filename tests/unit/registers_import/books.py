"""Workbooks of old registers, as offices have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook as File

from documents.registers_import.application import Workbook

INCOMING = (
    "收文号",
    "收文日期",
    "来文单位",
    "标题",
    "原件存放处",
    "扫描件",
    "密级",
    "领导批示",
    "编号序列",
    "档号",
)
OUTGOING = ("发文字号", "成文日期", "标题", "主送", "签发人", "原件存放处", "备注")


def received(number: str = "2024-15", day: Any = "2024-03-05", **other: Any) -> list[Any]:
    """A row of 收文."""
    values = {
        "收文号": number,
        "收文日期": day,
        "来文单位": "云川省财政厅",
        "标题": f"关于预算编制的通知（{number}）",
        "原件存放处": "档案室 3 柜",
        **other,
    }
    return [values.get(head) for head in INCOMING]


def issued(
    number: str = "澜政办发〔2024〕3号", day: Any = "2024-01-12", **other: Any
) -> list[Any]:
    """A row of 发文."""
    values = {
        "发文字号": number,
        "成文日期": day,
        "标题": f"关于工作要点的通知（{number}）",
        "主送": "各区、县人民政府",
        "签发人": "周怀远",
        "原件存放处": "档案室 1 柜",
        **other,
    }
    return [values.get(head) for head in OUTGOING]


def file_of(sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """A workbook with these sheets: heads, then rows; formulas as a person types them."""
    file = File()
    file.remove(file.active)
    for name, (heads, rows) in sheets.items():
        sheet = file.create_sheet(name)
        sheet.append(list(heads))
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def book(
    *incoming: Sequence[Any], outgoing: Iterable[Sequence[Any]] = (), name: str = "登记簿.xlsx"
) -> Workbook:
    """收文 and, where there is any, 发文."""
    sheets = {"2024年收文登记簿": (INCOMING, incoming)} if incoming else {}
    rows = list(outgoing)
    if rows:
        sheets["发文"] = (OUTGOING, rows)
    return Workbook(name, file_of(sheets))
