"""The exchange's client against servers that lie, dawdle, or lead elsewhere."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange import contract, tls
from integrations.exchange.client import messages
from integrations.exchange.client.connection import Connection
from integrations.exchange.client.wire import Wire
from integrations.exchange.soap import SOAP_12, message
from integrations.exchange.tls import server_context
from office.kernel.refusals import Refused
from office.outside.xml import parse_xml
from tests.in_memory_node import CONSIGNMENT
from tests.servers.exchange import HOST, Certificates, fingerprint

PATH = "/exchange/v1"
PONG = (
    f'<pingResponse xmlns="{contract.NAMESPACE}"><node>a</node><time>2026-01-01T00:00:00Z</time>'
    "<envelopeVersion>1</envelopeVersion><largestChunk>1</largestChunk>"
    "<largestConsignment>1</largestConsignment><snapshot>1</snapshot></pingResponse>"
)


@contextmanager
def answering(
    certificates: Certificates, answer: Callable[[ssl.SSLSocket], None], *, read_timeout: float = 5
) -> Iterator[Connection]:
    """A connection to a server that reads a request's beginning and does what `answer` does."""
    context = server_context(certificates.of("server"))
    listening = socket.create_server((HOST, 0))
    port = listening.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                accepted, _ = listening.accept()
            except OSError:
                return
            with suppress(OSError), context.wrap_socket(accepted, server_side=True) as connection:
                connection.recv(65536)
                connection.recv(65536)
                answer(connection)
            accepted.close()

    thread = threading.Thread(target=serve)
    thread.start()
    wire = Wire(
        f"https://{HOST}:{port}{PATH}",
        identity=certificates.of("caller"),
        pins=[fingerprint(certificates.of("server"))],
        read_timeout=read_timeout,
    )
    try:
        yield Connection(wire)
    finally:
        wire.close()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(timeout=20)
    assert not thread.is_alive()


def http(
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "application/soap+xml; charset=utf-8",
    more: str = "",
) -> Callable[[ssl.SSLSocket], None]:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}"
        "Connection: close\r\n\r\n"
    )
    return lambda connection: connection.sendall(head.encode() + body)


def soap(inner: str) -> bytes:
    return message(SOAP_12, parse_xml(inner.encode(), name="test"))


def test_a_true_answer_is_taken(certificates: Certificates) -> None:
    with answering(certificates, http(soap(PONG))) as connection:
        assert connection.ping("").node == "a"


ENTITIES = b'<!DOCTYPE a [<!ENTITY l SYSTEM "http://127.0.0.1:9/">]>' + soap(PONG)
UNREADABLE = {
    "no XML": http(b"hello"),
    "no message": http(b"<a/>"),
    "document type": http(ENTITIES),
    "another answer": http(soap(f'<statusResponse xmlns="{contract.NAMESPACE}"/>')),
    "not as the contract": http(soap(PONG.replace("<snapshot>1", "<snapshot>x"))),
    "page": http(b"<html></html>", kind="text/html"),
    "empty": http(b""),
    "compressed": http(soap(PONG), more="Content-Encoding: gzip\r\n"),
    "moved": http(b"", status="302 Found", more="Location: http://127.0.0.1:9/\r\n"),
    "moved for good": http(b"", status="308 Permanent", kind="a/b", more="Location: /\r\n"),
    "absent": http(b"", status="404 Not Found", kind="text/plain"),
    "depth": http(soap(PONG).replace(b"<node>a</node>", b"<a>" * 100_000)),
    "tags": http(soap(PONG).replace(b"<node>a</node>", b"<a/>" * 1_000_000)),
    "long": http(b" " * (17 * 2**20)),
    "shorter than said": lambda connection: connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: 100\r\n\r\n<a/>"
    ),
    "no answer": lambda _: None,
    "no HTTP": lambda connection: connection.sendall(b"220 mail.example ESMTP\r\n"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_answer_is_as_if_none_came(certificates: Certificates, case: str) -> None:
    with answering(certificates, UNREADABLE[case]) as connection:
        began = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011 - whatever was wrong, it is asked again
            connection.ping("")
        assert time.monotonic() - began < 4.0


def endless(connection: ssl.SSLSocket) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    while True:
        connection.sendall(b"10000\r\n" + b"a" * 0x10000 + b"\r\n")


def test_an_answer_without_end_is_left(certificates: Certificates) -> None:
    with answering(certificates, endless) as connection, pytest.raises(OSError):  # noqa: PT011
        connection.ping("")


def test_silence_ends_at_the_deadline(certificates: Certificates) -> None:
    done = threading.Event()
    with answering(certificates, lambda _: (done.wait(10), None)[1], read_timeout=1) as connection:
        began = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011
            connection.ping("")
        done.set()
    assert time.monotonic() - began < 4.0


def test_a_byte_a_second_ends_at_the_deadline(
    certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tls, "GRACE", 1.0)
    done = threading.Event()

    def drip(connection: ssl.SSLSocket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not done.wait(0.2):
            connection.sendall(b"a")

    with answering(certificates, drip) as connection:
        began = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011
            connection.ping("")
        done.set()
    assert time.monotonic() - began < 4.0


def test_nobody_listens(certificates: Certificates) -> None:
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    wire = Wire(f"https://{HOST}:{port}/", identity=certificates.of("caller"), pins=[])
    with pytest.raises(OSError):  # noqa: PT011
        Connection(wire).ping("")


def test_a_code_of_a_later_version_is_taken_by_its_class(certificates: Certificates) -> None:
    refused = (
        f'<statusResponse xmlns="{contract.NAMESPACE}"><refusal><code>Moon.Full</code>'
        "<class>human</class><sentence>不巧。</sentence></refusal></statusResponse>"
    )
    answer = http(soap(refused))
    with answering(certificates, answer) as connection, pytest.raises(NotTaken) as caught:
        connection.status("", CONSIGNMENT)
    assert caught.value.code is Code.CONFLICT
    assert caught.value.sentence == "不巧。（Moon.Full）"


@pytest.mark.parametrize(
    ("more", "seconds"),
    [("Retry-After: 17\r\n", 17), ("", 60), ("Retry-After: 9999999\r\n", 86400)],
)
def test_a_busy_server_is_obeyed(certificates: Certificates, more: str, seconds: int) -> None:
    busy = http(b"later", status="503 Busy", kind="text/plain", more=more)
    with answering(certificates, busy) as connection, pytest.raises(NotTaken) as caught:
        connection.ping("")
    assert (caught.value.code, caught.value.retry_after) == (Code.BUSY, seconds)


@pytest.mark.parametrize(
    "address",
    ["http://a.example/exchange/v1", "https:///x", "ftp://a", "https://u:p@a.example/", "a"],
)
def test_an_address_that_is_none_is_refused(certificates: Certificates, address: str) -> None:
    with pytest.raises(Refused, match="地址"):
        Wire(address, identity=certificates.of("caller"), pins=[])


ELSEWHERE = {
    "schema of http": '<xs:import namespace="urn:o" schemaLocation="{0}"/>',
    "included schema": '<xs:include schemaLocation="{0}"/>',
    "schema of a file": '<xs:import namespace="urn:o" schemaLocation="file:///etc/passwd"/>',
}


@pytest.mark.parametrize("case", [*ELSEWHERE, "wsdl"])
def test_a_contract_that_leads_elsewhere_is_refused_and_nobody_is_asked(
    case: str, tmp_path: Path
) -> None:
    text = contract.WSDL.read_text("utf-8")
    with socket.create_server((HOST, 0)) as listening:
        listening.settimeout(0.2)
        there = f"http://{HOST}:{listening.getsockname()[1]}/x.xsd"
        if case == "wsdl":
            text = text.replace(
                "<wsdl:types>", f'<wsdl:import namespace="urn:o" location="{there}"/><wsdl:types>'
            )
        else:
            text = text.replace(
                'elementFormDefault="qualified">',
                'elementFormDefault="qualified">' + ELSEWHERE[case].format(there),
            )
        file = tmp_path / "other.wsdl"
        file.write_text(text, "utf-8")
        with pytest.raises(Exception, match=r".") as caught:
            messages.loaded(file)
        assert type(caught.value).__name__ in {"ExternalReferenceForbidden", "Elsewhere"}
        with pytest.raises(TimeoutError):
            listening.accept()
