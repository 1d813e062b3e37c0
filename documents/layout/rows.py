"""Rows: what a page is filled with before it is known which: lines of type, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents.layout import sheet
from documents.layout.breaking import Line, break_lines, clean
from documents.layout.characters import widths
from documents.layout.pages import Colour, Element, Picture, Place, Rule, Run
from documents.typefaces.role import Role

OUTER_RULE = 0.35
INNER_RULE = 0.25
"""mm; of tables, as of the imprint (GB/T 9704-2012 7.4.1)."""

_LEADING = sheet.PITCH - sheet.CELL


@dataclass(frozen=True, slots=True)
class Style:
    """How an element is set. Indents in characters; `hanging`: that of the lines after line 1."""

    element: Element
    role: Role = Role.FANGSONG
    size: float = sheet.SIZE_3
    indent: float = 0.0
    hanging: float = 0.0
    right_indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines round rows of a table: `uprights` are their places from left to right, mm.

    Rows that follow one another on a page with the same frame are ruled together.
    """

    table: int
    uprights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the grid, or what takes the room of several; `y` of all that is in it counts
    from the top of its cell.

    `blank`: an empty line that is dropped at the head of a page. `keep`: not the last of a page.
    `heading`: level and text for the table of contents. `height`: from the top of its cell to
    that of the next row, mm; more than a line for what is larger than type. `places`: where a
    later act puts something (`y` counts from the top of the cell; the page is not known yet).
    `frame`: of a row of a table. `again`: rows that are repeated above it at the head of a page.
    """

    runs: tuple[Run, ...] = ()
    blank: bool = False
    keep: bool = False
    heading: tuple[int, str] | None = None
    height: float = sheet.PITCH
    places: tuple[Place, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()
    frame: Frame | None = None
    again: tuple[Row, ...] = ()

    @property
    def element(self) -> Element | None:
        """The element of its first run, or of what it has instead."""
        pieces: tuple[Run | Picture | Rule, ...] = (*self.runs, *self.pictures, *self.rules)
        return pieces[0].element if pieces else None

    @property
    def is_table(self) -> bool:
        """Whether it belongs to a table, upright or turned."""
        return self.frame is not None or any(run.cell for run in self.runs)

    @property
    def is_solid(self) -> bool:
        """Whether it is full of what cannot move closer: a row of a table, a picture, rules."""
        return bool(self.frame or self.rules or self.pictures)

    @property
    def depth(self) -> float:
        """How far down it reaches: the last line of a page has no room to leave below it."""
        own = self.height if self.is_solid else self.height - _LEADING
        return max([own, *(place.y + place.height for place in self.places)])

    def placed_places(self, top: float, *, page: int) -> tuple[Place, ...]:
        """Its places there; `page` counts from 0."""
        return tuple(replace(place, page=page, y=top + place.y) for place in self.places)

    def placed(self, top: float) -> tuple[Run, ...]:
        """Its runs on a page whose row begins at `top` mm."""
        return tuple(replace(run, y=top + run.y) for run in self.runs)

    def placed_rules(self, top: float) -> tuple[Rule, ...]:
        """Its own rules there; those of a table's frame are drawn for the whole table."""
        return tuple(replace(rule, y=top + rule.y) for rule in self.rules)

    def placed_pictures(self, top: float) -> tuple[Picture, ...]:
        """Its pictures there."""
        return tuple(replace(picture, y=top + picture.y) for picture in self.pictures)


BLANK = Row(blank=True)
EMPTY = Row()
"""An empty line that stays at the head of a page, as before a title."""


def run_of(
    text: str,
    *,
    style: Style,
    x: float,
    y: float | None = None,
    advances: Iterable[float] | None = None,
    colour: Colour | None = None,
) -> Run:
    """A run at `x` mm; without `y` its baseline is that of a row. `advances` in ems."""
    unit = sheet.em(style.size)
    run = Run(
        element=style.element,
        role=style.role,
        size=style.size,
        x=x,
        y=sheet.baseline(0.0, size=style.size) if y is None else y,
        text=text,
        advances=tuple(each * unit for each in (widths(text) if advances is None else advances)),
    )
    return run if colour is None else replace(run, colour=colour)


def paragraph_rows(
    text: str, *, style: Style, lead: str = "", lead_role: Role | None = None
) -> list[Row]:
    """Rows of one paragraph. `lead` is the part at its beginning set in `lead_role`."""
    cleaned = clean(text)
    unit = sheet.em(style.size)
    width = sheet.WIDTH / unit - style.right_indent
    split = len(clean(lead)) if lead_role else 0
    lines = break_lines(cleaned, width=width - style.hanging, indent=style.indent - style.hanging)
    rows = []
    for line in lines:
        indent = style.indent if line.start == 0 else style.hanging
        rows.append(
            _row(line, style=style, x=sheet.LEFT + indent * unit, split=split, lead=lead_role)
        )
    return rows


def _row(line: Line, *, style: Style, x: float, split: int, lead: Role | None) -> Row:
    cut = min(max(split - line.start, 0), len(line.text))
    if lead is None or cut == 0:
        return Row(runs=(run_of(line.text, style=style, x=x, advances=line.advances),))
    heading = run_of(
        line.text[:cut], style=replace(style, role=lead), x=x, advances=line.advances[:cut]
    )
    if cut == len(line.text):
        return Row(runs=(heading,))
    rest = run_of(line.text[cut:], style=style, x=x + heading.width, advances=line.advances[cut:])
    return Row(runs=(heading, rest))


def centred_row(text: str, *, style: Style) -> Row:
    """A row in the middle of the type area."""
    run = run_of(text, style=style, x=0.0)
    return Row(runs=(replace(run, x=sheet.LEFT + (sheet.WIDTH - run.width) / 2),))


def centred_rows(text: str, *, style: Style, left: float, width: float) -> list[Row]:
    """Rows of clean text in the middle of a column of `width` mm that begins at `left`."""
    lines = break_lines(text, width=width / sheet.em(style.size), justified=False)
    runs = [run_of(line.text, style=style, x=left, advances=line.advances) for line in lines]
    return [Row(runs=(replace(run, x=left + (width - run.width) / 2),)) for run in runs]


def frame_rules(frame: Frame, *, tops: Sequence[float]) -> list[Rule]:
    """The rules of a table whose rows lie between these heights (mm), outer ones thicker.

    The outer ones lie within the first and the last height, so that none stands out of the page.
    """
    left, right = frame.uprights[0], frame.uprights[-1]
    half = OUTER_RULE / 2
    heights = [tops[0] + half, *tops[1:-1], tops[-1] - half]
    rules = []
    for place, y in enumerate(heights):
        thickness = OUTER_RULE if place in {0, len(tops) - 1} else INNER_RULE
        rules.append(Rule(Element.TABLE, left - half, y, right - left + OUTER_RULE, thickness))
    for x in frame.uprights:
        thickness = OUTER_RULE if x in {left, right} else INNER_RULE
        height = heights[-1] - heights[0]
        rules.append(Rule(Element.TABLE, x, heights[0], height, thickness, upright=True))
    return rules


def numbered(rows: Iterable[Row], *, first: int, table: int = 0) -> list[Row]:
    """Number the paragraphs from `first`, and give a table its number in the document.

    A run that says it is of a later paragraph of the rows (a cell of a table) gets a later one.
    """
    result: list[Row] = []
    before: tuple[Row, ...] = ()
    again: tuple[Row, ...] = ()
    for row in rows:
        if row.again is not before:
            before, again = row.again, tuple(numbered(row.again, first=first, table=table))
        runs = tuple(_numbered(run, first=first, table=table) for run in row.runs)
        frame = row.frame and replace(row.frame, table=table)
        result.append(replace(row, runs=runs, frame=frame, again=again))
    return result


def _numbered(run: Run, *, first: int, table: int) -> Run:
    cell = run.cell and (table, *run.cell[1:])
    return replace(run, paragraph=first + run.paragraph, cell=cell)
