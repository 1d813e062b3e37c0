"""The papers behind a figure, asked for as late as possible: most are only counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, overload

from sqlalchemy import Row, Select, func, select

from documents.statistics.counted import Counted
from office.kernel.store import Store


class Listing(Sequence[Counted]):
    """What a query gives, in its order. Its length is asked of the database alone."""

    def __init__(
        self, store: Store, query: Select[Any], make: Callable[[Row[Any]], Counted]
    ) -> None:
        self._store = store
        self.query = query
        self._make = make

    def __len__(self) -> int:
        return self._count if "_papers" not in self.__dict__ else len(self._papers)

    @overload
    def __getitem__(self, place: int) -> Counted: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Counted]: ...
    def __getitem__(self, place: int | slice) -> Counted | Sequence[Counted]:
        return self._papers[place]

    @cached_property
    def _count(self) -> int:
        counted = select(func.count()).select_from(self.query.order_by(None).subquery())
        with self._store.reading() as connection:
            return int(connection.execute(counted).scalar_one())

    @cached_property
    def _papers(self) -> list[Counted]:
        with self._store.reading() as connection:
            return [self._make(row) for row in connection.execute(self.query)]


class Together(Sequence[Counted]):
    """Several lists, one after the other."""

    def __init__(self, *parts: Sequence[Counted]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    @overload
    def __getitem__(self, place: int) -> Counted: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Counted]: ...
    def __getitem__(self, place: int | slice) -> Counted | Sequence[Counted]:
        return self._papers[place]

    @cached_property
    def _papers(self) -> list[Counted]:
        return [each for part in self._parts for each in part]
