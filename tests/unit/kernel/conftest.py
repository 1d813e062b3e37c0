from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from office.kernel.act import Act
from office.kernel.node import Node
from tests.specimen import Tallies, tally_register

A, B = "A-001", "B-002"


def act(command: str, *, agency: str = A, person: str = "p1") -> Act:
    return Act(agency=agency, person=person, command=command)


def everybody_may(act: Act, permission: str, subject: Any) -> None:
    """For tests of what lies below permissions."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both kinds of database, in the quick suite too."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def make_node(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Node]]:
    """A second call gives a second node over the same database: another process, so to say."""
    nodes: list[Node] = []

    def make(**options: Any) -> Node:
        node = Node(
            database=database_url,
            content=tmp_path / "content",
            registers=[tally_register],
            guard=everybody_may,
            **options,
        )
        node.create()
        nodes.append(node)
        return node

    yield make
    for node in nodes:
        node.close()


@pytest.fixture
def node(make_node: Callable[..., Node]) -> Node:
    return make_node()


@pytest.fixture
def room(node: Node) -> Tallies:
    return Tallies(node)
