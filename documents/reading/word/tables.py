"""Tables of a .docx: to a grid of texts; those that only arrange words become lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.manuscript import Table
from documents.paper_styles import TABLE_STYLE
from documents.reading.number import find_number
from documents.reading.pieces import Line
from documents.reading.word.names import WRAPPERS, attribute, child, is_on, number, short, value
from office.kernel.refusals import Refused
from office.outside.xml import Element

_MOST_CELLS = 50_000
_WIDEST = 60
_MERGED = "表格中的合并单元格已拆开"
_TOO_WIDE = f"列数超过 {_WIDEST} 的表格已按文字导入"
_ARRANGED = re.compile(
    "(?:抄[ \u3000]{0,3}送|主[ \u3000]{0,3}送|签发人|印发机关)[：:]|.{0,60}日[ \u3000]{0,3}印发$"
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's lines, the columns that it spans, and whether it goes on from the row above."""

    lines: tuple[Line, ...] = ()
    span: int = 1
    goes_on: bool = False

    @property
    def text(self) -> str:
        """Its paragraphs, each on a line."""
        return "\n".join(
            filter(None, (each.text.replace("\t", " ").strip() for each in self.lines))
        )


@dataclass(slots=True)
class TableReader:
    """Reads tables; `lines_of` gives a cell's lines, `style_of` the name behind a style's id,
    `delete` takes a deleted row or cell, `leave_out` what the remarks shall tell.
    """

    lines_of: Callable[[Element], tuple[Line, ...]]
    style_of: Callable[[str], str]
    delete: Callable[[Element], None]
    leave_out: Callable[[str], None]
    _room: int = _MOST_CELLS

    def read(self, table: Element) -> Table | tuple[Line, ...]:
        """The table, or the lines of one that only arranges words or is too wide for a page.

        A merged cell's text stands in its first place, the others are empty. A first row that is
        one cell over all columns is the table's title. Raises Refused for too many cells.
        """
        elements = list(_children(table, "w:tr"))
        rows = [list(self._cells(each)) for each in elements]
        kept = [(each, cells) for each, cells in zip(elements, rows, strict=True) if cells]
        is_ours = self.style_of(value(table, "w:tblPr", "w:tblStyle")) == TABLE_STYLE
        cells = [row for _, row in kept]
        if not is_ours and _only_arranges(cells):
            return tuple(_lines(cells))
        if any(cell.span > 1 or cell.goes_on for row in cells for cell in row):
            self.leave_out(_MERGED)
        if _width(cells) > _WIDEST:
            # Columns that only the spans make: each cell is one.
            cells = [[replace(cell, span=1) for cell in row] for row in cells]
        if _width(cells) > _WIDEST:
            self.leave_out(_TOO_WIDE)
            return tuple(_lines(cells))
        title = "" if is_ours else _title(cells)
        heads = sum(is_on(each, "w:trPr", "w:tblHeader") for each, _ in kept) - bool(title)
        grid = self._grid(cells[bool(title) :])
        return Table(
            rows=grid,
            title=title,
            heads=min(max(heads, 0 if is_ours else 1), len(grid)),
            widths=_widths(table, columns=len(grid[0]) if grid else 0),
        )

    def _cells(self, row: Element) -> Iterator[_Cell]:
        if child(row, "w:trPr", "w:del") is not None:
            self.delete(row)
            return
        if before := _count(row, "w:trPr", "w:gridBefore"):
            yield _Cell(span=before)
        for cell in _children(row, "w:tc"):
            if child(cell, "w:tcPr", "w:cellDel") is not None:
                self.delete(cell)
                continue
            merge = child(cell, "w:tcPr", "w:vMerge")
            goes_on = merge is not None and attribute(merge, "w:val", "continue") == "continue"
            lines = () if goes_on else self.lines_of(cell)
            yield _Cell(lines, max(1, _count(cell, "w:tcPr", "w:gridSpan")), goes_on)
        if after := _count(row, "w:trPr", "w:gridAfter"):
            yield _Cell(span=after)

    def _grid(self, rows: Sequence[Sequence[_Cell]]) -> tuple[tuple[str, ...], ...]:
        width = _width(rows)
        self._room -= width * len(rows)
        if self._room < 0:
            raise Refused(
                f"文件中的表格合计多于 {_MOST_CELLS} 格，不像是一件公文。请拆分后重新导入。"
            )
        return tuple(
            tuple(text for cell in row for text in (cell.text, *[""] * (cell.span - 1)))
            + ("",) * (width - sum(cell.span for cell in row))
            for row in rows
        )


def _width(rows: Sequence[Sequence[_Cell]]) -> int:
    return max((sum(cell.span for cell in row) for row in rows), default=0)


def _count(element: Element, *path: str) -> int:
    return min(max(number(value(element, *path)), 0), _WIDEST)


def _children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for each in parent:
        if short(each) == name:
            yield each
        elif short(each) in WRAPPERS:
            yield from _children(each, name)


def _title(rows: Sequence[Sequence[_Cell]]) -> str:
    is_title = len(rows) > 1 and len(rows[0]) == 1 and len(rows[1]) > 1
    return rows[0][0].text if is_title else ""


def _only_arranges(rows: Sequence[Sequence[_Cell]]) -> bool:
    """One column, or the words of a head or an imprint: a table that nobody sees as one."""
    if all(len(row) <= 1 for row in rows):
        return True
    texts = [cell.text.strip() for row in rows for cell in row]
    return len(rows) <= 12 and any(
        _ARRANGED.match(text) or (len(text) < 40 and _is_number(text)) for text in texts
    )


def _is_number(text: str) -> bool:
    found = find_number(text)
    return bool(found and not (text[: found.start] + text[found.end :]).strip())


def _lines(rows: Sequence[Sequence[_Cell]]) -> Iterator[Line]:
    """What stands side by side is one line."""
    for row in rows:
        filled = [cell for cell in row if cell.lines]
        if len(filled) == 1:
            yield from filled[0].lines
        elif filled:
            text = "\u3000".join(cell.text for cell in filled).replace("\n", "\u3000")
            yield Line(text, style=filled[0].lines[0].style)


def _widths(table: Element, *, columns: int) -> tuple[float, ...]:
    """Of the columns in parts of a hundred, where the author fixed them."""
    if _layout(table) != "fixed":
        return ()
    grid = child(table, "w:tblGrid")
    found = [] if grid is None else [each for each in grid if short(each) == "w:gridCol"]
    widths = [max(number(attribute(each, "w:w")), 0) for each in found]
    total = sum(widths)
    if len(widths) != columns or min(widths, default=0) <= 0:
        return ()
    return tuple(round(100 * width / total, 1) for width in widths)


def _layout(table: Element) -> str:
    """`fixed` or `autofit`."""
    layout = child(table, "w:tblPr", "w:tblLayout")
    return "" if layout is None else attribute(layout, "w:type")
