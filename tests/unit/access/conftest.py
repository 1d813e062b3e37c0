"""A store on each database, and a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import office.access.buckets
import office.access.log
import office.access.sessions  # noqa: F401 - with the two above: their tables stand in state_tables
from office.kernel.clock import SetClock
from office.kernel.store import Store
from tests.functional.access_app import NOW


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store(database_url)
    store.create()
    yield store
    store.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)
