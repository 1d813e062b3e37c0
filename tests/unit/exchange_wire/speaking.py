"""Requests to the exchange as they come over HTTP, written by hand."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Any

from integrations.exchange import contract
from integrations.exchange.operations import Operations
from integrations.exchange.server import CERTIFICATE
from integrations.exchange.server.application import Exchange
from integrations.exchange.server.quota import Quota
from integrations.exchange.soap import SOAP_12, Version
from office.outside.xml import Element, parse_xml

CALLER = b"certificate of the caller"
BOUNDARY = "edge-of-parts"
MTOM_12 = (
    f'multipart/related; type="application/xop+xml"; boundary="{BOUNDARY}"; '
    'start="<root>"; start-info="application/soap+xml"'
)


@dataclass(frozen=True)
class Heard:
    """The answer: HTTP's status, headers in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def inside(self) -> Element:
        """The element in the body of the message."""
        root = parse_xml(self.body, name="answer")
        return root[-1][0]

    @property
    def fault_code(self) -> str:
        """The local name of a fault's code."""
        codes = [*self.inside.iter("faultcode"), *self.inside.iter(SOAP_12.name("Value"))]
        return str(codes[0].text).partition(":")[2]

    def text(self, field: str) -> str | None:
        """The text of the first element of this name."""
        return next((each.text for each in self.inside.iter(contract.name(field))), None)


def exchange(operations: Operations, *, per_minute: int = 60_000) -> Exchange:
    """The application, which knows one caller."""
    return Exchange(
        operations,
        caller_of={CALLER: "临江市政务"}.get,
        quota=Quota(per_minute=per_minute),
    )


def message(inner: str, *, version: Version = SOAP_12, header: str = "") -> bytes:
    """A message with `inner` in its body; the contract's namespace has the prefix x."""
    return (
        f'<s:Envelope xmlns:s="{version.namespace}" xmlns:x="{contract.NAMESPACE}">'
        f"{header}<s:Body>{inner}</s:Body></s:Envelope>"
    ).encode()


def encoded(data: bytes) -> str:
    """As base64."""
    return base64.b64encode(data).decode()


def signed_in_words(content: bytes) -> str:
    """A signed document, inline."""
    return (
        f"<x:content>{encoded(content)}</x:content><x:algorithm>sm2-sm3</x:algorithm>"
        "<x:value>MAE=</x:value><x:certificate>Y2VydA==</x:certificate>"
    )


def post(
    application: Exchange,
    body: bytes,
    *,
    content_type: str = "application/soap+xml; charset=utf-8",
    action: str | None = None,
    **more: Any,
) -> Heard:
    """Send it; `more` goes into the environ, None takes a key away."""
    environ = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_SOAPACTION": action,
        "wsgi.input": io.BytesIO(body),
    }
    return ask(application, **(environ | more))


def ask(application: Exchange, **more: Any) -> Heard:
    """A request with these keys in its environ."""
    heard: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": contract.PATH,
        "QUERY_STRING": "",
        "HTTP_HOST": "node.example:8443",
        "wsgi.url_scheme": "https",
        CERTIFICATE: CALLER,
        **more,
    }
    body = b"".join(
        application(
            {key: value for key, value in environ.items() if value is not None},
            lambda status, headers: heard.extend((status, headers)),
        )
    )
    headers = {name.lower(): value for name, value in heard[1]}
    assert headers["content-length"] == str(len(body))
    return Heard(int(heard[0][:3]), headers, body)


def multipart(root: bytes, beside: dict[str, bytes], *, soap: Version = SOAP_12) -> bytes:
    """An MTOM body."""
    pieces = [
        f"--{BOUNDARY}\r\nContent-ID: <root>\r\nContent-Type: application/xop+xml; charset=UTF-8; "
        f'type="{soap.media_type}"\r\n\r\n'.encode(),
        root,
    ]
    for cid, data in beside.items():
        head = (
            f"\r\n--{BOUNDARY}\r\nContent-ID: <{cid}>\r\n"
            "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        )
        pieces += [head.encode(), data]
    return b"".join([*pieces, f"\r\n--{BOUNDARY}--\r\n".encode()])


def included(cid: str) -> str:
    """A reference to what travels beside."""
    return f'<i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:{cid}"/>'
