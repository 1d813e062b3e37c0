"""What the check of a workbook found, row by row: on the terminal, and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from documents.registers_import.checking import Checked
from documents.registers_import.columns import KIND_WORDS, Kind
from office.web.spreadsheets import Table, Value, xlsx

MOST_SHOWN = 100
"""Sentences on the terminal; the report has all of them."""
COLUMNS = ("工作表", "行", "列", "单元格", "情况", "说明", "怎么办")
LINES = ("工作表", "行", "号", "日期", "标题", "原件存放处", "扫描件")


def sentences(checked: Checked) -> Iterator[str]:
    """What stands against the import, then what is only to be noticed."""
    stopping = [each for each in checked.faults if each.stops]
    noticed = [each for each in checked.faults if not each.stops]
    for each in stopping[:MOST_SHOWN]:
        yield each.sentence
    if len(stopping) > MOST_SHOWN:
        yield f"还有 {len(stopping) - MOST_SHOWN} 处要改正，请用 --report 报告.xlsx 看全部。"
    for each in noticed[:MOST_SHOWN]:
        yield f"提醒：{each.sentence}"
    if checked.unused:
        some = "、".join(checked.unused[:5])
        yield (
            f"提醒：扫描件目录中有 {len(checked.unused)} 个文件没有对上登记簿中的行"
            f"（{some}{'等' if len(checked.unused) > 5 else ''}）。"
            "请把文件名改成号，或者在“扫描件”列写上文件名。"
        )


def summary(checked: Checked) -> str:
    """How many lines of each kind, how many scans, how much to mend."""
    counts = dict.fromkeys(Kind, 0)
    for each in checked.lines:
        counts[each.line.kind] += 1
    of_kinds = "，".join(f"{KIND_WORDS[kind]} {count} 件" for kind, count in counts.items())
    scans = sum(len(each.files) for each in checked.lines)
    wrong = sum(each.stops for each in checked.faults)
    return f"可以导入：{of_kinds}，扫描件 {scans} 个；要改正的 {wrong} 处。"


def report(checked: Checked) -> bytes:
    """Everything found, as a workbook of three sheets."""
    return xlsx(
        Table("要改正的和提醒", COLUMNS, _faults(checked)),
        Table("可以导入的行", LINES, _lines(checked)),
        Table("没有对上的扫描件", ("文件",), [(each,) for each in checked.unused]),
    )


def _faults(checked: Checked) -> Iterator[tuple[Value, ...]]:
    for each in checked.faults:
        state = "要改正" if each.stops else "提醒"
        place = (each.sheet, each.row or None, each.column, each.cell)
        yield (*place, state, each.says, each.todo)


def _lines(checked: Checked) -> Iterator[tuple[Value, ...]]:
    for each in checked.lines:
        line = each.line
        names = "；".join(path.name for path in each.files)
        yield (line.sheet, line.row, line.number, line.day, line.title, line.original, names)
