"""Rows: lines of type before they know their page. A row takes one line of the grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from documents.layout import sheet
from documents.layout.breaking import Line, break_lines, clean
from documents.layout.characters import widths
from documents.layout.pages import Colour, Element, Place, Role, Run


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
class Row:
    """One line of the grid; its runs' `y` counts from the top of the row's cell.

    `blank`: an empty line that is dropped at the head of a page. `keep`: not the last of a page.
    `heading`: level and text for the table of contents. `height`: from the top of its cell to
    that of the next row, mm; more than a line for what is larger than type. `places`: where a
    later act puts something (`y` counts from the top of the cell; the page is not known yet).
    """

    runs: tuple[Run, ...] = ()
    blank: bool = False
    keep: bool = False
    heading: tuple[int, str] | None = None
    height: float = sheet.PITCH
    places: tuple[Place, ...] = ()

    @property
    def element(self) -> Element | None:
        """The element of its first run."""
        return self.runs[0].element if self.runs else None

    def placed(self, top: float) -> tuple[Run, ...]:
        """Its runs on a page whose row begins at `top` mm."""
        return tuple(replace(run, y=top + run.y) for run in self.runs)


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


def numbered(rows: Iterable[Row], *, first: int) -> list[Row]:
    """Give the runs the paragraph number `first`."""
    return [
        replace(row, runs=tuple(replace(run, paragraph=first) for run in row.runs)) for row in rows
    ]
