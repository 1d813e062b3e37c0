"""Three offices on one node; at the end the chain and a rebuild must agree with what stands.

Both take longer than most tests: in the quick suite every fifth test, always the same, ends so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from office.kernel.rebuild import rebuild
from office.kernel.verify import verify
from tests.offices import Offices, offices
from tests.quick import is_quick


@pytest.fixture
def office(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Offices]:
    with offices(database_url, tmp_path) as running:
        yield running
        if is_quick() and crc32(request.node.nodeid.encode()) % 5:
            return
        assert verify(running.node.store).fault is None
        assert all(each.equal for each in rebuild(running.node.store, running.node.registers))
