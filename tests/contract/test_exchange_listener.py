"""The exchange's listener over real TLS: who is let in, and what a bad peer can hold up."""

from __future__ import annotations

import contextlib
import http.client
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.exchange import tls
from integrations.exchange.contract import LARGEST_REQUEST, PATH
from integrations.exchange.server import listener as listening_module
from integrations.exchange.server.listener import Listener
from integrations.exchange.tls import Identity
from office.kernel.refusals import Refused
from tests.in_memory_node import InMemoryNode
from tests.servers.exchange import HOST, Certificates, listening
from tests.unit.exchange_wire.speaking import message

PING = message("<x:ping/>")
SOAP = {"Content-Type": "application/soap+xml"}
SOON = 2.0
"""Seconds. A peer that waits for a bad one waits longer."""


@pytest.fixture
def listener(node: InMemoryNode, certificates: Certificates) -> Iterator[Listener]:
    with listening(node, certificates, callers=("caller", "bad")) as running:
        yield running
        close_opened()


def context(identity: Identity) -> ssl.SSLContext:
    made = ssl.create_default_context(cafile=identity.authorities)
    made.load_cert_chain(identity.certificate, identity.key)
    return made


OPENED: list[http.client.HTTPSConnection | socket.socket] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_opened()


def close_opened() -> None:
    while OPENED:
        OPENED.pop().close()


def calling(listener: Listener, shown: ssl.SSLContext) -> http.client.HTTPSConnection:
    connection = http.client.HTTPSConnection(
        HOST, listener.bind_addr[1], context=shown, timeout=20
    )
    OPENED.append(connection)
    return connection


def plain(listener: Listener) -> socket.socket:
    opened = socket.create_connection((HOST, listener.bind_addr[1]), timeout=30)
    OPENED.append(opened)
    return opened


def raw(listener: Listener, identity: Identity) -> ssl.SSLSocket:
    wrapped = context(identity).wrap_socket(plain(listener), server_hostname=HOST)
    OPENED.append(wrapped)
    return wrapped


def ping(connection: http.client.HTTPSConnection) -> int:
    connection.request("POST", PATH, PING, SOAP)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def test_a_known_caller_is_answered_and_its_connection_kept(
    listener: Listener, node: InMemoryNode, certificates: Certificates
) -> None:
    connection = calling(listener, context(certificates.of("caller")))
    assert ping(connection) == 200
    first = connection.sock
    assert ping(connection) == 200
    assert connection.sock is first
    assert node.calls == [("ping", "caller")] * 2


def test_a_certificate_of_nobody_is_refused_and_the_connection_closed(
    listener: Listener, node: InMemoryNode, certificates: Certificates
) -> None:
    connection = calling(listener, context(certificates.of("stranger")))
    connection.putrequest("POST", PATH)
    connection.putheader("Content-Type", "application/soap+xml")
    connection.putheader("Content-Length", "5000000")
    connection.endheaders()  # the body never comes
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Connection")) == (403, "close")
    assert "证书" in answer.read().decode()
    assert node.calls == []


def test_without_a_certificate_or_with_another_authority_s_there_is_no_connection(
    listener: Listener, certificates: Certificates, tmp_path: Path
) -> None:
    nobody = ssl.create_default_context(cafile=certificates.of("server").authorities)
    connection = calling(listener, nobody)
    with pytest.raises(OSError):  # noqa: PT011 - TLS 1.3 tells it while reading, as it likes
        ping(connection)
    other = Certificates.make(tmp_path).of("caller")
    mixed = Identity(other.certificate, other.key, certificates.of("server").authorities)
    with pytest.raises(OSError):  # noqa: PT011
        ping(calling(listener, context(mixed)))


def test_old_versions_of_tls_are_refused(listener: Listener, certificates: Certificates) -> None:
    old = context(certificates.of("caller"))
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        old.wrap_socket(plain(listener), server_hostname=HOST)


def test_half_open_connections_and_slow_handshakes_hold_nobody_up(
    listener: Listener, certificates: Certificates
) -> None:
    silent = [plain(listener) for _ in range(24)]
    for each in silent[:12]:
        each.sendall(b"\x16\x03\x01")  # the beginning of a handshake
    for each in silent[12:18]:
        each.close()  # accept, then close
    began = time.monotonic()
    assert ping(calling(listener, context(certificates.of("caller")))) == 200
    assert time.monotonic() - began < SOON


def test_too_many_half_open_connections_push_out_the_oldest_of_them(
    listener: Listener, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening_module, "MOST_UNKNOWN", 16)
    silent = [plain(listener) for _ in range(20)]
    began = time.monotonic()
    assert ping(calling(listener, context(certificates.of("caller")))) == 200
    assert time.monotonic() - began < SOON
    assert silent[0].recv(100) == b""


@pytest.mark.parametrize(
    "sent", [b"", b"POST /exchange/v1 HT", b"POST /exchange/v1 HTTP/1.1\r\nA: "]
)
def test_a_caller_with_slow_requests_keeps_a_share_of_the_workers_only(
    listener: Listener, certificates: Certificates, sent: bytes
) -> None:
    slow = [raw(listener, certificates.of("bad")) for _ in range(20)]
    for each in slow:
        each.sendall(sent)
    began = time.monotonic()
    assert ping(calling(listener, context(certificates.of("caller")))) == 200
    assert time.monotonic() - began < SOON


def test_more_connections_of_one_caller_than_it_may_have_are_closed(
    listener: Listener, certificates: Certificates
) -> None:
    OPENED.extend(raw(listener, certificates.of("bad")) for _ in range(32))
    with pytest.raises(OSError):  # noqa: PT011
        assert ping(calling(listener, context(certificates.of("bad")))) == 200
        raise OSError("answered")
    assert ping(calling(listener, context(certificates.of("caller")))) == 200


def test_a_byte_a_second_ends_at_the_deadline(
    node: InMemoryNode, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "GRACE", 1.0)
    with listening(node, certificates, timeout=5) as listener:
        slow = raw(listener, certificates.of("caller"))
        slow.sendall(b"POST /exchange/v1 HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n")
        slow.sendall(b"Content-Length: 5000\r\n\r\n")
        began = time.monotonic()
        stopped = threading.Event()

        def drip() -> None:
            while not stopped.wait(0.2):
                try:
                    slow.sendall(b"a")
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        dripping.start()
        said = slow.recv(100)
        stopped.set()
        dripping.join()
        assert said.startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < 4.0
    assert node.calls == []


def test_silence_in_the_middle_ends_too(node: InMemoryNode, certificates: Certificates) -> None:
    with listening(node, certificates, timeout=1) as listener:
        silent = raw(listener, certificates.of("caller"))
        silent.sendall(b"POST /exchange/v1 HTTP/1.1\r\n")
        began = time.monotonic()
        assert silent.recv(100).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < 4.0


def test_what_is_said_to_be_too_long_is_refused_and_the_answer_arrives(
    listener: Listener, certificates: Certificates
) -> None:
    long = raw(listener, certificates.of("caller"))
    long.sendall(
        b"POST /exchange/v1 HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n"
        + f"Content-Length: {LARGEST_REQUEST + 1}\r\n\r\n".encode()
    )
    for _ in range(40):
        long.sendall(b"a" * 100_000)
    assert long.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    ("chunks", "status"),
    [
        (b"10000\r\n" + b"a" * 0x10000 + b"\r\n", b"413"),
        (b"0" * 1000, b"400"),
        (b"zz\r\n", b"400"),
        (b"-5\r\n", b"400"),
        (b"5\r\nabcdefgh", b"400"),
        (b"1\r\na\r\n", b"400"),
        (b"0\r\nA: b\r\n", b"400"),
    ],
)
def test_chunks_without_end_or_sense_are_refused(
    listener: Listener, certificates: Certificates, chunks: bytes, status: bytes
) -> None:
    endless = raw(listener, certificates.of("caller"))
    endless.sendall(
        b"POST /exchange/v1 HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    answer = b""
    began = time.monotonic()
    endless.settimeout(0)
    while not answer and time.monotonic() - began < 10:
        select.select([endless], [endless], [], 1)
        with contextlib.suppress(ssl.SSLWantWriteError):
            endless.send(chunks)
        with contextlib.suppress(ssl.SSLWantReadError):
            answer = endless.recv(100)
    assert answer.startswith(b"HTTP/1.1 " + status)


def test_both_lengths_at_once_are_refused(listener: Listener, certificates: Certificates) -> None:
    double = raw(listener, certificates.of("caller"))
    double.sendall(
        b"POST /exchange/v1 HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\n"
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
    )
    assert double.recv(100).startswith(b"HTTP/1.1 400")


def test_chunks_are_taken_together(listener: Listener, certificates: Certificates) -> None:
    connection = calling(listener, context(certificates.of("caller")))
    pieces = (PING[at : at + 7] for at in range(0, len(PING), 7))
    connection.request("POST", PATH, pieces, SOAP, encode_chunked=True)
    answer = connection.getresponse()
    assert (answer.status, b"pingResponse" in answer.read()) == (200, True)
    assert ping(connection) == 200


def test_it_stops_while_peers_hang_and_its_port_is_free(certificates: Certificates) -> None:
    before = threading.active_count()
    with listening(InMemoryNode(), certificates) as listener:
        hanging = [raw(listener, certificates.of("caller")) for _ in range(5)]
        for each in hanging:
            each.sendall(b"POST ")
        plain(listener)
        port = listener.bind_addr[1]
        began = time.monotonic()
    assert time.monotonic() - began < 10
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, port), timeout=5)
    assert threading.active_count() <= before + 1


def test_files_that_are_no_certificates_are_named(
    certificates: Certificates, tmp_path: Path
) -> None:
    good = certificates.of("server")
    none = tmp_path / "none.pem"
    none.write_text("none", "ascii")
    for wrong in (
        Identity(none, good.key, good.authorities),
        Identity(good.certificate, none, good.authorities),
        Identity(good.certificate, good.key, none),
        Identity(good.certificate, good.key, tmp_path / "absent.pem"),
    ):
        with pytest.raises(Refused, match=r"exchange\.tls_"):
            tls.server_context(wrong)
