"""What every test may ask for: databases, servers, a browser. The network is shut."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from pytest_socket import socket_allow_hosts

from documents.typefaces.finding import find_typefaces
from documents.typefaces.typeface import Typefaces
from office import assembly
from office.kernel import store
from tests import quick
from tests.compiled import pages_shared, shared_between
from tests.servers import postgresql as postgresql_server
from tests.tables import lend_tables, make_tables

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from xdist.remote import Producer

    from tests.servers.postgresql import PostgreSQL

ROOT = Path(__file__).parents[1]

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_configure(config: pytest.Config) -> None:
    """In the quick suite properties have fewer examples, before any of them is read."""
    quick.configure(config)
    if quick.is_quick():
        fewer = hypothesis.settings(
            max_examples=quick.examples(hypothesis.settings().max_examples)
        )
        hypothesis.settings.register_profile("quick", fewer)
        hypothesis.settings.load_profile("quick")


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """A test that reaches out to the network fails; servers of our own are on this machine."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


def pytest_collection_finish() -> None:
    """What the tests import stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _sql_compiled_once() -> Iterator[None]:
    """Each test's database compiles no statement that another's has compiled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_engine", shared_between(store._engine))
        yield


@pytest.fixture(scope="session", autouse=True)
def _pages_put_together_once() -> Iterator[None]:
    """Each test's application has the routes and views that another's has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly, "pages_of", pages_shared(assembly.pages_of))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_power_cut() -> Iterator[None]:
    """No test in this process cuts the power, so SQLite need not wait for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "SQLITE_PRAGMAS", (*store.SQLITE_PRAGMAS, "synchronous=off"))
        yield


@pytest.fixture(autouse=True)
def _no_loop_of_the_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Between its tests the browser's event loop is still running in this thread.

    Playwright's does so from the first browser test to the last, and what else a process gets to
    test may want to run a loop of its own.
    """
    if "browser" in request.fixturenames:
        yield
        return
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Any:
    """A process gets files in one piece and makes what a file shares once, not every process."""
    from xdist.scheduler import WorkStealingScheduling  # pytest runs without xdist too

    return WorkStealingScheduling(config, log) if config.getvalue("dist") == "load" else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server for the session."""
    with postgresql_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: PostgreSQL) -> str:
    """The URL of a PostgreSQL database with all tables, to be copied."""
    url = postgresql.create_database()
    make_tables(url)
    return url


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL, postgresql_tables: str) -> Iterator[str]:
    """A fresh PostgreSQL database with all tables: its SQLAlchemy URL."""
    with postgresql.database(template=postgresql_tables) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A fresh SQLite database with all tables: its SQLAlchemy URL."""
    lend_tables(tmp_path / "wenshu.db")
    return f"sqlite:///{tmp_path}/wenshu.db"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium for the session; tests that ask for it are marked slow."""
    from tests.servers import chromium  # playwright is slow to import

    with chromium.running() as running:
        yield running


@pytest.fixture(scope="session")
def typefaces() -> Typefaces:
    """The open typefaces that `office fonts --install` brought, none of a site."""
    found = find_typefaces(site=ROOT / "var/none", installed=ROOT / "var/fonts")
    if found.missing():
        pytest.skip("the open fonts are not installed: office fonts --install")
    return found


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind in turn: its SQLAlchemy URL.

    What differs between the kinds lies in the kernel, whose tests are quick on both; what the
    rooms do on PostgreSQL is for the whole suite.
    """
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
