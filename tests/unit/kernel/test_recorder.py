"""The library's own contract, passed by our recorder on both databases."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from eventsourcing.persistence import ProgrammingError
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from office.kernel.recorder import Recorder
from office.kernel.store import Store
from office.kernel.verify import verify


class TestRecorderContract(ApplicationRecorderTestCase[Recorder]):
    """Collected once per database: the fixture below is parametrised."""

    @pytest.fixture(autouse=True)
    def _store(self, database_url: str) -> Iterator[None]:
        self.store = Store(database_url)
        self.store.create()
        yield
        assert verify(self.store).fault is None
        self.store.close()

    def create_recorder(self) -> Recorder:
        return Recorder(self.store)
