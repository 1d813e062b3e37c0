"""What is wrong with a line: in which sheet, row and column, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`stops`: nothing is imported until it is mended; else it is only brought to notice.

    `row` counts as the spreadsheet does; 0 for the sheet as a whole. `cell` is its name (C12).
    """

    sheet: str
    row: int
    column: str
    cell: str
    says: str
    todo: str
    stops: bool = True

    @property
    def sentence(self) -> str:
        """For a person at a terminal."""
        row = f"第 {self.row} 行" if self.row else ""
        column = f"“{self.column}”列" if self.column else ""
        cell = f"（{self.cell}）" if self.cell else ""
        where = "，".join(part for part in (row, f"{column}{cell}") if part)
        place = f"“{self.sheet}”表{where}" if self.sheet else where
        return f"{place}：{self.says}。{self.todo}。" if place else f"{self.says}。{self.todo}。"
