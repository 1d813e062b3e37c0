"""The exchange as a WSGI application: one address, for callers known by their certificate."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange import contract, soap
from integrations.exchange.operations import Operations
from integrations.exchange.server import CERTIFICATE, dispatch
from integrations.exchange.server.answers import Answer
from integrations.exchange.server.asked import Asked
from integrations.exchange.server.bodies import is_long, read_body
from integrations.exchange.server.quota import Quota
from integrations.exchange.server.reading import Request, read_message, version_of
from integrations.exchange.server.replies import Reply, Stopped, stopped
from integrations.exchange.soap import Unreadable, Version

_log = logging.getLogger(__name__)
_HOST = re.compile(r"[A-Za-z0-9.\-]{1,255}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_OUR_FAULT = "本节点处理时出错，已经记录；请稍后重试。"


class Exchange:
    """`caller_of`: the node that shows this certificate (DER), None if it is no one's."""

    def __init__(
        self,
        operations: Operations,
        *,
        caller_of: Callable[[bytes], str | None],
        quota: Quota,
    ) -> None:
        self._operations = operations
        self._caller_of = caller_of
        self._quota = quota

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        try:
            reply = self._reply(environ)
        except Stopped as stop:
            reply = stop.reply
        headers = [("Content-Type", reply.content_type), ("Content-Length", str(len(reply.body)))]
        headers += [*reply.headers, *([("Connection", "close")] if reply.is_last else [])]
        start_response(f"{reply.status.value} {reply.status.phrase}", headers)
        return [reply.body]

    def _reply(self, environ: dict[str, Any]) -> Reply:
        caller = self._caller(environ)
        if environ.get("PATH_INFO") != contract.PATH:
            raise stopped(HTTPStatus.NOT_FOUND, f"这里只有 {contract.PATH}。")
        method, query = environ["REQUEST_METHOD"], environ.get("QUERY_STRING", "")
        if method == "GET" and query.lower() == "wsdl":
            return Reply(HTTPStatus.OK, "text/xml; charset=utf-8", contract.wsdl_at(_at(environ)))
        if method != "POST":
            allowed = (("Allow", "GET, POST"),)
            raise stopped(
                HTTPStatus.METHOD_NOT_ALLOWED, "只接受 POST 和 GET ?wsdl。", headers=allowed
            )
        return self._soap(environ, caller)

    def _caller(self, environ: dict[str, Any]) -> str:
        certificate = environ.get(CERTIFICATE)
        caller = self._caller_of(certificate) if certificate else None
        if caller is None:
            raise stopped(
                HTTPStatus.FORBIDDEN,
                "本节点的通讯录中没有出示这张证书的节点；请联系本节点的系统管理员。",
            )
        return caller

    def _soap(self, environ: dict[str, Any], caller: str) -> Reply:
        version = version_of(environ.get("CONTENT_TYPE", ""))
        wait = self._quota.take(caller)
        if wait and is_long(environ):
            raise _busy(wait)
        request = Request(
            content_type=environ["CONTENT_TYPE"],
            action=environ.get("HTTP_SOAPACTION"),
            body=read_body(environ),
        )
        try:
            asked = read_message(request, version)
            answer = self._answer(asked, caller, wait)
        except Unreadable as fault:
            return _fault(version, fault.code or version.sender, fault.reason)
        except NotTaken as refusal:  # of an operation whose answer has no place for it
            raise _busy(refusal.retry_after or 1) from refusal
        except Exception:  # noqa: BLE001 - whatever it was, a peer is told only that we failed
            _log.exception("a request of %s failed", caller)
            return _fault(version, version.receiver, _OUR_FAULT)
        return _said(version, HTTPStatus.OK, soap.message(version, answer.element))

    def _answer(self, asked: Asked, caller: str, wait: int) -> Answer:
        if wait:
            sentence = f"贵节点的请求过于频繁，请在 {wait} 秒后重试。"
            return dispatch.refused(asked, NotTaken(Code.BUSY, sentence, retry_after=wait))
        return dispatch.call(self._operations, caller, asked)


def _at(environ: dict[str, Any]) -> str:
    """Where the request reached us, as a client may call us again."""
    host = environ.get("HTTP_HOST", "")
    if not _HOST.fullmatch(host):
        raise stopped(HTTPStatus.BAD_REQUEST, "请求没有写明主机名。")
    return f"{environ['wsgi.url_scheme']}://{host}{contract.PATH}"


def _busy(wait: int) -> Stopped:
    return stopped(
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"贵节点的请求过于频繁，请在 {wait} 秒后重试。",
        headers=(("Retry-After", str(wait)),),
    )


def _fault(version: Version, code: str, reason: str) -> Reply:
    """SOAP 1.1 has 500 for every fault (6.2), 1.2 has 400 for the sender's (part 2, 7.5.2.2)."""
    is_theirs = version is soap.SOAP_12 and code == version.sender
    status = HTTPStatus.BAD_REQUEST if is_theirs else HTTPStatus.INTERNAL_SERVER_ERROR
    return _said(version, status, soap.fault(version, code, reason))


def _said(version: Version, status: HTTPStatus, body: bytes) -> Reply:
    return Reply(status, f"{version.media_type}; charset=utf-8", body)
