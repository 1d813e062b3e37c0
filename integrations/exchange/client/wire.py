"""HTTPS to one node, which is held to its certificate in the address book and to bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from urllib3 import HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError

from integrations.exchange.contract import LARGEST_ANSWER
from integrations.exchange.tls import Identity, client_context
from office.kernel.refusals import Refused

_PIECE = 64 * 1024
_CONNECT, _READ = 10.0, 120.0
"""Seconds; the second for the other side to check what it got, before the first byte comes."""
_KEPT = 8
"""Connections that are kept for threads that send to the same node at once."""


class WrongPeer(OSError):
    """Whoever answers shows a certificate that is not in the node's snapshot."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it came; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _PinnedConnection(HTTPSConnection):
    """`pins`: fingerprints (SHA-256, hex), one of which the server must have; None before anybody
    knows them, when name and authority are all there is."""

    def __init__(self, *args: Any, pins: frozenset[str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pins = pins

    def connect(self) -> None:
        """Besides name and authority, which are checked first. Raises WrongPeer."""
        super().connect()
        shown: bytes = self.sock.getpeercert(binary_form=True)  # type: ignore[union-attr]
        if self._pins is not None and sha256(shown).hexdigest() not in self._pins:
            self.close()
            raise WrongPeer("the server's certificate is not the node's")


class _PinnedPool(HTTPSConnectionPool):
    ConnectionCls = _PinnedConnection


class Wire:
    """Posts to one address. For several threads; connections are kept and used again.

    `address`: `https://host[:port]/path`; raises Refused for any other.
    """

    def __init__(
        self,
        address: str,
        *,
        identity: Identity,
        pins: Iterable[str] | None,
        read_timeout: float = _READ,
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname or parts.username or parts.query:
            raise Refused(
                f"节点的地址“{address}”不对，应当形如 https://主机/exchange/v1；请更新通讯录。"
            )
        self._path = parts.path
        self._pool = _PinnedPool(
            parts.hostname,
            parts.port or 443,
            maxsize=_KEPT,
            timeout=Timeout(connect=_CONNECT, read=read_timeout),
            ssl_context=client_context(identity),
            pins=None if pins is None else frozenset(pins),
        )

    def post(self, headers: Mapping[str, str], body: list[bytes]) -> Answered:
        """The answer, whatever its status; no redirection is followed. Raises OSError."""
        length = str(sum(map(len, body)))
        try:
            response = self._pool.urlopen(
                "POST",
                self._path,
                body=body,
                headers={**headers, "Content-Length": length},
                redirect=False,
                retries=False,
                preload_content=False,
            )
            try:
                return Answered(response.status, _lower(response.headers), _whole(response))
            finally:
                response.release_conn()
        except HTTPError as fault:
            causes = [each for each in fault.args if isinstance(each, WrongPeer)]
            raise (causes[0] if causes else ConnectionError(str(fault))) from fault

    def close(self) -> None:
        """Close the connections that are kept."""
        self._pool.close()


def _whole(response: Any) -> bytes:
    body = bytearray()
    while piece := response.read(_PIECE, decode_content=False):
        body += piece
        if len(body) > LARGEST_ANSWER:
            response.close()
            raise ConnectionError("the answer is longer than any of the protocol")
    return bytes(body)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
