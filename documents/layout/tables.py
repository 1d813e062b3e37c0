"""Tables: columns as wide as their text wants, in the largest type in which it stands well.

The type goes from size 3 down to size 5. Heads are repeated on every page; a row goes over two
pages only where it is taller than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from documents.layout import sheet
from documents.layout.breaking import Line, break_lines, clean, widest_whole
from documents.layout.characters import widths
from documents.layout.pages import Element, Run
from documents.layout.rows import OUTER_RULE, Frame, Row, Style, centred_rows, run_of
from documents.manuscript import Table
from documents.sizes import column_shares
from documents.typefaces.role import Role

_SIZES = ((sheet.SIZE_3, 2), (sheet.SIZE_4, 4), (12.0, 8), (10.5, 10_000))
"""Type sizes, and how many lines of each a cell may take before the next smaller one is tried."""

_TITLE = Style(element=Element.TABLE, role=Role.HEI, size=sheet.SIZE_4)
_SIDE = 1.2
"""mm between text and upright rule."""
_ABOVE = 0.45
_LINE = 1.4
"""Ems above and below the text of a cell, and from one of its lines to the next."""
_NARROWEST = 4.0
_BEYOND_FAIR = 2.0
"""Ems that a column may take beyond an even part of the room where that keeps it in one line."""
_RAGGED = 0.5
"""Ems that broken text leaves empty on a line."""
_MOST_HIGHER = 1.25
"""How many times as high a table may become by that."""
_CENTRED = 12.0
"""Ems up to which a column of one-line cells is centred."""
_TALLEST_HEAD = 1 / 3

Cell = tuple[str, ...]
"""The clean paragraphs of a cell."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns lie (mm from the left) and in which type their cells are set."""

    size: float
    uprights: tuple[float, ...]
    side: float

    @property
    def em(self) -> float:
        return sheet.em(self.size)

    def room(self, column: int) -> float:
        """Ems of text in a line of the column."""
        return (self.uprights[column + 1] - self.uprights[column] - 2 * self.side) / self.em


def table_rows(
    table: Table,
    *,
    left: float = sheet.LEFT,
    width: float = sheet.WIDTH,
    height: float = sheet.HEIGHT,
) -> list[Row]:
    """Title and rows in a column of `width` mm that begins at `left`, on pages of `height` mm.

    Whatever is in the table, its text stays inside its cells.
    """
    title = title_rows(table.title, left=left, width=width)
    cells = _cells(table)
    if not cells or not cells[0]:
        return [replace(row, keep=False) for row in title]
    grid = _grid(table, cells, left=left, width=width)
    frame = Frame(0, grid.uprights)
    heads = min(max(table.heads, 0), len(cells))
    centred = [_is_centred(cells[heads:], column) for column in range(len(cells[0]))]
    set_rows = [
        _SetRow.of(row, place=place, grid=grid, centred=None if place < heads else centred)
        for place, row in enumerate(cells)
    ]
    head_height = sum(row.height for row in set_rows[:heads])
    if heads == len(cells) or head_height > _TALLEST_HEAD * height:
        heads, head_height = 0, 0.0
    room = height - head_height - sum(row.height for row in title)
    head_rows = [row.row(frame, keep=True) for row in set_rows[:heads]]
    again = tuple(replace(row, keep=False) for row in head_rows)
    pieces = [piece for row in set_rows[heads:] for piece in row.pieces(room)]
    return [*title, *head_rows, *(replace(each.row(frame), again=again) for each in pieces)]


def title_rows(title: str, *, left: float, width: float) -> list[Row]:
    """The title above a table or below a figure; it stays with what it names."""
    return [
        replace(row, keep=True)
        for row in centred_rows(clean(title), style=_TITLE, left=left, width=width)
    ]


def _cells(table: Table) -> list[list[Cell]]:
    columns = max(map(len, table.rows), default=0)
    return [[_cell(text) for text in (*row, *[""] * (columns - len(row)))] for row in table.rows]


def _cell(text: str) -> Cell:
    return tuple(line for line in map(clean, text.splitlines()) if line)


def _grid(table: Table, cells: list[list[Cell]], *, left: float, width: float) -> _Grid:
    """The largest type in which every cell stands well; the smallest fits whatever there is."""
    natural = [_natural([row[column] for row in cells]) for column in range(len(cells[0]))]
    least = [_least([row[column] for row in cells]) for column in range(len(cells[0]))]
    columns = len(natural)
    side = min(_SIDE, 0.1 * width / columns)
    inner = width - OUTER_RULE - 2 * side * columns
    for size, most_lines in _SIZES:
        room = inner / sheet.em(size)
        shares = _shares(table, cells, natural, least, room=room)
        pairs = zip(natural, shares, strict=True)
        wraps = max(ceil(text / max(share, 0.01) - 1e-6) for text, share in pairs)
        narrow = any(share < need for share, need in zip(shares, least, strict=True))
        if wraps <= most_lines and not narrow:
            break
    if min(shares) < 1.0:
        size = min(size, inner / columns / sheet.MM_PER_PT)
        room = inner / sheet.em(size)
        shares = [1.0 + (room - columns) * share / sum(shares) for share in shares]
    uprights = [left + OUTER_RULE / 2]
    for share in shares:
        uprights.append(uprights[-1] + share * sheet.em(size) + 2 * side)
    return _Grid(size, tuple(uprights), side)


def _natural(column: list[Cell]) -> float:
    """The width of its longest line, ems."""
    return max((sum(widths(line)) for cell in column for line in cell), default=0.0) or 1.0


def _least(column: list[Cell]) -> float:
    """What a column needs so that its numbers stay whole and its text does not stand upright."""
    whole = max((widest_whole(line) for cell in column for line in cell), default=0.0)
    return max(min(_natural(column), _NARROWEST), whole)


def _shares(
    table: Table,
    cells: list[list[Cell]],
    natural: list[float],
    least: list[float],
    *,
    room: float,
) -> list[float]:
    """The width of each column, ems; together they are `room`."""
    if given := column_shares(table):
        return [room * each for each in given]
    if sum(natural) <= room:
        spare = (room - sum(natural)) / sum(each + 2.0 for each in natural)
        return [each + spare * (each + 2.0) for each in natural]
    if sum(least) >= room:
        return [room * each / sum(least) for each in least]
    return _unbroken(cells, natural, least, room=room)


def _unbroken(
    cells: list[list[Cell]], natural: list[float], least: list[float], *, room: float
) -> list[float]:
    """Shares by which columns of short text, the shortest first, are not broken into lines.

    A column is, where that would make the table much higher or leave the others too little.
    """
    sizes = [[[sum(widths(line)) for line in cell] for cell in row] for row in cells]
    needs, shares = least, _between(natural, least, room=room)
    highest = _MOST_HIGHER * _lines(sizes, shares)
    for text in sorted(set(natural))[:-1]:
        pairs = list(zip(natural, needs, strict=True))
        waiting = [need for own, need in pairs if own >= text]
        fair = (room - sum(needs) + sum(waiting)) / len(waiting)
        given = [max(need, own) if own == text else need for own, need in pairs]
        if text > fair + _BEYOND_FAIR or sum(given) > room:
            break
        tried = _between(natural, given, room=room)
        if _lines(sizes, tried) <= highest:
            needs, shares = given, tried
    return shares


def _between(natural: list[float], least: list[float], *, room: float) -> list[float]:
    """Each column gets its least, and of what is left a part of what it still wants."""
    wanted = [max(text - need, 0.0) for text, need in zip(natural, least, strict=True)]
    spare = (room - sum(least)) / sum(wanted)
    return [need + spare * want for need, want in zip(least, wanted, strict=True)]


def _lines(sizes: list[list[list[float]]], shares: list[float]) -> int:
    """About how many lines all rows take together."""
    return sum(
        max(
            sum(_lines_of(each, share=share) for each in cell)
            for cell, share in zip(row, shares, strict=True)
        )
        for row in sizes
    )


def _lines_of(text: float, *, share: float) -> int:
    """Broken text leaves some of each line empty."""
    return 1 if text <= share + 1e-6 else ceil(text / max(share - _RAGGED, 1.0))


def _is_centred(cells: list[list[Cell]], column: int) -> bool:
    """Short entries and numbers stand in the middle of their column, text at its left."""
    longest = max((sum(widths(line)) for row in cells for line in row[column]), default=0.0)
    return longest <= _CENTRED and all(len(row[column]) <= 1 for row in cells)


@dataclass(frozen=True, slots=True)
class _SetRow:
    """A row whose cells are broken into lines; `place` counts the table's rows from 0.

    `centred`: which of its columns are set in the middle. `is_head`: it is set in 黑体.
    """

    cells: tuple[tuple[Line, ...], ...]
    place: int
    grid: _Grid
    centred: tuple[bool, ...]
    is_head: bool

    @classmethod
    def of(
        cls, row: Sequence[Cell], *, place: int, grid: _Grid, centred: list[bool] | None
    ) -> _SetRow:
        """Break the cells of the row; without `centred` it is a head."""
        middle = tuple(centred or [True] * len(row))
        cells = [
            tuple(
                line
                for paragraph in cell
                for line in break_lines(
                    paragraph, width=grid.room(column), justified=not middle[column]
                )
            )
            for column, cell in enumerate(row)
        ]
        return cls(tuple(cells), place, grid, middle, is_head=centred is None)

    @property
    def height(self) -> float:
        """mm from rule to rule."""
        return self._height(max(map(len, self.cells)))

    def _height(self, lines: int) -> float:
        return (1.0 + (max(lines, 1) - 1) * _LINE + 2 * _ABOVE) * self.grid.em

    def pieces(self, room: float) -> list[_SetRow]:
        """The row itself; in pieces where it is higher than `room` mm."""
        if self.height <= room:
            return [self]
        most = max(int((room / self.grid.em - 2 * _ABOVE - 1.0) / _LINE) + 1, 1)
        longest = max(map(len, self.cells))
        return [
            replace(self, cells=tuple(cell[start : start + most] for cell in self.cells))
            for start in range(0, longest, most)
        ]

    def row(self, frame: Frame, *, keep: bool = False) -> Row:
        """The row with its runs; each cell is a paragraph of its own."""
        runs = [
            run
            for column, lines in enumerate(self.cells)
            for run in self._runs(lines, column=column)
        ]
        return Row(tuple(runs), keep=keep, height=self.height, frame=frame)

    def _runs(self, lines: Sequence[Line], *, column: int) -> list[Run]:
        grid = self.grid
        role = Role.HEI if self.is_head else Role.FANGSONG
        style = Style(element=Element.TABLE, role=role, size=grid.size)
        top = (self.height - self._height(len(lines))) / 2 + _ABOVE * grid.em
        x = grid.uprights[column] + grid.side
        runs = []
        for place, line in enumerate(lines):
            indent = (grid.room(column) - line.width) / 2 if self.centred[column] else 0.0
            y = top + (place * _LINE + 0.5) * grid.em
            run = run_of(
                line.text,
                style=style,
                x=x + max(indent, 0.0) * grid.em,
                y=y + (sheet.ASCENT - 0.5) * grid.size * sheet.MM_PER_PT,
                advances=line.advances,
            )
            paragraph = 1 + self.place * len(self.cells) + column
            runs.append(replace(run, cell=(0, self.place, column), paragraph=paragraph))
        return runs
