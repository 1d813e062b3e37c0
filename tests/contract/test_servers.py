"""The servers that other tests lean on do what those tests assume."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psutil
import pytest
from pytest_socket import SocketConnectBlockedError
from sqlalchemy import Connection, create_engine, text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.servers.postgresql import PostgreSQL


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _do(url: str, statement: str) -> None:
    with _connected(url) as connection:
        connection.execute(text(statement))


def _ask(url: str, question: str) -> object:
    with _connected(url) as connection:
        return connection.execute(text(question)).scalar()


@pytest.mark.parametrize("round_", [1, 2])
def test_every_test_finds_an_empty_database(database_url: str, round_: int) -> None:
    _do(database_url, "create table acts (id integer)")  # fails where there is one


def test_a_database_can_be_copied_with_what_it_holds(postgresql: PostgreSQL) -> None:
    original = postgresql.create_database()
    _do(original, "create table acts as select 7 as id")
    copy = postgresql.create_database(template=original)
    assert _ask(copy, "select id from acts") == 7
    for url in (original, copy):
        postgresql.drop_database(url)


def _start(program: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_the_server_outlives_a_client_that_is_killed(postgresql_url: str) -> None:
    client = (
        "import sys, time, sqlalchemy as s; c = s.create_engine(sys.argv[1]).connect();"
        "c.execute(s.text('create table acts (id integer)')); c.commit();"
        "c.execute(s.text('insert into acts values (1)')); print('in', flush=True); time.sleep(60)"
    )
    process = _start(client, postgresql_url)
    assert process.stdout is not None
    assert process.stdout.readline() == b"in\n"
    process.kill()
    process.communicate()
    assert _ask(postgresql_url, "select count(*) from acts") == 0


@pytest.mark.slow
def test_the_server_dies_with_a_test_process_that_is_killed() -> None:
    session = (
        "from tests.servers.postgresql import running\n"
        "with running() as server: print(server.process.pid, server.folder, flush=True); input()"
    )
    process = _start(session)
    assert process.stdout is not None
    number, folder = process.stdout.readline().decode().split()
    server = psutil.Process(int(number))
    assert server.is_running()
    process.kill()
    process.communicate()
    psutil.wait_procs([server], timeout=20)
    assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
    shutil.rmtree(folder)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")  # besides the error
def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as client, pytest.raises(SocketConnectBlockedError):
        client.connect(("192.0.2.1", 80))


@pytest.mark.slow
def test_the_browser_sets_chinese_in_the_fonts_that_are_asked_for(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        '<p style="font: 20px KaiTi">同意</p><p style="font: 20px serif">同意</p>'
        '<p style="font: 20px sans-serif">同意</p>'
    )
    pictures = {each.screenshot() for each in page.locator("p").all()}
    page.close()
    assert len(pictures) == 3  # with a font missing two would look alike
