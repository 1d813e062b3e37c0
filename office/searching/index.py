"""The port: an inverted index whose rows come out in the order of their keys, the highest first.

A key is a paper's place in the order of results: its day, its number in the journal, and which of
its rows it is. So results are in order of time, the next page begins behind a key, and nobody
counts or sorts what is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import Connection

from office.kernel.store import Store
from office.searching.wanted import Wanted

ROWS = 6
"""Bits of a key that tell a paper's rows apart."""
SEQUENCE = 37
"""Bits of a key for the journal's number."""
MOST_ROWS = 1 << ROWS
HIGHEST = (1 << 63) - 1


def key_of(day: date, *, sequence: int) -> int:
    """The key of a paper's first row. `sequence` is unique among papers."""
    if not 0 < sequence < 1 << SEQUENCE:
        raise ValueError(f"no number of a journal: {sequence}")
    return first_key(day) | sequence << ROWS


def first_key(day: date) -> int:
    """Below which every key is of an earlier day."""
    return day.toordinal() << (SEQUENCE + ROWS)


def paper_of(key: int) -> int:
    """The key of the paper to which this row belongs."""
    return key >> ROWS << ROWS


class SearchIndex(Protocol):
    """Rows of terms by key, in the node's own database and its transactions."""

    def put(self, connection: Connection, given: Iterable[tuple[int, Iterable[str]]]) -> None:
        """New rows, each its key and its terms; there is none with these keys."""

    def remove(self, connection: Connection, *, paper: int) -> None:
        """No row of this paper is left."""

    def clear(self, connection: Connection) -> None:
        """No row is left."""

    def find(
        self, connection: Connection, wanted: Wanted, *, at_least: int, below: int, limit: int
    ) -> Sequence[int]:
        """The highest keys of rows that are as wanted, highest first."""


def search_index(store: Store) -> SearchIndex:
    """That of the store's database."""
    from office.searching.fts5 import FTS5Index  # noqa: PLC0415 - the port knows no implementation
    from office.searching.tsvector import TsvectorIndex  # noqa: PLC0415 - as above

    return FTS5Index() if store.sqlite else TsvectorIndex()
