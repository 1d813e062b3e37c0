"""A register on the screen: searched by words, a page at a time, the newest first.

`?format=xlsx` gives all that was found as a workbook (`documents.screens.register_file`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pyramid.request import Request
from sqlalchemy import Column, ColumnElement, Table, func, or_, select

from documents.screens.register_file import XLSX, becomes_file, is_file_asked, must_fit
from office.desk.batch import batch_form, can_be_picked
from office.desk.title_marks import marked, marks_of
from office.web.models import BatchForm, Link, Register, RegisterRow

LONGEST_QUERY = 100
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
) -> Register:
    """The agency's rows in which every word of `?q=` is found; `?page=` turns (from 1).

    `only`: those that the person may see, where these are not all. `keep`: what else in the
    address stays as it is when one turns. `room`: by whose name other rooms know the subjects of
    the rows, beside whose titles they may have something to say (`office.desk.title_marks`).
    """
    as_file = is_file_asked(request)
    query = request.params.get("q", "").strip()
    wanted = select(table).where(table.c.agency == request.identity.agency)
    if only is not None:
        wanted = wanted.where(only)
    for word in query[:LONGEST_QUERY].split():
        wanted = wanted.where(or_(*(_like(column, word) for column in searched)))
    number = _page_asked(request)
    page = wanted.order_by(table.c.changed_at.desc(), table.c.subject)
    with request.house.node.store.reading() as connection:
        total = connection.execute(
            select(func.count()).select_from(wanted.subquery())
        ).scalar_one()
        if as_file:
            must_fit(total)
        else:
            page = page.limit(ROWS).offset((number - 1) * ROWS)
        found = connection.execute(page).all()

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
        total=total,
        primary=primary,
        tools=(*tools, Link("导出", address(format=XLSX), "download")) if total else tools,
        older=address(page=str(number + 1)) if number * ROWS < total else "",
        newer=address(page=str(number - 1)) if number > 1 else "",
    )


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
    """The rows that wait for the person can be chosen, where some act is done to many."""
    asked = request.desks.asked_of(request.identity, [each.subject for each in found])
    waiting = {
        subject: steps
        for subject, steps in asked.items()
        if any(can_be_picked(request, room=room, step=step) for room, step in steps)
    }
    batch = batch_form(request, (each for steps in waiting.values() for each in steps))
    if batch is None:
        return tuple(listed), None
    picked = (
        replace(each, pick=str(row.subject)) if row.subject in waiting else each
        for each, row in zip(listed, found, strict=True)
    )
    return tuple(picked), batch


def _page_asked(request: Request) -> int:
    asked = request.params.get("page", "")
    return max(int(asked), 1) if re.fullmatch("[0-9]{1,6}", asked) else 1


def _like(column: Column[str], word: str) -> ColumnElement[bool]:
    """The column holds the word; % and _ in it mean themselves."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"%{escaped}%", escape="\\")
