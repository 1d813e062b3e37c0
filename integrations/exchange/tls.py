"""TLS between nodes: both sides show certificates, and nobody may dawdle."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from integrations.exchange.contract import LARGEST_REQUEST
from office.kernel.refusals import Refused

GRACE = 10.0
"""Seconds for which a peer may be as slow as it likes."""
SLOWEST = 8 * 1024
"""Bytes a second that it must move on average after that."""
_MOST_RECEIVED = 2 * LARGEST_REQUEST
"""Bytes in one go, whatever the layers above make of them."""


@dataclass(frozen=True, slots=True)
class Identity:
    """PEM files: our certificate with those above it, its key, and the authorities we trust."""

    certificate: Path
    key: Path
    authorities: Path


class PacedSocket(ssl.SSLSocket):
    """Ends the connection of a peer that sends or takes a byte a second, or without end.

    The time between two bytes is bounded by the socket's timeout; this bounds the whole. It is
    counted anew whenever the direction changes, so that the time to think is not counted.
    """

    _is_sending = False
    _since: float | None = None
    _moved = 0

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """As the socket does. Raises TimeoutError, ConnectionAbortedError."""
        self._begin(is_sending=False)
        return self._count(super().recv_into(*args, **kwargs))

    def send(self, *args: Any, **kwargs: Any) -> int:
        """As the socket does. Raises TimeoutError."""
        self._begin(is_sending=True)
        return self._count(super().send(*args, **kwargs))

    def _begin(self, *, is_sending: bool) -> None:
        if is_sending != self._is_sending:
            self._is_sending, self._since, self._moved = is_sending, None, 0
        if self._since is None:
            return
        expected = (time.monotonic() - self._since - GRACE) * SLOWEST
        if self._moved < expected:
            raise TimeoutError("timed out")  # the servers and clients above know these words
        if not is_sending and self._moved > _MOST_RECEIVED:
            raise ConnectionAbortedError("more than any message has")

    def _count(self, moved: int) -> int:
        self._moved += moved
        if self._since is None:
            self._since = time.monotonic()
        return moved


def server_context(identity: Identity) -> ssl.SSLContext:
    """Takes only callers that show a certificate of the authorities. Raises Refused."""
    context = _context(ssl.PROTOCOL_TLS_SERVER, identity)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def client_context(identity: Identity) -> ssl.SSLContext:
    """Holds the server to its name and to the authorities. Raises Refused."""
    return _context(ssl.PROTOCOL_TLS_CLIENT, identity)


def _context(protocol: int, identity: Identity) -> ssl.SSLContext:
    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.sslsocket_class = PacedSocket
    try:
        context.load_cert_chain(identity.certificate, identity.key, password=_no_password)
        context.load_verify_locations(identity.authorities)
    except (OSError, ValueError) as fault:
        raise Refused(
            f"交换用的证书、私钥或受信任机构的文件不能用（{identity.certificate}、{identity.key}、"
            f"{identity.authorities}）：{fault}。请核对 exchange.tls_ 开头的设置和文件的权限。"
        ) from fault
    return context


def _no_password() -> str:
    """OpenSSL would ask at the terminal for the password of an encrypted key."""
    raise ValueError("私钥文件设有口令")
