"""From the body of an HTTP request to the request of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from integrations.exchange import contract, soap, xop
from integrations.exchange.server.asked import Asked
from integrations.exchange.server.multipart import ContentType, read_content_type, split
from integrations.exchange.server.replies import stopped
from integrations.exchange.soap import Unreadable, Version

_MULTIPART = "multipart/related"


@dataclass(frozen=True, slots=True)
class Request:
    """What HTTP says of it. `action`: the header SOAPAction, None if there is none."""

    content_type: str
    action: str | None
    body: bytes


def version_of(content_type: str) -> Version:
    """The version of SOAP that it is said to be. Raises Stopped for anything but SOAP."""
    try:
        kind = read_content_type(content_type)
    except Unreadable as fault:
        raise stopped(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, fault.reason) from fault
    media_type = kind.media_type
    if media_type == _MULTIPART and kind.parameters.get("type", "").lower() == xop.MEDIA_TYPE:
        media_type = _bare(kind.parameters.get("start-info", ""))
    for version in soap.VERSIONS:
        if media_type == version.media_type and _is_utf8(kind):
            return version
    raise stopped(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "只接受 UTF-8 的 SOAP 1.1（text/xml）、SOAP 1.2（application/soap+xml）及其 MTOM 形式。",
    )


def read_message(request: Request, version: Version) -> Asked:
    """The request, held against the contract. Raises Unreadable."""
    kind = read_content_type(request.content_type)
    message: bytes | memoryview = request.body
    beside: dict[str, memoryview] = {}
    kinds = [kind]
    if kind.media_type == _MULTIPART:
        related = split(request.body, kind)
        if related.root_type.media_type != xop.MEDIA_TYPE or not _is_utf8(related.root_type):
            raise Unreadable("multipart/related 的消息部分应当是 UTF-8 的 application/xop+xml。")
        message, beside = related.root, related.beside
        kinds.append(related.root_type)
    element = soap.body_of(message, version)
    asked = Asked(element, {})
    if element.tag != contract.name(asked.operation) or (
        asked.operation not in contract.operations()
    ):
        raise Unreadable(f"没有“{element.tag}”这项操作。"[:300])
    said = {request.action or "", *(each.parameters.get("action", "") for each in kinds)}
    _must_be_the_action(asked.operation, said)
    asked = Asked(element, xop.take_out(element, beside))
    if fault := contract.fault_in(element):
        raise Unreadable(f"请求不合交换协议的定义：{fault}")
    return asked


def _must_be_the_action(operation: str, said: set[str]) -> None:
    """Whoever filters by the action that is said must not be led to another (SOAP 1.1, 6.1.1)."""
    if {each.strip().strip('"') for each in said} - {"", f"{contract.NAMESPACE}:{operation}"}:
        raise Unreadable("所说的操作（SOAPAction、action）与消息中的不是同一项。")


def _is_utf8(kind: ContentType) -> bool:
    return kind.parameters.get("charset", "utf-8").lower() in ("utf-8", "utf8", "us-ascii")


def _bare(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
