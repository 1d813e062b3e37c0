"""What goes back over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `is_last`: the connection is closed after it; the request was not read."""

    status: HTTPStatus
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    is_last: bool = False


class Stopped(Exception):
    """The request goes no further; `reply` says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status.phrase)
        self.reply = reply


def stopped(
    status: HTTPStatus, sentence: str, *, headers: tuple[tuple[str, str], ...] = ()
) -> Stopped:
    """Refused before it became a message: a plain sentence, and the connection is closed."""
    text = f"{sentence}\n".encode()
    return Stopped(Reply(status, "text/plain; charset=utf-8", text, headers, is_last=True))
