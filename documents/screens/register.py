"""A register on the screen: searched by words, a page at a time, the newest first.

`?format=xlsx` gives all that was found as a workbook (`documents.screens.register_file`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from sqlalchemy import Column, ColumnElement, Select, Table, or_, select

from documents.screens.register_file import XLSX, becomes_file, is_file_asked, must_fit
from documents.screens.register_parts import (
    Part,
    is_searched_by_index,
    part_by_code,
    part_by_index,
    part_by_time,
)
from office.desk.batch import batch_form, beside, can_be_picked
from office.desk.title_marks import marked, marks_of
from office.web.models import BatchForm, Link, Register, RegisterRow, Tab
from office.web.spreadsheets import MOST_ROWS

LONGEST_QUERY = 100
TABS = "documents.register.tabs"
ROWS = 100
"""Of a register on one page."""


def register_page(
    request: Request,
    table: Table,
    *,
    title: str,
    columns: Sequence[str],
    searched: Sequence[Column[str]],
    row: Callable[[Request, Any], RegisterRow],
    primary: Link | None = None,
    only: ColumnElement[bool] | None = None,
    tools: tuple[Link, ...] = (),
    keep: Sequence[str] = (),
    room: str = "",
    papers: str = "",
    code: Column[str] | None = None,
    tabs: tuple[Tab, ...] = (),
) -> Register:
    """The agency's rows in which every word of `?q=` is found, the latest first.

    `only`: those that the person may see, where these are not all. `keep`: what else in the
    address stays as it is when one turns. `room`: by whose name other rooms know the subjects of
    the rows, beside whose titles they may have something to say (`office.desk.title_marks`).
    `papers`: the column with the papers, of any room, that the rows are of; `code`: one by which
    a row is found at once, if what is asked for is its code.
    """
    as_file = is_file_asked(request)
    query = request.params.get("q", "").strip()[:LONGEST_QUERY]
    wanted = select(table).where(table.c.agency == request.identity.agency)
    if only is not None:
        wanted = wanted.where(only)
    part = _part(
        request,
        table,
        wanted,
        query="" if as_file else query,
        searched=searched,
        room=room,
        papers=papers,
        code=code,
        rows=MOST_ROWS if as_file else ROWS,
    )
    if as_file:
        must_fit(part.total, at_least=part.at_least)
    found = part.rows

    def address(**other: str) -> str:
        asked = {name: request.params.get(name, "") for name in keep}
        asked |= {"q": query, **other}
        named = {name: value for name, value in asked.items() if value}
        return str(request.current_route_path(_query=named))

    listed = [each for some in _by(ROWS, found) for each in _listed(request, room, row, some)]
    rows, batch = (tuple(listed), None) if as_file else _picked(request, listed, found)
    if as_file:
        becomes_file(request)
    return Register(
        title=title,
        columns=tuple(columns),
        rows=rows,
        batch=batch,
        action=request.current_route_path(_query=None),
        query=query,
        tabs=tabs or _tabs_added(request),
        total=part.total,
        at_least=part.at_least,
        primary=primary,
        tools=(*tools, Link("导出", address(format=XLSX), "download")) if part.total else tools,
        older=address(**part.older) if part.older else "",
        newer=address(**part.newer) if part.newer else "",
    )


def _part(
    request: Request,
    table: Table,
    wanted: Select[Any],
    *,
    query: str,
    searched: Sequence[Column[str]],
    room: str,
    papers: str,
    code: Column[str] | None,
    rows: int,
) -> Part:
    """By code or index where there is a `query` and a way to it, else row by row."""
    with request.house.node.store.reading() as connection:
        if query and code is not None:
            part = part_by_code(connection, wanted, code, query)
            if part.rows:
                return part
        if query and is_searched_by_index(connection, request, table, room=room, papers=papers):
            return part_by_index(
                connection, request, wanted, query=query, room=room, papers=papers, rows=rows
            )
        for word in words_asked(request):
            wanted = wanted.where(or_(*(contains(column, word) for column in searched)))
        return part_by_time(connection, request, wanted, table, rows=rows)


def _by(count: int, found: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(found), count):
        yield found[start : start + count]


def _listed(
    request: Request, room: str, row: Callable[[Request, Any], RegisterRow], found: Sequence[Any]
) -> Iterator[RegisterRow]:
    marks = marks_of(request, room, [each.subject for each in found])
    return (marked(row(request, each), marks.get(each.subject, ())) for each in found)


def _picked(
    request: Request, listed: list[RegisterRow], found: Sequence[Any]
) -> tuple[tuple[RegisterRow, ...], BatchForm | None]:
    """The rows that wait for the person, or beside which something does, can be chosen, where some
    act is done to many."""
    beside_them = beside(request, [each.subject for each in found])
    streams = {
        each.subject: [each.subject, *(id for _, id in beside_them.get(each.subject, ()))]
        for each in found
    }
    asked = request.desks.asked_of(
        request.identity, [stream for each in streams.values() for stream in each]
    )
    waiting = {
        subject: steps
        for subject, ids in streams.items()
        if (
            steps := [
                (room, step)
                for id in ids
                for room, step in asked.get(id, ())
                if can_be_picked(request, room=room, step=step)
            ]
        )
    }
    batch = batch_form(request, (each for steps in waiting.values() for each in steps))
    if batch is None:
        return tuple(listed), None
    picked = (
        replace(each, pick=str(row.subject)) if row.subject in waiting else each
        for each, row in zip(listed, found, strict=True)
    )
    return tuple(picked), batch


def words_asked(request: Request) -> list[str]:
    """What `?q=` looks for, each by itself."""
    return str(request.params.get("q", ""))[:LONGEST_QUERY].split()


def contains(column: Column[str], word: str) -> ColumnElement[bool]:
    """The column holds the word; % and _ in it mean themselves."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"%{escaped}%", escape="\\")


def _tabs_added(request: Request) -> tuple[Tab, ...]:
    added: Callable[[Request], tuple[Tab, ...]] | None
    added = request.registry.get(TABS, {}).get(request.matched_route.name)
    return added(request) if added else ()


def add_register_tabs(
    config: Configurator, route: str, tabs: Callable[[Request], tuple[Tab, ...]]
) -> None:
    """Directive: other registers that stand beside that of this route."""
    config.registry.setdefault(TABS, {})[route] = tabs


def includeme(config: Configurator) -> None:
    """The directive, and the renderer of files."""
    config.add_directive("add_register_tabs", add_register_tabs)
    config.include("documents.screens.register_file")
