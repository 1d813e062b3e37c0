"""Directories that the contract tests ask: the demonstration, and some people with odd names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.in_memory_node import InMemoryNode
from tests.servers import slapd as slapd_server
from tests.servers.exchange import Certificates

DATA = Path(slapd_server.ROOT) / "office/directory/data"
DEMONSTRATION = DATA / "demonstration.ldif"
ODD_PEOPLE = Path(__file__).parent / "odd_people.ldif"


@pytest.fixture(scope="session")
def directory_files() -> list[Path]:
    return [DEMONSTRATION, ODD_PEOPLE]


@pytest.fixture(scope="session")
def slapd(
    tmp_path_factory: pytest.TempPathFactory, directory_files: list[Path]
) -> Iterator[slapd_server.RunningSlapd]:
    """One server for the session; it gives at most ten entries an answer."""
    folder = tmp_path_factory.mktemp("slapd")
    with slapd_server.slapd(folder, ldif=directory_files, size_limit=10) as server:
        yield server


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Of the nodes that exchange."""
    return Certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def node() -> InMemoryNode:
    """A node of the exchange."""
    return InMemoryNode()
