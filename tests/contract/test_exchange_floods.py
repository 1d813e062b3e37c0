"""One node floods, or all send as much as they may: others are served, memory is bounded."""

from __future__ import annotations

import http.client
import ssl
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from integrations.exchange.client.connection import Connection
from integrations.exchange.client.wire import Wire
from integrations.exchange.contract import LARGEST_CHUNK, PATH
from integrations.exchange.server.listener import Listener
from tests.in_memory_node import CONSIGNMENT, InMemoryNode, envelope
from tests.servers.exchange import HOST, Certificates, address_of, fingerprint, listening
from tests.unit.exchange_wire.speaking import message

MESSAGES = 10_000
STATUS = message(f"<x:status><x:consignment>{CONSIGNMENT}</x:consignment></x:status>")
PER_MINUTE = 1200
MOST_MEMORY = 400_000_000
"""Bytes for as many largest requests at once as there are workers: 16 of 9 MiB, some copies."""


@pytest.fixture
def listener(node: InMemoryNode, certificates: Certificates) -> Iterator[Listener]:
    callers = ("flood", *(f"node{n}" for n in range(4)))
    with listening(
        node, certificates, callers=callers, per_minute=PER_MINUTE, threads=16
    ) as running:
        yield running


def calling(listener: Listener, certificates: Certificates, caller: str) -> Wire:
    return Wire(
        address_of(listener),
        identity=certificates.of(caller),
        pins=[fingerprint(certificates.of("server"))],
    )


def flood(
    listener: Listener, certificates: Certificates, messages: int, all_heard: list[Counter[str]]
) -> None:
    """As fast as it goes over one connection; the answers are counted."""
    identity = certificates.of("flood")
    context = ssl.create_default_context(cafile=identity.authorities)
    context.load_cert_chain(identity.certificate, identity.key)
    connection = http.client.HTTPSConnection(
        HOST, listener.bind_addr[1], context=context, timeout=60
    )
    heard: Counter[str] = Counter()
    for _ in range(messages):
        connection.request("POST", PATH, STATUS, {"Content-Type": "application/soap+xml"})
        answer = connection.getresponse().read()
        heard["Busy" if b">Busy<" in answer and b"retryAfter" in answer else "done"] += 1
    all_heard.append(heard)
    connection.close()


def median_ping(connection: Connection) -> float:
    taken = []
    for _ in range(15):
        began = time.monotonic()
        connection.ping("")
        taken.append(time.monotonic() - began)
    return statistics.median(taken)


@pytest.mark.slow
def test_ten_thousand_messages_of_one_node_hurt_no_other(
    listener: Listener, certificates: Certificates, node: InMemoryNode
) -> None:
    wire = calling(listener, certificates, "node0")
    connection = Connection(wire)
    connection.ping("")
    all_heard: list[Counter[str]] = []
    threads = [
        threading.Thread(target=flood, args=(listener, certificates, MESSAGES // 8, all_heard))
        for _ in range(8)
    ]
    began = time.monotonic()
    for each in threads:
        each.start()
    during = median_ping(connection)
    for each in threads:
        each.join()
    took = time.monotonic() - began
    heard = sum(all_heard, Counter())
    assert heard.total() == MESSAGES
    done = Counter(node.calls)[("status", "flood")]
    assert done == heard["done"] <= (took + 10) * PER_MINUTE / 60 + 1
    assert during < 1.0  # the flood and its eight clients are this process too
    wire.close()


@pytest.mark.slow
def test_the_largest_requests_at_once_take_bounded_memory(
    listener: Listener, certificates: Certificates, node: InMemoryNode
) -> None:
    def submit(caller: str) -> None:
        wire = calling(listener, certificates, caller)
        for _ in range(3):
            with suppress(OSError):
                Connection(wire).submit("", envelope([part]), {"0" * 64: part})
                node.parts.clear()
        wire.close()

    part = bytes(LARGEST_CHUNK)
    calling(listener, certificates, "node0").close()
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the most so far is forgotten
    before = _most()
    threads = [threading.Thread(target=submit, args=(f"node{n % 4}",)) for n in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(node.calls) > 16
    assert _most() - before < MOST_MEMORY


def _most() -> int:
    """The most memory that the process had, in bytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024
