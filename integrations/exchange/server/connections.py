"""A connection of another node, as cheroot has it, with what cheroot leaves out."""

from __future__ import annotations

import logging
import socket
import ssl
import time
from contextlib import suppress
from hashlib import sha256
from typing import Any

from cheroot.server import (
    HeaderReader,
    HTTPConnection,
    HTTPRequest,
    KnownLengthRFile,
)

from integrations.exchange.server import CERTIFICATE
from integrations.exchange.server.chunks import Chunks

_log = logging.getLogger(__name__)
HANDSHAKE = 10.0
"""Seconds for the whole handshake."""
_LINGER = 2.0
"""Seconds for a peer that still sends what nobody wants to read the answer."""


class PlainHeaders(HeaderReader):
    """Leaves out what would pass for another header in the environ: Content_Length."""

    def _allow_header(self, key_name: bytes) -> bool:
        return b"_" not in key_name


class PeerRequest(HTTPRequest):
    """`Connection: close` of the application closes; chunks are bounded."""

    header_reader = PlainHeaders()

    def respond(self) -> None:
        """Let the application answer."""
        if self.chunked_read:
            self.rfile = Chunks(self.conn.rfile)
        else:
            length = int(self.inheaders.get(b"Content-Length", 0))
            self.rfile = KnownLengthRFile(self.conn.rfile, length)
        self.server.gateway(self).respond()

    def send_headers(self) -> None:
        """Before the body; what was not read need not be, if the connection ends."""
        if (b"Connection", b"close") in self.outheaders:
            self.close_connection = True
        super().send_headers()


class PeerConnection(HTTPConnection):
    """`share`: the fingerprint of its certificate, empty until the handshake is done."""

    RequestHandlerClass = PeerRequest

    def __init__(self, server: Any, sock: Any, makefile: Any) -> None:
        super().__init__(server, sock, makefile)
        self.share = ""
        self.due = time.monotonic() + HANDSHAKE
        self._is_closed = False

    def shake(self) -> bool:
        """Go on with the handshake as far as it goes without waiting; True when it is done.

        Raises OSError, ValueError.
        """
        self.socket.settimeout(0)
        try:
            self.socket.do_handshake()
        except ssl.SSLWantReadError:
            if time.monotonic() < self.due:
                return False
            raise
        certificate = self.socket.getpeercert(binary_form=True)
        self.socket.settimeout(self.server.timeout)
        self.ssl_env = {"wsgi.url_scheme": "https", CERTIFICATE: certificate}
        self.share = sha256(certificate).hexdigest()
        return True

    def give_up(self) -> None:
        """Wake whoever waits for its handshake, to find that it is over."""
        self.due = 0.0
        with suppress(OSError):
            socket.socket.shutdown(self.socket, socket.SHUT_RDWR)

    def communicate(self) -> bool:
        """One request and its answer; whether the connection stays open."""
        is_open = False
        try:
            is_open = bool(super().communicate())
        except OSError as fault:  # while it was told what was wrong with its request
            _log.info("the connection of %s broke: %s", self.remote_addr, fault)
        try:
            if not is_open:
                self._linger()
        finally:
            self.server.served(self)
        return is_open

    def close(self) -> None:
        """Close the socket; more than once does no harm."""
        if not self._is_closed:
            self._is_closed = True
            with suppress(OSError, ValueError):
                super().close()
            self.server.closed(self)

    def _linger(self) -> None:
        """Throw away what still comes, or the answer would be lost in a reset of TCP."""
        raw = socket.socket
        end = time.monotonic() + _LINGER
        self.socket.settimeout(0)
        with suppress(OSError, ValueError):
            self.socket.unwrap()  # sends that this is the end; the peer's word is not waited for
        with suppress(OSError):
            raw.shutdown(self.socket, socket.SHUT_WR)
            self.socket.settimeout(_LINGER / 4)
            while raw.recv(self.socket, 65536) and time.monotonic() < end:
                pass
