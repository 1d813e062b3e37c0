"""Rows become lines, each by itself; what is wrong with a row is said of every cell at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from documents.numbering.series import LARGEST
from documents.numbering.words import IDENTIFIERS, INCOMING, INQUIRIES, MEMORANDA, RESERVED
from documents.registers_import.columns import (
    COLUMNS,
    DAYS,
    TOLD_APART,
    Column,
    Kind,
)
from documents.registers_import.faults import Fault
from documents.registers_import.line import OldLine
from documents.registers_import.values import Number, read_day, read_number, written
from documents.registers_import.workbook import Cell, Row
from office.classification import Ceiling, TooSecret

EARLIEST = 1949
SHELL = "涉密件"
"""The title of a paper that is handled elsewhere: the register keeps its number and no more."""
SHELL_MAY_SAY = frozenset(
    {"number", "day", "party", "title", "classification", "copies", "original", "filed", "series"}
)
LONGEST_WORD = 20
_OTHERS = (MEMORANDA, INQUIRIES, IDENTIFIERS)


class RowReader:
    """Reads the rows of one workbook. Nothing above the ceiling comes through."""

    def __init__(self, *, ceiling: Ceiling, today: date) -> None:
        self._ceiling = ceiling
        self._today = today

    def read(self, row: Row) -> OldLine | list[Fault]:
        """The line (its faults that do not stop are told by `notices`), or what is wrong."""
        columns = {each.field: each for each in COLUMNS[row.kind]}
        faults = [fault for each in columns.values() for fault in self._cell(row, each)]
        if faults:
            return faults
        text = {field: written(cell.value) for field, cell in row.cells.items()}
        faults = [*self._secrets(row, text), *self._example(row, text)]
        day = read_day(row.cells["day"].value)
        number = read_number(text["number"])
        assert day is not None, "checked with its cell"
        assert number is not None, "checked with its cell"
        word = self._word(row, text, number)
        faults.extend(self._number(row, number, word))
        if faults:
            return faults
        facts = {
            field: _fact(field, row.cells[field], value)
            for field, value in text.items()
            if value and field not in TOLD_APART
        }
        line = OldLine(
            kind=row.kind,
            sheet=row.sheet,
            row=row.number,
            word=word,
            year=number.year or day.year,
            serial=number.serial,
            day=day,
            title="".join(text["title"].splitlines()),
            original=text["original"],
            facts=facts,
            scans=_names(text.get("scans", "")),
        )
        if text["number"] != line.number:
            line.facts["written_number"] = text["number"]
        return line

    def notices(self, line: OldLine) -> Iterator[Fault]:
        """What is odd about a line that can be imported all the same."""
        if line.year != line.day.year:
            yield self._fault(
                line,
                "day",
                "",
                f"号的年份是 {line.year} 年，日期在 {line.day.year} 年",
                "请核对；确实如此的可以不改",
                stops=False,
            )

    def _cell(self, row: Row, column: Column) -> Iterator[Fault]:
        cell = row.cells.get(column.field)
        text = written(cell.value) if cell else ""
        if cell is None or not text:
            if column.required:
                yield self._fault(row, column.field, "", "没有填写", f"请填写{_note(column)}")
        elif cell.is_formula:
            todo = "请选中这一列，复制后“选择性粘贴”为“数值”，再导入"
            yield self._fault(row, column.field, cell.name, "是公式，不是内容", todo)
        elif cell.is_error:
            todo = "请改成实际内容，没有的留空"
            yield self._fault(row, column.field, cell.name, f"是错误值 {text[:20]}", todo)
        elif len(text) > column.longest:
            yield self._fault(
                row,
                column.field,
                cell.name,
                f"有 {len(text)} 字，超过 {column.longest} 字",
                "请删减，全文以扫描件为准",
            )
        elif column.field in DAYS:
            yield from self._day(row, column, cell)
        elif column.field == "number" and read_number(text) is None:
            yield self._fault(
                row,
                "number",
                cell.name,
                f"“{text[:40]}”不是一个号",
                f"请写成 {column.example} 这样；一行只写一个号",
            )

    def _day(self, row: Row, column: Column, cell: Cell) -> Iterator[Fault]:
        day = read_day(cell.value)
        text = written(cell.value)[:40]
        if day is None:
            todo = "请写成 2024-03-05 或者 2024年3月5日"
            yield self._fault(row, column.field, cell.name, f"“{text}”不是日期", todo)
        elif day.year < EARLIEST or day > self._today:
            says = f"“{text}”在 {EARLIEST} 年以前，或者在今天以后"
            yield self._fault(row, column.field, cell.name, says, "请核对后改正")

    def _secrets(self, row: Row, text: dict[str, str]) -> Iterator[Fault]:
        """涉密不上网: neither a classification above the ceiling nor a marking in any words."""
        above = False
        try:
            self._ceiling.check(text.get("classification", ""))
        except TooSecret:
            above = True
        if above and (text["title"] != SHELL or not text.keys() <= SHELL_MAY_SAY):
            cell = row.cells["classification"]
            yield self._fault(
                row,
                "classification",
                cell.name,
                f"标有“{text['classification'][:20]}”，超过本系统允许的最高密级，不得录入本系统"
                "（《保守国家秘密法》第三十条、第三十一条）",
                f"请把标题改为“{SHELL}”，删去意见、结果、备注和扫描件，只留号、日期、单位和存放处；"
                "这个文件本身也请按保密规定处理",
            )
        for field, words in text.items():
            try:
                if field != "classification":
                    self._ceiling.check_text(words)
            except TooSecret:
                says = "写有密级标志，超过本系统允许的最高密级，不得录入本系统"
                todo = "请删去；涉密件只在纸质登记簿中登记内容"
                yield self._fault(row, field, row.cells[field].name, says, todo)

    def _example(self, row: Row, text: dict[str, str]) -> Iterator[Fault]:
        examples = {each.field: each.example for each in COLUMNS[row.kind]}
        if all(text[field] == examples[field] for field in ("number", "title")):
            name = row.cells["number"].name
            yield self._fault(row, "number", name, "这一行是模板中的例子", "请删去这一行")

    @staticmethod
    def _word(row: Row, text: dict[str, str], number: Number) -> str:
        if row.kind is Kind.OUTGOING:
            return number.word
        return text.get("series") or INCOMING

    def _number(self, row: Row, number: Number, word: str) -> Iterator[Fault]:
        cell = row.cells["number"].name
        if number.serial > LARGEST:
            says = f"流水号 {number.serial} 超过 {LARGEST}"
            yield self._fault(row, "number", cell, says, "请核对后改正")
        if row.kind is Kind.OUTGOING and (not number.word or not number.year):
            todo = "请写全，例如 澜政办发〔2024〕3号"
            yield self._fault(row, "number", cell, "没有写全机关代字和年份", todo)
        elif row.kind is Kind.OUTGOING and word in RESERVED:
            says = f"“{word}”是系统登记簿的名称，不是机关代字"
            yield self._fault(row, "number", cell, says, "请核对发文字号")
        elif row.kind is Kind.INCOMING and (
            word in _OTHERS or not word.isalpha() or len(word) > LONGEST_WORD
        ):
            says = f"“{word[:30]}”不能作收文的编号序列"
            todo = f"请用汉字写登记簿的名称，不超过 {LONGEST_WORD} 字，例如 {INCOMING}"
            yield self._fault(row, "series", row.cells["series"].name, says, todo)

    @staticmethod
    def _fault(
        row: Row | OldLine, field: str, cell: str, says: str, todo: str, *, stops: bool = True
    ) -> Fault:
        head = next(each.head for each in COLUMNS[row.kind] if each.field == field)
        number = row.number if isinstance(row, Row) else row.row
        return Fault(row.sheet, number, head, cell, says, todo, stops)


def _fact(field: str, cell: Cell, text: str) -> str:
    day = read_day(cell.value) if field in DAYS else None
    return day.isoformat() if day else text


def _names(text: str) -> tuple[str, ...]:
    for mark in ("；", "、", "\n", "|"):
        text = text.replace(mark, ";")
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _note(column: Column) -> str:
    return f"{column.head}，例如 {column.example}" if column.example else column.head
