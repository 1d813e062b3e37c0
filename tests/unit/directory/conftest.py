"""A directory on each database, and small entries to fill it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from office.directory.application import Directory
from office.directory.registers import directory_register
from office.kernel.clock import SetClock
from office.kernel.node import Node

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # 09:00 in the office


@pytest.fixture
def node(database_url: str, tmp_path: Path) -> Iterator[Node]:
    node = Node(
        database=database_url,
        content=tmp_path / "content",
        clock=SetClock(NOW),
        registers=[directory_register],
        guard=lambda act, permission, subject: None,
    )
    node.create()
    yield node
    node.close()


@pytest.fixture
def directory(node: Node) -> Directory:
    return Directory(node)
