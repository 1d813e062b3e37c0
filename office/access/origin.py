"""Unsafe requests must come from our own pages: Origin and Sec-Fetch-Site, on plain http too."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW

from office.settings import Settings

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class ForeignOrigin(Exception):
    """Another site's page tried to act in the person's name."""


def comes_from_us(request: Request) -> bool | None:
    """True: the browser says one of our pages sent it; False: another's; None: it does not say.

    `Sec-Fetch-Site: none` (the person's own doing) proves nothing either way.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site in ("cross-site", "same-site"):
        return False
    origin = request.headers.get("Origin")
    if origin is not None:
        return bool(origin == own_origin(request))
    referrer = request.headers.get("Referer")
    if referrer:
        parts = urlsplit(referrer)
        return f"{parts.scheme}://{parts.netloc}" == own_origin(request)
    return True if site == "same-origin" else None


def own_origin(request: Request) -> str:
    """The address people use, by the settings (behind a proxy), else as this request came in."""
    origin: str = request.registry[Settings].origin
    return origin.rstrip("/") or str(request.host_url)


def origin_tween(
    handler: Callable[[Request], Response], _: Registry
) -> Callable[[Request], Response]:
    """Refuse before any view is looked up."""

    def tween(request: Request) -> Response:
        if request.method not in SAFE_METHODS and comes_from_us(request) is False:
            raise ForeignOrigin
        return handler(request)

    return tween


def includeme(config: Configurator) -> None:
    """Under the exception views, so that the refusal is a page of ours."""
    config.add_tween("office.access.origin.origin_tween", under=EXCVIEW)
