"""The server of the exchange: TLS with certificates on both sides, apart from the office's pages.

What cheroot would do in the thread that accepts (the handshake) or leave to the peer (how long a
request takes, how many workers one caller has) is bounded here.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from cheroot.makefile import MakeFile
from cheroot.ssl import Adapter
from cheroot.wsgi import Server

from integrations.exchange.contract import LARGEST_REQUEST
from integrations.exchange.server.connections import PeerConnection
from integrations.exchange.server.shares import Shares
from integrations.exchange.tls import Identity, server_context

_MOST_OF_ONE = 32
"""Connections of one caller."""
MOST_UNKNOWN = 256
"""Connections whose handshake is not done; beyond that the oldest is given up."""
_log = logging.getLogger(__name__)


class _MutualTLS(Adapter):
    """Wraps a socket and leaves the handshake for later."""

    def __init__(self, identity: Identity) -> None:
        self.context = server_context(identity)

    def bind(self, sock: Any) -> Any:
        """The listening socket as it is."""
        return sock

    def wrap(self, sock: Any) -> tuple[Any, dict[str, Any]]:
        """TLS over an accepted connection."""
        wrapped = self.context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        return wrapped, {}

    def get_environ(self) -> dict[str, Any]:
        """What is known of a caller is known after the handshake."""
        return {}

    def makefile(self, sock: Any, mode: str = "r", bufsize: int = -1) -> Any:
        """As for a plain socket."""
        return MakeFile(sock, mode, bufsize)


class Listener(Server):
    """Serves an application at (host, port) between `start` and `stop`.

    Raises Refused for files that are no certificates, OSError for an address that is taken.
    """

    ConnectionClass = PeerConnection
    max_request_header_size = 32 * 1024
    max_request_body_size = LARGEST_REQUEST
    keep_alive_conn_limit = 10_000  # of all callers; one has fewer
    request_queue_size = 128

    def __init__(
        self,
        address: tuple[str, int],
        application: Callable[..., Any],
        identity: Identity,
        *,
        threads: int,
        timeout: int = 15,
    ) -> None:
        super().__init__(
            address,
            application,
            numthreads=threads,
            max=threads,
            server_name="wenshu",
            timeout=timeout,
        )
        self.ssl_adapter = _MutualTLS(identity)
        self._shares: Shares[PeerConnection] = Shares(
            self.requests.put, share=max(1, threads // 4)
        )
        self._unknown: dict[PeerConnection, None] = {}
        self._of_caller: Counter[str] = Counter()
        self._lock = threading.Lock()

    def open(self) -> None:
        """Listen and serve in threads of its own."""
        self.prepare()
        self._serving = threading.Thread(target=self.serve, name="exchange", daemon=True)
        self._serving.start()

    def stop(self) -> None:
        """Answer what is being answered, and close everything."""
        super().stop()
        for connection in self._shares.give_up():
            connection.close()

    @staticmethod
    def bind_socket(socket_: Any, bind_addr: tuple[str, int]) -> Any:
        """The socket, bound, or else closed."""
        try:
            return Server.bind_socket(socket_, bind_addr)
        except OSError:
            socket_.close()
            raise

    def process_conn(self, conn: PeerConnection) -> None:
        """A connection has something to read: of its handshake, or a request."""
        if conn.share:
            self._shares.add(conn.share, conn)
            return
        try:
            is_known = conn.shake()
        except (OSError, ValueError) as fault:
            _log.info("no handshake with %s: %s", conn.remote_addr, fault)
            conn.close()
            return
        if is_known:
            self._introduce(conn)
        else:
            self._keep_unknown(conn)

    def put_conn(self, conn: PeerConnection) -> None:
        """Wait for its next request, unless that is here already, decrypted."""
        if self.ready and conn.socket.pending():
            self.process_conn(conn)
        else:
            super().put_conn(conn)

    def served(self, conn: PeerConnection) -> None:
        """A worker is done with it for now."""
        self._shares.done(conn.share)

    def closed(self, conn: PeerConnection) -> None:
        """It is no more."""
        with self._lock:
            self._unknown.pop(conn, None)
            if conn.share:
                self._of_caller[conn.share] -= 1

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:  # noqa: FBT001, FBT002
        """What cheroot has to say; of peers that come and go it is not worth a warning."""
        _log.log(level, "%s", msg, exc_info=traceback)

    def _introduce(self, conn: PeerConnection) -> None:
        with self._lock:
            self._unknown.pop(conn, None)
            self._of_caller[conn.share] += 1
            is_too_many = self._of_caller[conn.share] > _MOST_OF_ONE
        if is_too_many:
            conn.close()
        else:
            self.put_conn(conn)

    def _keep_unknown(self, conn: PeerConnection) -> None:
        with self._lock:
            self._unknown[conn] = None
            oldest = next(iter(self._unknown)) if len(self._unknown) > MOST_UNKNOWN else None
        if oldest is not None and oldest is not conn:
            oldest.give_up()
        self.put_conn(conn)
