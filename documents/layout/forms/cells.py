"""Where something is filled in: items on a line, cells of a grid, columns of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from documents.layout.characters import is_wide
from documents.layout.forms.checking import check_choice_room, check_choices, check_width
from documents.layout.forms.terms import (
    LABEL_SIZE,
    STRICT,
    Align,
    Choices,
    FormRefused,
    Kind,
    Label,
    NameOrNone,
    Size,
    Span,
    Width,
    Words,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A label and its field on one line, as above the grid.

    `blank` stands where it is empty, `after` behind it whether it is or not.
    """

    __pydantic_config__ = STRICT

    label: Label = ""
    field: NameOrNone = ""
    blank: Label = ""
    after: Label = ""


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
        check_choices(self.kind, self.choices, own=own)
        if self.kind is Kind.SERIAL:
            raise FormRefused(f"{own}不能是序号（serial）：序号只用于表格（table）的栏。")
        if self.kind is not Kind.TEXT and not self.field:
            raise FormRefused(f"{own}要填写内容，但没有字段名。请用 field 写明字段名。")
        if self.boxed_label and self.label_span + bool(self.field) > self.span:
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

    def check_room(self, edges: tuple[float, ...]) -> None:
        """Refuse to stand over columns with these edges (mm) when the words do not fit."""
        own = f"“{self.label or self.field}”这一格"
        inner = self.label_span if self.boxed_label else 0
        if self.boxed_label:
            check_width(
                edges[inner] - edges[0],
                size=LABEL_SIZE,
                own=f"{own}的标签",
                characters=1.0 if self.upright else 2.0,
            )
        room = edges[-1] - edges[inner]
        if self.field or not self.boxed_label:
            check_width(room, size=max(self.size, LABEL_SIZE), own=own)
        check_choice_room(self.choices, width=room, size=self.size, own=own)


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
        check_choices(self.kind, self.choices, own=own)
        if bool(self.field) is (self.kind is Kind.SERIAL):
            raise FormRefused(f"{own}要有字段名（field）；序号（serial）自动编，不要字段名。")
