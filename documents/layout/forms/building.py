"""A form's parts as bands, with what is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from documents.layout.forms.area import Area
from documents.layout.forms.bands import Band, Box, numbered
from documents.layout.forms.cells import Cell, Column
from documents.layout.forms.contents import content_lines
from documents.layout.forms.form import Form, Grid, Heading, Items, Part, Remark, Row, Table
from documents.layout.forms.heads import (
    colour_of,
    heading_band,
    items_band,
    remark_band,
    tear_band,
)
from documents.layout.forms.lines import (
    head_lines,
    label_lines,
    label_type,
    upright_lines,
)
from documents.layout.forms.terms import Kind
from documents.layout.forms.values import Content, Filling
from documents.layout.pages import Colour

_HEAD_HEIGHT = 9.0


def body_bands(form: Form, *, filling: Filling, largest: float) -> list[Band]:
    """All parts of a form one below the other; what is filled in is at most `largest` pt."""
    builder = _Builder(area=form.area, filling=filling, colour=colour_of(form), largest=largest)
    bands: list[Band] = []
    for number, part in enumerate(form.parts):
        own = builder.part(part, number=number)
        bands += [replace(each, space=part.space) for each in own[:1]] + own[1:]
    return bands


@dataclass(frozen=True, slots=True)
class _Builder:
    area: Area
    filling: Filling
    colour: Colour
    largest: float

    def part(self, part: Part, *, number: int) -> list[Band]:
        if isinstance(part, Grid):
            return list(self._grid(part, number=number))
        if isinstance(part, Table):
            return list(self._table(part, number=number))
        if isinstance(part, Items):
            band = items_band(part.items, area=self.area, filling=self.filling, colour=self.colour)
        elif isinstance(part, Remark):
            band = remark_band(part, area=self.area, colour=self.colour)
        elif isinstance(part, Heading):
            band = heading_band(part.text, area=self.area, colour=self.colour)
        else:
            band = tear_band(part.text, area=self.area)
        return [numbered(band, number=number)]

    def _grid(self, grid: Grid, *, number: int) -> Iterator[Band]:
        edges = self.area.edges(grid.columns)
        printed = (row for row in grid.rows if self._is_printed(row))
        for place, row in enumerate(printed):
            boxes = tuple(self._row_boxes(row, edges=edges, table=number, row_number=place))
            yield Band(boxes, height=row.height, ruled=True, stretch=row.stretch)

    def _is_printed(self, row: Row) -> bool:
        """A row that is optional only where something is filled in."""
        filled = (self.filling.contents.get(cell.field) for cell in row.cells)
        return not row.optional or any(filled)

    def _row_boxes(
        self, row: Row, *, edges: tuple[float, ...], table: int, row_number: int
    ) -> Iterator[Box]:
        column = 0
        for cell in row.cells:
            end = column + cell.span
            if cell.boxed_label:
                middle = column + cell.label_span
                box = Box(edges[column], edges[middle], cell=(table, row_number, column))
                yield self._labelled(box, label=cell.label, upright=cell.upright)
                column = middle
            if column < end:
                box = Box(edges[column], edges[end], cell=(table, row_number, column))
                content = self.filling.contents.get(cell.field, "")
                yield self._filled(box, place=cell, content=content, name=cell.field)
            column = end

    def _table(self, table: Table, *, number: int) -> Iterator[Band]:
        edges = self.area.edges([each.width for each in table.columns])
        boxes = [
            Box(edges[place], edges[place + 1], cell=(number, 0, place))
            for place in range(len(table.columns))
        ]
        type = label_type(self.colour)
        labels = [
            replace(box, lines=tuple(head_lines(column.label, type=type, width=box.inner_width)))
            for box, column in zip(boxes, table.columns, strict=True)
        ]
        head = Band(tuple(labels), height=_HEAD_HEIGHT, ruled=True, keep=True)
        yield head
        rows = self.filling.rows.get(table.field, ())
        for place in range(max(len(rows), table.rows)):
            values = rows[place] if place < len(rows) else {}
            filled = [
                self._entry(box, table=table, column=column, place=place, values=values)
                for box, column in zip(boxes, table.columns, strict=True)
            ]
            yield Band(
                tuple(filled), height=table.height, ruled=True, stretch=table.stretch, head=head
            )

    def _entry(
        self,
        box: Box,
        *,
        table: Table,
        column: Column,
        place: int,
        values: Mapping[str, Content],
    ) -> Box:
        serial = column.kind is Kind.SERIAL
        content = str(place + 1) if serial else values.get(column.field, "")
        assert box.cell is not None
        box = replace(box, cell=(box.cell[0], place + 1, box.cell[2]))
        name = f"{table.field}.{place + 1}.{column.field}"
        return self._filled(box, place=column, content=content, name=name)

    def _labelled(self, box: Box, *, label: str, upright: bool = False) -> Box:
        type = label_type(self.colour)
        make = upright_lines if upright else label_lines
        lines = make(label, type=type, width=box.inner_width)
        return replace(box, lines=tuple(lines), label=type)

    def _filled(self, box: Box, *, place: Cell | Column, content: Content, name: str) -> Box:
        place = replace(place, size=min(place.size, self.largest))
        lines = content_lines(place, content, name=name, width=box.inner_width, colour=self.colour)
        opinions = place.kind is Kind.OPINIONS
        high = isinstance(place, Cell) and (opinions or not place.boxed_label or place.indent > 0)
        return replace(
            box,
            lines=tuple(lines),
            top=high,
            name=name if opinions else "",
        )
