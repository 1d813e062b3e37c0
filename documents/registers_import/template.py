"""The workbook to fill in: both sheets with their columns, an example each, and how to fill."""

from __future__ import annotations

from collections.abc import Iterator

from documents.registers_import.columns import COLUMNS, KIND_WORDS, Kind
from office.web.spreadsheets import Table, xlsx

NAME = "旧登记簿导入模板.xlsx"


def template() -> bytes:
    """Its bytes."""
    return xlsx(*(_sheet(kind) for kind in Kind), Table("填写说明", ("说明",), _notes()))


def _sheet(kind: Kind) -> Table:
    columns = COLUMNS[kind]
    heads = [f"{each.head}＊" if each.required else each.head for each in columns]
    return Table(KIND_WORDS[kind], heads, [[each.example for each in columns]])


_RULES = (
    "每张表第 2 行是例子，填写前请删去。",
    "带＊的列必须填写；不用的列可以删去，列的次序可以调换。",
    "只有收文或者只有发文的，删去另一张表。表的名称里要有“收文”或者“发文”。",
    "一行登记一件，一个号只能出现一次。",
    "导入后，这些号在“编号”中算作已用，不会再编给别的公文。",
    "涉密件不得录入内容：标题写“涉密件”，只填号、日期、单位、密级、份数和原件存放处。",
    "单元格里只写内容，不写公式；用公式编的号，请复制后“选择性粘贴”为“数值”。",
)


def _notes() -> Iterator[tuple[str]]:
    yield from ((rule,) for rule in _RULES)
    for kind in Kind:
        for each in COLUMNS[kind]:
            if each.note:
                yield (f"{KIND_WORDS[kind]}　{each.head}：{each.note}",)
