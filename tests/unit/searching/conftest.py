from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from office.kernel.node import Node
from tests.specimen import tally_register


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both kinds of database, in the quick suite too: the index is another on each."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def node(database_url: str, tmp_path: Path) -> Iterator[Node]:
    def everybody_may(*_: Any) -> None:
        """For tests of what lies below permissions."""

    made = Node(
        database=database_url,
        content=tmp_path / "content",
        registers=[tally_register],
        guard=everybody_may,
    )
    made.create()
    yield made
    made.close()
