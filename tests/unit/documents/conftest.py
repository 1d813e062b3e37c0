"""Three offices on one node; at the end the chain and a rebuild must agree with what stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from office.kernel.rebuild import rebuild
from office.kernel.verify import verify
from tests.offices import Offices, offices


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Offices]:
    with offices(database_url, tmp_path) as running:
        yield running
        assert verify(running.node.store).fault is None
        assert all(each.equal for each in rebuild(running.node.store, running.node.registers))
