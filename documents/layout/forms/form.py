"""What an inner form (内部表单) is made of; a form is data, written as TOML or JSON.

Every length is in millimetres, every type size in points, every width of a column counts against
the others of its part: together they fill the type area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from documents.layout import sheet
from documents.layout.characters import is_wide, widths
from documents.layout.forms import area
from office.kernel.refusals import Refused


class FormRefused(Refused, ValueError):
    """A form, or what is to be filled in, is not as forms are: where, what, what to do.

    A ValueError too, so that whoever reads a form from data can add where in it.
    """


class Kind(StrEnum):
    """What is filled in: words, opinions with their names and dates, ticks, a row's number."""

    TEXT = "text"
    OPINIONS = "opinions"
    CHOICE = "choice"
    SERIAL = "serial"


class Align(StrEnum):
    """Where words stand between the left and the right of their box."""

    LEFT = "left"
    CENTRE = "centre"


STRICT = ConfigDict(extra="forbid")
"""What the language does not know is refused, or a slip of the pen would silently do nothing."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A field's name, by which it is filled in."""
NameOrNone = Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{0,39})?$")]
Label = Annotated[str, Field(max_length=20)]
Words = Annotated[str, Field(max_length=500)]
Size = Annotated[float, Field(ge=9, le=26, allow_inf_nan=False)]
Width = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
Height = Annotated[float, Field(ge=6, le=200, allow_inf_nan=False)]
Space = Annotated[float, Field(ge=0, le=60, allow_inf_nan=False)]
Share = Annotated[int, Field(ge=0, le=20)]
Span = Annotated[int, Field(ge=1, le=24)]
Choices = Annotated[tuple[Label, ...], Field(max_length=12)]

_NARROWEST = 2.0
"""Characters that have to fit into a box side by side."""
LABEL_SIZE = 12.0
CHOICE_BOX = 1.2
"""The box before a choice, in characters."""
_BOX_MARGINS = 2 * area.PADDING


@dataclass(frozen=True, slots=True)
class Item:
    """A label and its field on one line, as above the grid. `blank` stands where it is empty."""

    __pydantic_config__ = STRICT

    label: Label = ""
    field: NameOrNone = ""
    blank: Label = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A box of the grid: what it is called and what is filled in.

    `span`: columns, the label's included. `label_span`: how many of them the label has to itself;
    0: label and content share a box. `upright`: the label runs downwards (竖排). `indent`: of
    each paragraph, in characters. `blank`: printed where nothing is filled in.
    """

    __pydantic_config__ = STRICT

    label: Label = ""
    field: NameOrNone = ""
    span: Span = 1
    label_span: Annotated[int, Field(ge=0, le=24)] = 1
    upright: bool = False
    kind: Kind = Kind.TEXT
    choices: Choices = ()
    size: Size = 14.0
    align: Align = Align.LEFT
    indent: Annotated[int, Field(ge=0, le=4)] = 0
    blank: Words = ""

    def __post_init__(self) -> None:
        own = f"“{self.label or self.field}”这一格"
        _check_choices(self.kind, self.choices, own=own)
        if self.kind is Kind.SERIAL:
            raise FormRefused(f"{own}不能是序号（serial）：序号只用于表格（table）的栏。")
        if self.kind is not Kind.TEXT and not self.field:
            raise FormRefused(f"{own}要填写内容，但没有字段名。请用 field 写明字段名。")
        if self.label_span + bool(self.field) > self.span:
            raise FormRefused(
                f"{own}共占 {self.span} 栏，标签占 {self.label_span} 栏，没有留下填写的位置。"
                "请加大 span，或把 label_span 改为 0，让标签和内容同在一格。"
            )
        if self.upright and not self.boxed_label:
            raise FormRefused(f"{own}的标签竖排（upright），须单独占栏。请把 label_span 写为 1。")
        if self.upright and not all(is_wide(each) for each in self.label):
            raise FormRefused(f"{own}的标签竖排（upright），只能用汉字和全角符号。请修改标签。")

    @property
    def boxed_label(self) -> bool:
        """Whether the label has a box of its own."""
        return bool(self.label) and self.label_span > 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid, at least `height` mm high.

    `stretch`: its share of what is left of the page, so that the form ends at the foot.
    """

    __pydantic_config__ = STRICT

    cells: Annotated[tuple[Cell, ...], Field(min_length=1, max_length=24)]
    height: Height = 11.0
    stretch: Share = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells over common columns."""

    __pydantic_config__ = STRICT

    kind: Literal["grid"]
    columns: Annotated[tuple[Width, ...], Field(min_length=1, max_length=24)]
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=60)]
    space: Space = 0.0

    def __post_init__(self) -> None:
        edges = area.edges(self.columns)
        for number, row in enumerate(self.rows, start=1):
            total = sum(each.span for each in row.cells)
            if total != len(self.columns):
                raise FormRefused(
                    f"第 {number} 行各格的 span 相加是 {total}，而 columns 有"
                    f" {len(self.columns)} 栏。请改成相等。"
                )
            place = 0
            for cell in row.cells:
                _check_room(cell, edges=edges[place : place + cell.span + 1])
                place += cell.span


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; its label stands in the table's head."""

    __pydantic_config__ = STRICT

    label: Label
    width: Width
    field: NameOrNone = ""
    kind: Kind = Kind.TEXT
    choices: Choices = ()
    size: Size = 12.0
    align: Align = Align.CENTRE

    def __post_init__(self) -> None:
        own = f"“{self.label}”这一栏"
        _check_choices(self.kind, self.choices, own=own)
        if bool(self.field) is (self.kind is Kind.SERIAL):
            raise FormRefused(f"{own}要有字段名（field）；序号（serial）自动编，不要字段名。")


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
        edges = area.edges([each.width for each in self.columns])
        for place, column in enumerate(self.columns):
            own = f"“{column.label}”这一栏"
            width = edges[place + 1] - edges[place]
            _check_width(width, size=max(column.size, LABEL_SIZE), own=own)
            _check_choice_room(column.choices, width=width, size=column.size, own=own)


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

    `agency`: the field with the agency's name, printed before the form's name.
    """

    __pydantic_config__ = STRICT

    agency: NameOrNone = "agency"
    items: Annotated[tuple[Item, ...], Field(max_length=4)] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An inner form. `name` is printed; `colour` is that of its name, rules and labels."""

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(min_length=1, max_length=30)]
    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=40)]
    head: Head = Head()
    colour: Literal["black", "red"] = "black"

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for name in self._fields():
            if name in seen:
                raise FormRefused(f"字段名“{name}”用了两次，填写时分不清。请把其中一个改名。")
            seen.add(name)

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
        if self.head.agency:
            yield self.head.agency
        yield from (each.field for each in self.items() if each.field)
        yield from (each.field for each in self.cells() if each.field)
        yield from (each.field for each in self.tables())


def _check_choices(kind: Kind, choices: tuple[str, ...], *, own: str) -> None:
    if (kind is Kind.CHOICE) != bool(choices):
        raise FormRefused(
            f"{own}：供选择的（kind 为 choice）须用 choices 列出选项，其他的不能有 choices。"
        )
    if len(set(choices)) != len(choices) or not all(each.strip() for each in choices):
        raise FormRefused(f"{own}的选项有空白或重复。请修改 choices。")


def _check_room(cell: Cell, *, edges: tuple[float, ...]) -> None:
    own = f"“{cell.label or cell.field}”这一格"
    label_span = cell.label_span if cell.boxed_label else 0
    if cell.boxed_label and not cell.upright:
        _check_width(edges[label_span] - edges[0], size=LABEL_SIZE, own=f"{own}的标签")
    if cell.boxed_label and cell.upright:
        _check_width(
            edges[label_span] - edges[0], size=LABEL_SIZE, own=f"{own}的标签", characters=1.0
        )
    if cell.field or not cell.boxed_label:
        _check_width(edges[-1] - edges[label_span], size=max(cell.size, LABEL_SIZE), own=own)
    room = edges[-1] - edges[label_span]
    _check_choice_room(cell.choices, width=room, size=cell.size, own=own)


def _check_choice_room(choices: tuple[str, ...], *, width: float, size: float, own: str) -> None:
    """A choice stands on one line with its box."""
    for choice in choices:
        needed = sum(widths(choice)) + CHOICE_BOX
        _check_width(width, size=size, own=f"{own}的选项“{choice}”", characters=needed)


def _check_width(width: float, *, size: float, own: str, characters: float = _NARROWEST) -> None:
    if width - _BOX_MARGINS < characters * sheet.em(size) - 1e-6:
        raise FormRefused(
            f"{own}只有 {width:.1f} 毫米宽，放不下 {characters:g} 个 {size:g} 磅的字。"
            "请加宽所在的栏，或减小字号。"
        )
