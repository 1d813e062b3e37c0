"""The nodes of `office demo --network` as processes: they begin together and end together."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

import pytest

from integrations.exchange.demonstration import processes
from integrations.exchange.demonstration.places import HOST, PLACES, Site, sites_in
from integrations.exchange.demonstration.processes import Process, running
from integrations.exchange.demonstration.showing import until_told, watch
from office.kernel.refusals import Refused
from tests.servers.slapd import free_port

LISTENING = """
import socket, sys, time
listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
time.sleep(600)
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / PLACES[0].key).mkdir()
    return Site(PLACES[0], tmp_path / PLACES[0].key, web=free_port(), exchange=free_port())


def listens(patch: pytest.MonkeyPatch) -> None:
    """Processes that do nothing but to be there: by the port that stands last."""
    patch.setattr(processes, "OFFICE", (processes.OFFICE[0], "-c", LISTENING))
    patch.setattr(
        processes,
        "serve_exchange",
        lambda site: Process(site, "exchange", str(site.exchange), port=site.exchange),
    )
    patch.setattr(
        processes, "serve_pages", lambda site: Process(site, "pages", str(site.web), port=site.web)
    )


def test_they_end_with_the_block(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    listens(monkeypatch)
    with running([site]) as started:
        assert len(started) == 2
        assert not any(each.has_ended for each in started)
    assert all(each.has_ended for each in started)


def test_one_that_does_not_start_takes_the_others_along(site: Site) -> None:
    site.ini.write_text("[app:main]\nuse = egg:wenshu\nwenshu.unheard_of = 1\n", "utf-8")
    with pytest.raises(Refused, match="没有启动") as refused, running([site]):
        pass
    log = site.folder / "pages.log"
    assert str(log) in str(refused.value)
    assert "unheard_of" in log.read_text("utf-8"), "what was wrong stands there"


def test_one_that_ends_by_itself_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    listens(monkeypatch)
    with running([site]) as started:
        started[1].kill()
        with pytest.raises(Refused, match=r"exchange\.log"):
            watch(started)
    assert all(each.has_ended for each in started)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_the_block_is_left_and_a_second_time_disturbs_nothing(number: int) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    done = []

    @contextmanager
    def put_away() -> Iterator[None]:
        try:
            yield
        finally:
            os.kill(os.getpid(), number)
            time.sleep(0.05)
            done.append("put away")

    with until_told(), put_away():
        os.kill(os.getpid(), number)
        time.sleep(5)
        done.append("not stopped")
    assert done == ["put away"]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_ports_that_are_taken_are_not_given(tmp_path: Path) -> None:
    with create_server((HOST, 0)) as other:
        taken = int(other.getsockname()[1])
        sites = sites_in(tmp_path, web=taken)
        ports = [port for each in sites for port in (each.web, each.exchange)]
        assert taken not in ports
        assert len(set(ports)) == 2 * len(PLACES)
