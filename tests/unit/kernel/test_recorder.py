"""The library's own recorder contract, passed on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from office.kernel.recorder import Recorder
from office.kernel.store import Store
from office.kernel.verify import verify


class Contract(ApplicationRecorderTestCase[Recorder]):
    """The library's test case over a store of ours; afterwards the chain must hold."""

    store: Store

    def create_recorder(self) -> Recorder:
        return Recorder(self.store)

    def _open(self, url: str) -> Iterator[None]:
        with closing(Store(url)) as self.store:
            self.store.create()
            yield
            assert verify(self.store).fault is None


class TestRecorderOnSQLite(Contract):
    @pytest.fixture(autouse=True)
    def _database(self, sqlite_url: str) -> Iterator[None]:
        yield from self._open(sqlite_url)


class TestRecorderOnPostgreSQL(Contract):
    @pytest.fixture(autouse=True)
    def _database(self, postgresql_url: str) -> Iterator[None]:
        yield from self._open(postgresql_url)


del Contract, ApplicationRecorderTestCase  # pytest would collect the bases too
