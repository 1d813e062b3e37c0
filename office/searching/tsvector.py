"""The index on PostgreSQL: a tsvector without positions under GIN.

GIN gives all hits at once and in no order. So that a common word is not gathered from all years to
show a page of this month, every row is also filed under its day and under ever longer spans of
days, and a search goes back span by span until the page is full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, func, select, text

from office.searching.keys import MOST_ROWS, ROWS, SEQUENCE
from office.searching.tables import terms as rows
from office.searching.wanted import Some, Wanted, both, is_nothing, written

_SPANS = (0, 3, 6, 9, 12)
"""Of 1, 8, 64, 512 and 4,096 days."""
_STEP = 3
_MARK = "\ue002"

_PUT = text(
    f"insert into {rows.name} (key, terms) values (:key, array_to_tsvector(:terms))"  # noqa: S608
)
# Materialised, for the way to the newest rows by their keys reads the terms of each of them.
_FIND = text(
    f"with hits as materialized (select key from {rows.name}"  # noqa: S608
    " where terms @@ cast(:wanted as tsquery))"
    " select key from hits where key >= :at_least and key < :below"
    " order by key desc limit :limit"
)


class TsvectorIndex:
    """Answers in the order of keys."""

    def put(self, connection: Connection, given: Iterable[tuple[int, Iterable[str]]]) -> None:
        lines = [{"key": key, "terms": [*terms, *_spans(_day(key))]} for key, terms in given]
        connection.execute(_PUT, lines)

    def remove(self, connection: Connection, *, paper: int) -> None:
        connection.execute(delete(rows).where(rows.c.key.between(paper, paper + MOST_ROWS - 1)))

    def clear(self, connection: Connection) -> None:
        connection.execute(delete(rows))

    def find(
        self, connection: Connection, wanted: Wanted, *, at_least: int, below: int, limit: int
    ) -> Sequence[int]:
        if is_nothing(wanted):
            return []
        newest = connection.execute(
            select(func.max(rows.c.key)).where(rows.c.key < below)
        ).scalar()
        if newest is None or newest < at_least:
            return []
        # A small table would be read from end to end, and its terms with it.
        connection.execute(text("set local enable_seqscan = off"))
        found: list[int] = []
        for span, lowest in _back_from(_day(newest)):
            then = both(span, wanted) if span else wanted
            given = {
                "wanted": written(then, both=" & ", either=" | ", quote="'"),
                "at_least": at_least,
                "below": below if not found else found[-1],
                "limit": limit - len(found),
            }
            found.extend(connection.execute(_FIND, given).scalars())
            if len(found) >= limit or lowest <= _day(at_least):
                break
        return found


def _spans(day: int) -> Iterator[str]:
    return (_span(day >> level, level=level) for level in _SPANS)


def _back_from(day: int) -> Iterator[tuple[Wanted | None, int]]:
    """Spans without a gap, each behind the one before, and the first day of each; at last all."""
    yield _span(day, level=0), day
    for level in _SPANS[:-1]:
        here = day >> level
        first = here >> _STEP << _STEP
        before = tuple(_span(each, level=level) for each in range(first, here))
        if before:
            yield Some(before), first << level
    yield None, 0


def _span(number: int, *, level: int) -> str:
    return f"{_MARK}{level}x{number}"


def _day(key: int) -> int:
    return key >> (SEQUENCE + ROWS)
