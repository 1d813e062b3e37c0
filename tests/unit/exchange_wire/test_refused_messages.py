"""What cannot be read is a fault of its version, and what is no message is told over HTTP."""

from __future__ import annotations

import io
import logging
import socket
import time
import tracemalloc
from pathlib import Path

import pytest

from integrations.exchange.contract import LARGEST_REQUEST, NAMESPACE, PATH
from integrations.exchange.server.application import Exchange
from integrations.exchange.server.quota import Quota
from integrations.exchange.soap import SOAP_11, SOAP_12
from tests.in_memory_node import CONSIGNMENT, InMemoryNode
from tests.unit.exchange_wire.speaking import (
    BOUNDARY,
    CALLER,
    MTOM_12,
    ask,
    exchange,
    included,
    message,
    multipart,
    post,
)
from tests.unit.exchange_wire.test_operations import DIGEST, EVERY, INLINE, PART, SUBMIT

PING = message("<x:ping/>")
MOST_MEMORY = 100_000_000
MOST_SECONDS = 1.0


def doctyped(inside: str, text: str = "&a;") -> bytes:
    body = message(f"<x:status><x:consignment>{text}</x:consignment></x:status>").decode()
    return f"<!DOCTYPE a [{inside}]>{body}".encode()


ATTRIBUTES = " ".join(f'a{n}=""' for n in range(100_000))
NAMESPACES = " ".join(f'xmlns:a{n}="u"' for n in range(100_000))
LAUGHS = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
HOSTILE = {
    "file": doctyped('<!ENTITY a SYSTEM "file:///etc/passwd">'),
    "http": doctyped('<!ENTITY a SYSTEM "http://127.0.0.1:9/">'),
    "parameter entity": doctyped('<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;', text=""),
    "document type": b'<!DOCTYPE s SYSTEM "http://127.0.0.1:9/x.dtd">' + PING,
    "document type in UTF-16": ("<!DOCTYPE a><a/>").encode("utf-16"),
    "laughs": doctyped('<!ENTITY l0 "ha">' + LAUGHS, text="&l9;"),
    "quadratic": doctyped(f'<!ENTITY a "{"a" * 100_000}">', text="&a;" * 10_000),
    "depth": message("<x:a>" * 100_000 + "</x:a>" * 100_000),
    "attributes": message(f"<x:ping {ATTRIBUTES}/>"),
    "namespaces": message(f"<x:ping {NAMESPACES}/>"),
    "tags": message("<x:known/>" * 900_000),
    "long text": message(f"<x:ping>{'a' * 8_000_000}</x:ping>"),
    "long name": message(f"<x:{'a' * 8_000_000}/>"),
    "instruction": b"<?xml-stylesheet href='http://127.0.0.1:9/'?>" + message("<x:none/>"),
    "schema elsewhere": message(
        '<x:ping xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
        'i:schemaLocation="urn:wenshu:exchange:1 http://127.0.0.1:9/x.xsd" more="1"/>'
    ),
    "included file": message(
        '<x:ping xmlns:i="http://www.w3.org/2001/XInclude">'
        '<i:include href="file:///etc/passwd" parse="text"/></x:ping>'
    ),
    "two bodies": PING.replace(b"</s:Body>", b"</s:Body><s:Body><x:ping/></s:Body>"),
    "two requests": message("<x:ping/><x:ping/>"),
    "empty body": message(""),
    "no envelope": b"<ping/>",
    "no XML": b"ping",
    "nothing": b"",
    "cut": PING[:-3],
    "not UTF-8": PING.replace(b"<x:ping/>", b"<x:ping>\xff</x:ping>"),
    "null": PING.replace(b"<x:ping/>", b"<x:ping>\x00</x:ping>"),
    "unknown operation": message("<x:delete/>"),
    "operation of others": message("<ping xmlns='urn:other'/>"),
    "invalid": message(EVERY["status"].removeprefix("<x:status>").removesuffix("</x:status>")),
    "missing field": message("<x:status/>"),
    "bad digest": message(EVERY["putPart"].replace(DIGEST, "../../etc/passwd")),
    "huge number": message(EVERY["putPart"].replace("<x:offset>0", "<x:offset>" + "9" * 5000)),
    "large number": message(EVERY["putPart"].replace("<x:offset>0", "<x:offset>" + "9" * 20)),
    "no such day": message(EVERY["reconcile"].replace("2026-11-22", "2026-02-30")),
    "far day": message(EVERY["reconcile"].replace("2026-11-22", "99999-01-01")),
    "bad base64": message(EVERY["putPart"].replace("eA==", "eA=")),
    "a part twice": message(INLINE.replace("</x:submit>", INLINE[INLINE.index("<x:part>") :])),
    "attachment of nobody": message(SUBMIT.format(digest=DIGEST, data=included("none"))),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_soon_in_little_memory(case: str) -> None:
    node = InMemoryNode()
    application = exchange(node)
    post(application, message("<x:status/>"))  # the schema is made once
    tracemalloc.start()
    began = time.perf_counter()
    heard = post(application, HOSTILE[case])
    took = time.perf_counter() - began
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (heard.status, heard.fault_code) == (400, "Sender")
    assert node.calls == []
    assert took < MOST_SECONDS
    assert most < MOST_MEMORY
    assert b"root:" not in heard.body


def test_what_a_refusal_takes_of_the_process_is_bounded_too() -> None:
    """libxml2's own memory is not traced: the growth of the process is looked at."""
    application = exchange(InMemoryNode())
    post(application, message("<x:status/>"))
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the most so far is forgotten
    before = _resident()
    for body in HOSTILE.values():
        post(application, body)
    assert _resident() - before < MOST_MEMORY


def _resident() -> int:
    """The most memory that the process ever had (VmHWM), in bytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def test_nobody_is_asked_for_what_a_message_refers_to() -> None:
    application = exchange(InMemoryNode())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.3)
        there = f"127.0.0.1:{listening.getsockname()[1]}".encode()
        referring = [body for body in HOSTILE.values() if b"127.0.0.1:9/" in body]
        assert len(referring) >= 5
        for body in referring:
            post(application, body.replace(b"127.0.0.1:9", there))
        post(application, BROKEN["from elsewhere"].replace(b"127.0.0.1:9", there))
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(
    ("action", "content_type"),
    [
        ('"urn:wenshu:exchange:1:submit"', "application/soap+xml"),
        (None, 'application/soap+xml; action="urn:wenshu:exchange:1:submit"'),
        ("delete", "application/soap+xml"),
    ],
)
def test_another_action_than_that_of_the_message_is_refused(
    action: str | None, content_type: str
) -> None:
    node = InMemoryNode()
    heard = post(exchange(node), PING, action=action, content_type=content_type)
    assert (heard.status, heard.fault_code, node.calls) == (400, "Sender", [])


@pytest.mark.parametrize("action", ['"urn:wenshu:exchange:1:ping"', '""', "", None])
def test_the_action_may_be_said_or_not(action: str | None) -> None:
    assert post(exchange(InMemoryNode()), PING, action=action).status == 200


def test_a_message_of_the_other_version_is_a_mismatch() -> None:
    heard = post(exchange(InMemoryNode()), PING, content_type="text/xml")
    assert (heard.status, heard.fault_code) == (500, "VersionMismatch")


@pytest.mark.parametrize("version", [SOAP_11, SOAP_12])
def test_a_header_that_must_be_understood_is_not(version: object) -> None:
    assert version in (SOAP_11, SOAP_12)
    soap = SOAP_11 if version is SOAP_11 else SOAP_12
    header = '<s:Header><w:Security xmlns:w="urn:w" s:mustUnderstand="{}"/></s:Header>'
    node = InMemoryNode()
    ignored = message("<x:ping/>", version=soap, header=header.format("0"))
    insisted = message("<x:ping/>", version=soap, header=header.format("1"))
    assert post(exchange(node), ignored, content_type=soap.media_type).status == 200
    heard = post(exchange(node), insisted, content_type=soap.media_type)
    assert (heard.status, heard.fault_code) == (500, "MustUnderstand")


def test_our_failure_tells_nothing_of_it_but_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    node = InMemoryNode(failure=RuntimeError("password of the database"))
    with caplog.at_level(logging.ERROR):
        heard = post(exchange(node), PING)
        older = post(
            exchange(node), message("<x:ping/>", version=SOAP_11), content_type="text/xml"
        )
    assert (heard.status, heard.fault_code) == (500, "Receiver")
    assert (older.status, older.fault_code) == (500, "Server")
    assert b"password" not in heard.body + older.body
    assert "password of the database" in caplog.text


SPLIT = multipart(message(SUBMIT.format(digest=DIGEST, data=included("a"))), {"a": PART})
EDGE = f"--{BOUNDARY}".encode()
BROKEN = {
    "no end": SPLIT.removesuffix(b"--\r\n"),
    "cut": SPLIT[:-40],
    "no beginning": b"hello\r\n" + SPLIT,
    "nothing": EDGE + b"--\r\n",
    "empty": b"",
    "same id twice": multipart(PING, {"a": b"", "root": b""}),
    "not referred to": multipart(PING, {"a": b"1"}),
    "referred to twice": multipart(
        message(
            SUBMIT.format(digest=DIGEST, data=included("a")).replace(
                "</x:submit>",
                f"<x:part><x:digest>{'d' * 64}</x:digest><x:data>{included('a')}</x:data></x:part>"
                "</x:submit>",
            )
        ),
        {"a": PART},
    ),
    "beside text": multipart(
        message(SUBMIT.format(digest=DIGEST, data="eA==" + included("a"))), {"a": PART}
    ),
    "where no binary is": multipart(
        message(EVERY["status"].replace(CONSIGNMENT, included("a"))),
        {"a": CONSIGNMENT.encode()},
    ),
    "from elsewhere": multipart(
        message(
            SUBMIT.format(digest=DIGEST, data=included("a")).replace("cid:", "http://127.0.0.1:9/")
        ),
        {"a": PART},
    ),
    "encoded": SPLIT.replace(b"Transfer-Encoding: binary", b"Transfer-Encoding: base64"),
    "long headers": SPLIT.replace(b"application/octet-stream", b"a/" + b"b" * 3000),
    "header twice": SPLIT.replace(b"Content-ID: <a>", b"Content-ID: <a>\r\nContent-ID: <b>"),
    "no header": SPLIT.replace(b"Content-ID: <a>", b"Content-ID"),
    "too many": multipart(PING, {str(n): b"" for n in range(1200)}),
    "root of another type": SPLIT.replace(b"application/xop+xml; ", b"text/html; "),
    "root in another charset": SPLIT.replace(b"charset=UTF-8", b"charset=utf-7"),
    "document type": SPLIT.replace(b"<s:Envelope", b"<!DOCTYPE a><s:Envelope"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_multipart_is_refused(case: str) -> None:
    node = InMemoryNode()
    heard = post(exchange(node), BROKEN[case], content_type=MTOM_12)
    assert (heard.status, heard.fault_code, node.calls) == (400, "Sender", [])


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/json",
        "multipart/form-data; boundary=edge-of-parts",
        MTOM_12.replace("start-info=", "info="),
        "application/soap+xml; charset=gbk",
        "application/soap+xml; a=1; a=2; a*=utf-8''x",
        "application/soap+xml; a=" + "b" * 2000,
    ],
)
def test_what_is_no_soap_is_not_read(content_type: str) -> None:
    heard = post(exchange(InMemoryNode()), PING, content_type=content_type)
    assert (heard.status, heard.headers["connection"]) == (415, "close")


class Unread(io.BytesIO):
    """A body that must not be touched."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")


class Endless(io.BytesIO):
    """A body without end."""

    given = 0

    def read(self, size: int | None = -1) -> bytes:
        assert size
        assert size > 0
        self.given += size
        return b"a" * size


def test_of_an_unknown_caller_nothing_is_read() -> None:
    more = {"wsgi.input": Unread(), "wenshu.exchange.certificate": b"another"}
    heard = post(exchange(InMemoryNode()), PING, **more)
    assert (heard.status, heard.headers["connection"]) == (403, "close")
    more["wenshu.exchange.certificate"] = None  # type: ignore[assignment]
    assert post(exchange(InMemoryNode()), PING, **more).status == 403


def test_who_is_known_no_longer_is_refused_from_the_next_request_on() -> None:
    known = {CALLER: "临江市政务"}
    node = InMemoryNode()
    application = Exchange(node, caller_of=known.get, quota=Quota(per_minute=6000))
    assert post(application, PING).status == 200
    known.clear()
    assert post(application, PING).status == 403
    assert node.calls == [("ping", "临江市政务")]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"CONTENT_LENGTH": str(LARGEST_REQUEST + 1)}, 413),
        ({"CONTENT_LENGTH": "9" * 30}, 400),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "٣"}, 400),
        ({"CONTENT_LENGTH": None}, 411),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 400),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
    ],
)
def test_what_is_too_long_or_unclear_is_refused_unread(
    more: dict[str, str | None], status: int
) -> None:
    heard = post(exchange(InMemoryNode()), PING, **{"wsgi.input": Unread(), **more})
    assert (heard.status, heard.headers["connection"]) == (status, "close")


def test_a_body_shorter_than_said_is_refused() -> None:
    heard = post(exchange(InMemoryNode()), PING, CONTENT_LENGTH=str(len(PING) + 1))
    assert heard.status == 400


def test_a_chunked_body_without_end_is_left_at_the_limit() -> None:
    endless = Endless()
    more = {"wsgi.input": endless, "CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked"}
    assert post(exchange(InMemoryNode()), b"", **more).status == 413
    assert endless.given < LARGEST_REQUEST + 100_000


def test_a_chunked_body_with_an_end_is_taken() -> None:
    more = {"CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked"}
    assert post(exchange(InMemoryNode()), PING, **more).status == 200


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"PATH_INFO": "/"}, 404),
        ({"PATH_INFO": PATH + "/"}, 404),
        ({"QUERY_STRING": "wsdl=other"}, 405),
        ({"REQUEST_METHOD": "GET"}, 405),
        ({"REQUEST_METHOD": "PUT", "QUERY_STRING": "wsdl"}, 405),
        ({"REQUEST_METHOD": "DELETE"}, 405),
    ],
)
def test_everything_else_is_not_there(more: dict[str, str], status: int) -> None:
    assert ask(exchange(InMemoryNode()), **more).status == status


def test_the_wsdl_names_the_address_that_was_asked() -> None:
    heard = ask(exchange(InMemoryNode()), QUERY_STRING="wsdl")
    assert heard.headers["content-type"].startswith("text/xml")
    assert heard.body.count(b'location="https://node.example:8443/exchange/v1"') == 2
    assert b"localhost" not in heard.body
    assert NAMESPACE.encode() in heard.body
    hostile = ask(exchange(InMemoryNode()), QUERY_STRING="wsdl", HTTP_HOST='a"><b')
    assert hostile.status == 400


def test_who_asks_too_often_is_told_to_wait_and_others_are_not_hurt() -> None:
    node = InMemoryNode()
    application = exchange(node, per_minute=60)  # ten at once, then one a second
    status = message(EVERY["status"])
    heard = [post(application, status) for _ in range(12)]
    assert [each.text("code") for each in heard] == [*[None] * 10, "Busy", "Busy"]
    assert heard[-1].text("retryAfter") == "1"
    assert len(node.calls) == 10
    ping = post(application, PING)
    assert (ping.status, ping.headers["retry-after"]) == (503, "1")
    long = post(application, message(EVERY["status"] + " " * 100_000), **{"wsgi.input": Unread()})
    assert (long.status, long.headers["retry-after"]) == (503, "1")
