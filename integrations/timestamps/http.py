"""A time-stamp service over HTTP (RFC 3161 3.4)."""

from __future__ import annotations

import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.parse import urlsplit

from office.kernel.refusals import Refused

TIMEOUT = 15.0
"""Seconds."""
LARGEST = 200_000
"""Bytes; a time stamp with its certificates has some thousands."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The administrator named the service; it names no other."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Never."""


class HTTPTimeAuthority:
    """`address`: http or https; what is sent is a digest only. Raises Refused for any other."""

    def __init__(self, address: str, *, timeout: float = TIMEOUT) -> None:
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            raise Refused(f"时间戳服务的地址“{address}”不对，应当以 http:// 或 https:// 开头。")
        self._address = address
        self._timeout = timeout
        # Its proxies are nobody's but the administrator's to say, and he has said the address.
        self._opener: Any = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), _NoRedirect()
        )

    def answer(self, request: bytes) -> bytes:
        """As the port `TimeAuthority` says."""
        asked = urllib.request.Request(  # noqa: S310 - the scheme was looked at
            self._address,
            data=request,
            headers={
                "Content-Type": "application/timestamp-query",
                "Accept": "application/timestamp-reply",
            },
        )
        try:
            with self._opener.open(asked, timeout=self._timeout) as answered:
                data: bytes = answered.read(LARGEST + 1)
                whole = int(answered.headers.get("Content-Length", len(data)))
        except (OSError, HTTPException, ValueError) as fault:
            raise Refused(
                f"时间戳服务（{self._address}）没有答复：{fault}。"
                "请稍后重试，或请系统管理员核对网络和地址。"
            ) from fault
        if len(data) < min(whole, LARGEST):
            raise Refused(
                f"时间戳服务（{self._address}）答复到一半就中断了，没有答复完。请稍后重试。"
            )
        if len(data) > LARGEST:
            raise Refused(f"时间戳服务（{self._address}）的答复过大，不像是时间戳。")
        return data
