"""What an inner form (内部表单) is made of; a form is data, written as TOML or JSON.

Every length is in millimetres, every type size in points, every width of a column counts against
the others of its part: together they fill the type area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from documents.layout.forms.area import ACROSS, UPRIGHT, Area
from documents.layout.forms.cells import Cell, Column, Item
from documents.layout.forms.checking import check_choice_room, check_width
from documents.layout.forms.terms import (
    LABEL_SIZE,
    STRICT,
    FormRefused,
    Height,
    Label,
    Name,
    NameOrNone,
    Share,
    Size,
    Space,
    Width,
    Words,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid, at least `height` mm high.

    `stretch`: its share of what is left of the page, so that the form ends at the foot.
    `optional`: it is printed only where something is filled in.
    """

    __pydantic_config__ = STRICT

    cells: Annotated[tuple[Cell, ...], Field(min_length=1, max_length=24)]
    height: Height = 11.0
    stretch: Share = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells over common columns."""

    __pydantic_config__ = STRICT

    kind: Literal["grid"]
    columns: Annotated[tuple[Width, ...], Field(min_length=1, max_length=24)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=60)]
    space: Space = 0.0

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            total = sum(each.span for each in row.cells)
            if total != len(self.columns):
                raise FormRefused(
                    f"第 {number} 行各格的 span 相加是 {total}，而 columns 有"
                    f" {len(self.columns)} 栏。请改成相等。"
                )

    def check_room(self, area: Area) -> None:
        """Refuse to stand in the area when the words of a cell do not fit."""
        edges = area.edges(self.columns)
        for row in self.rows:
            place = 0
            for cell in row.cells:
                cell.check_room(edges[place : place + cell.span + 1])
                place += cell.span


@dataclass(frozen=True, slots=True)
class Table:
    """A list that is filled in row by row, with at least `rows` rows of at least `height` mm.

    The head is repeated on every page; `stretch`: each row's share of what is left.
    """

    __pydantic_config__ = STRICT

    kind: Literal["table"]
    field: Name
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=24)]
    rows: Annotated[int, Field(ge=0, le=60)] = 5
    height: Annotated[float, Field(ge=6, le=60, allow_inf_nan=False)] = 10.0
    stretch: Share = 0
    space: Space = 0.0

    def __post_init__(self) -> None:
        names = [each.field for each in self.columns if each.field]
        if len(names) != len(set(names)):
            raise FormRefused(f"表格“{self.field}”有两栏用了同一个字段名。请改成不同的。")

    def check_room(self, area: Area) -> None:
        """Refuse to stand in the area when the words of a column do not fit."""
        edges = area.edges([each.width for each in self.columns])
        for place, column in enumerate(self.columns):
            own = f"“{column.label}”这一栏"
            width = edges[place + 1] - edges[place]
            check_width(width, size=max(column.size, LABEL_SIZE), own=own)
            check_choice_room(column.choices, width=width, size=column.size, own=own)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a form, as over a tear-off slip."""

    __pydantic_config__ = STRICT

    kind: Literal["heading"]
    text: Label
    space: Space = 4.0


@dataclass(frozen=True, slots=True)
class Remark:
    """Printed words, such as how the form is to be used."""

    __pydantic_config__ = STRICT

    kind: Literal["remark"]
    text: Words
    size: Size = 10.5
    space: Space = 2.0


@dataclass(frozen=True, slots=True)
class Items:
    """Labels with their fields on one line, without a grid."""

    __pydantic_config__ = STRICT

    kind: Literal["items"]
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=4)]
    space: Space = 2.0


@dataclass(frozen=True, slots=True)
class Tear:
    """Where the sheet is torn; what stands below it stays on one page."""

    __pydantic_config__ = STRICT

    kind: Literal["tear"]
    text: Label = "沿此线裁下"
    space: Space = 8.0


Part = Annotated[Grid | Table | Heading | Remark | Items | Tear, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the form on each of its pages: agency and name, below them `items`.

    `agency`: the field with the agency's name, printed before the form's name. `stamp`: that with
    the lines of the arrival stamp (收文章), above the head of the first page.
    """

    __pydantic_config__ = STRICT

    agency: NameOrNone = "agency"
    stamp: NameOrNone = ""
    items: Annotated[tuple[Item, ...], Field(max_length=4)] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An inner form. `name` is printed; `colour` is that of its name, rules and labels.

    `across`: it lies across the page, as registers of many columns do.
    """

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(min_length=1, max_length=30)]
    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=40)]
    head: Head = Head()
    colour: Literal["black", "red"] = "black"
    across: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise FormRefused("表单的名称（name）只有空白，无法印出。请写明名称。")
        seen: set[str] = set()
        for name in self._fields():
            if name in seen:
                raise FormRefused(f"字段名“{name}”用了两次，填写时分不清。请把其中一个改名。")
            seen.add(name)
        for number, part in enumerate(self.parts, start=1):
            if isinstance(part, Grid | Table):
                _check_room(part, area=self.area, number=number)

    @property
    def area(self) -> Area:
        """Where it stands on its sheet, which is turned for a form that lies across."""
        return ACROSS if self.across else UPRIGHT

    def items(self) -> Iterator[Item]:
        """The labelled fields outside the grid."""
        yield from self.head.items
        for part in self.parts:
            if isinstance(part, Items):
                yield from part.items

    def cells(self) -> Iterator[Cell]:
        """The cells of all grids."""
        for part in self.parts:
            if isinstance(part, Grid):
                for row in part.rows:
                    yield from row.cells

    def tables(self) -> Iterator[Table]:
        """The tables."""
        yield from (part for part in self.parts if isinstance(part, Table))

    def _fields(self) -> Iterator[str]:
        yield from (each for each in (self.head.agency, self.head.stamp) if each)
        yield from (each.field for each in self.items() if each.field)
        yield from (each.field for each in self.cells() if each.field)
        yield from (each.field for each in self.tables())


def _check_room(part: Grid | Table, *, area: Area, number: int) -> None:
    try:
        part.check_room(area)
    except FormRefused as refusal:
        raise FormRefused(f"第 {number} 部分：{refusal}") from refusal
