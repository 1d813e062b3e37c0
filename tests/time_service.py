"""A time-stamp service on this machine that answers, or is killed while it does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from signing.timestamps.asking import TimeAuthority


class LocalService(HTTPServer):
    """Answers with what `authority` gives. `answers`: how many requests it still answers whole
    (None: all); the next one gets half an answer, and then nobody listens any more."""

    def __init__(
        self, authority: Callable[[], TimeAuthority], *, port: int = 0, answers: int | None = None
    ) -> None:
        super().__init__(("127.0.0.1", port), _Answering)
        self.authority = authority
        self.answers = answers
        self.asked = 0
        self.timeout = 0.05
        self.stopped = False

    def serve(self) -> None:
        """Until it is stopped or killed."""
        while not self.stopped:
            self.handle_request()
        self.server_close()


class _Answering(BaseHTTPRequestHandler):
    server: LocalService

    def do_POST(self) -> None:
        request = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.server.authority().answer(request)
        self.server.asked += 1
        dies = self.server.answers is not None and self.server.asked > self.server.answers
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if dies:
            self.server.stopped = True
            self.server.socket.close()
        self.wfile.write(answer[: len(answer) // 2] if dies else answer)

    def log_message(self, *words: object) -> None:
        """Nothing."""


@contextmanager
def local_service(
    authority: Callable[[], TimeAuthority], *, port: int = 0, answers: int | None = None
) -> Iterator[LocalService]:
    """For the length of a block, in a thread of its own."""
    service = LocalService(authority, port=port, answers=answers)
    thread = threading.Thread(target=service.serve, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.stopped = True
        thread.join()
