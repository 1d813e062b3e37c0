"""A part of a register, found in time that does not grow with the register.

Rows come by an index in order of time, from one place on; nothing is skipped to get there, and
nothing is counted to the end. Words are looked for in every row while there are few of them, and
by the office's search where there are many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.request import Request
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    Uuid,
    func,
    literal,
    select,
    tuple_,
)

from documents.screens.reader import reader_of
from office.kernel.columns import Moment
from office.searching.asking import Asked, by_choice, by_head
from office.searching.searching import Searching

COUNTED = 1_000
"""Rows that are counted, and that are looked through for words; beyond that it is 以上."""
PASSED_OVER = 10
"""Pages of hits that are looked through for one page of rows."""
OLDER, NEWER, AFTER = "before", "since", "after"
"""In the address: the place from which one goes on, to what is older or newer; in a search."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows; how many there are (`at_least`: or more); the ways on, as parts of an address."""

    rows: Sequence[Any]
    total: int
    at_least: bool = False
    older: Mapping[str, str] = field(default_factory=dict)
    newer: Mapping[str, str] = field(default_factory=dict)


def part_by_time(
    connection: Connection, request: Request, wanted: Select[Any], table: Table, *, rows: int
) -> Part:
    """The latest rows, or those next to the place in the address."""
    place = (table.c.changed_at, table.c.subject)
    older, newer = _place(request, OLDER), _place(request, NEWER)
    descending = [column.desc() for column in place]
    query = wanted.order_by(*(place if newer else descending))
    if older or newer:
        query = query.where(_beyond(place, older) if older else _beyond(place, newer, later=True))
    found = list(connection.execute(query.limit(rows + 1)))
    further = len(found) > rows
    found = found[:rows]
    if newer:
        found.reverse()
    total = _counted(
        connection, wanted.with_only_columns(table.c.subject), most=max(COUNTED, rows)
    )
    more_old, more_new = (bool(newer) or further), (bool(older) or (bool(newer) and further))
    return Part(
        found,
        min(total, max(COUNTED, rows)),
        at_least=total > max(COUNTED, rows),
        older={OLDER: _key(found[-1])} if found and more_old else {},
        newer={NEWER: _key(found[0])} if found and more_new else {},
    )


def is_searched_by_index(
    connection: Connection, request: Request, table: Table, *, room: str, papers: str = ""
) -> bool:
    """Whether the agency has more rows of this kind than one looks through, and search knows
    them: as the papers of this room, or by the column that names papers of whatever room."""
    searching: Searching = request.house.find(Searching)
    if not papers and room not in {each.room for each in searching.kinds}:
        return False
    everything = select(table.c.subject).where(table.c.agency == request.identity.agency)
    return _counted(connection, everything, most=COUNTED) > COUNTED


def part_by_code(
    connection: Connection, wanted: Select[Any], column: Column[str], code: str
) -> Part:
    """The one row with this very code, or none."""
    found = connection.execute(wanted.where(column == code)).all()
    return Part(found, len(found))


def part_by_index(
    connection: Connection,
    request: Request,
    wanted: Select[Any],
    *,
    query: str,
    room: str,
    rows: int,
    papers: str = "",
) -> Part:
    """Those whose title, numbers or agencies hold the words, by the day of the paper.

    Hits that are none of the rows `wanted` (of another standing, say) are passed over, so many at
    most; where the page is not full after that, one goes on from there.
    """
    searching: Searching = request.house.find(Searching)
    of_room = () if papers else by_choice("room", (room,))
    asked = Asked((*of_room, *by_head(query)))
    reader, listed = reader_of(request.identity), wanted.subquery()
    said = request.params.get(AFTER, "")
    begun = int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0
    found: list[Any] = []
    key, after = papers or "subject", begun
    for _ in range(PASSED_OVER):
        page = searching.find(asked, reader=reader, rows=rows, after=after, quoted=False)
        subjects = [hit.subject for hit in page.hits]
        known = {
            getattr(row, key): row
            for row in connection.execute(select(listed).where(listed.c[key].in_(subjects)))
        }
        hits = [hit for hit in page.hits if hit.subject in known]
        taken = hits[: rows - len(found)]
        found += [known[hit.subject] for hit in taken]
        after = taken[-1].key if len(taken) < len(hits) else page.after
        if len(found) == rows or not after:
            break
    older = {AFTER: str(after)} if after else {}
    return Part(found, len(found), at_least=bool(after or begun), older=older)


def _counted(connection: Connection, wanted: Select[Any], *, most: int) -> int:
    """How many, but never more than one too many."""
    some = wanted.limit(most + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _beyond(
    place: tuple[Any, Any], key: tuple[datetime, UUID] | None, *, later: bool = False
) -> ColumnElement[bool]:
    assert key is not None
    here = tuple_(literal(key[0], Moment()), literal(key[1], Uuid()))
    return tuple_(*place) > here if later else tuple_(*place) < here


def _key(row: Any) -> str:
    return f"{row.changed_at.isoformat()}_{row.subject}"


def _place(request: Request, name: str) -> tuple[datetime, UUID] | None:
    """The place in the address; None for none, and for anything that is none."""
    moment, _, subject = request.params.get(name, "").partition("_")
    try:
        found = datetime.fromisoformat(moment), UUID(subject)
    except ValueError:
        return None
    return found if found[0].tzinfo else None
