"""Addresses that are no text: bytes of another encoding (GBK of old programs), or a NUL.

Everything from the log to the rail reads path and query, and databases refuse a NUL. So what
cannot be read is taken out before anybody reads it, and the request is refused in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from string import punctuation
from urllib.parse import quote, unquote_to_bytes

from pyramid.config import Configurator
from pyramid.events import NewRequest
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

FOUND = "office.web.unreadable"
REPLACED = "\N{REPLACEMENT CHARACTER}"


class Unreadable(HTTPBadRequest):
    """The address of this request is no text."""


def is_readable(raw: bytes) -> bool:
    """Whether this is text in UTF-8 that every database takes."""
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def unreadable_tween(
    handler: Callable[[Request], Response], _: Registry
) -> Callable[[Request], Response]:
    """Take out of path and query what is no text."""

    def tween(request: Request) -> Response:
        environ = request.environ
        path = environ.get("PATH_INFO", "").encode("latin-1")
        query = environ.get("QUERY_STRING", "").encode("latin-1")
        if not is_readable(path):
            legible = path.decode(errors="replace").replace("\0", REPLACED)
            environ.update({"PATH_INFO": legible.encode().decode("latin-1"), FOUND: True})
        if not is_readable(unquote_to_bytes(query)):
            environ.update({"QUERY_STRING": "", FOUND: True})
        elif not query.isascii():  # text as it was typed; WebOb reads it in % only
            environ["QUERY_STRING"] = quote(query, safe=punctuation)
        return handler(request)

    return tween


def refuse_unreadable(event: NewRequest) -> None:
    """Under the exception views, so that a page answers."""
    if event.request.environ.get(FOUND):
        raise Unreadable


def includeme(config: Configurator) -> None:
    """Stand over everything that reads an address."""
    config.add_tween(
        "office.web.unreadable.unreadable_tween", over="office.web.headers.headers_tween"
    )
    config.add_subscriber(refuse_unreadable, NewRequest)
