"""The nodes as processes: each serves its pages and, beside them, the exchange."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection

from integrations.exchange.demonstration.places import HOST, Site
from office.kernel.refusals import Refused

OFFICE = (sys.executable, "-c", "from office.cli import main; main()")
PATIENCE = 120.0
"""Seconds for a process to answer; eight of them start at once."""
PARTING = 15.0
"""Seconds for a process to end when it was told to."""
LOOK_AGAIN = 0.1


class Process:
    """One `office` process of a node. What it writes is in `log`."""

    def __init__(self, site: Site, name: str, *words: str, port: int) -> None:
        self.site = site
        self.log: Path = site.folder / f"{name}.log"
        self._port = port
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(  # noqa: S603 (our own program, no shell)
                [*OFFICE, *words, "-c", str(site.ini)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def pid(self) -> int:
        """Its number."""
        return self._running.pid

    @property
    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self._running.poll() is not None

    def wait_until_it_answers(self) -> None:
        """Raises Refused when it ended, or did not answer in time."""
        ends = time.monotonic() + PATIENCE
        while not self._answers():
            if self.has_ended or time.monotonic() > ends:
                raise Refused(f"节点“{self.site.place.name}”没有启动，原因见 {self.log}。")
            time.sleep(LOOK_AGAIN)

    def end(self) -> None:
        """Politely: what it does not hear of in time is cut off, which loses nothing."""
        self._running.terminate()

    def wait_until_it_ended(self) -> None:
        """After `end`."""
        try:
            self._running.wait(PARTING)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """At once."""
        self._running.kill()
        self._running.wait()

    def _answers(self) -> bool:
        with suppress(OSError), create_connection((HOST, self._port), timeout=1):
            return True
        return False


def serve_pages(site: Site) -> Process:
    """Its pages, and its followers with the courier among them."""
    return Process(site, "pages", "serve", "--port", str(site.web), port=site.web)


def serve_exchange(site: Site) -> Process:
    """What other nodes call."""
    return Process(site, "exchange", "exchange", "serve", port=site.exchange)


@contextmanager
def running(sites: Sequence[Site]) -> Iterator[list[Process]]:
    """All of them, until the block is left."""
    started: list[Process] = []
    try:
        for site in sites:
            started += [serve_pages(site), serve_exchange(site)]
        for each in started:
            each.wait_until_it_answers()
        yield started
    finally:
        for each in started:
            each.end()
        for each in started:
            each.wait_until_it_ended()
