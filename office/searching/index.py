"""The port: an inverted index whose rows come out in the order of their keys, the highest first.

The keys (`office.searching.keys`) are in order of time, so that nobody counts or sorts what is not
shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from sqlalchemy import Connection

from office.kernel.store import Store
from office.searching.wanted import Wanted


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
