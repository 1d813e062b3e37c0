"""Where the script sent a form, it is told where to go on and goes there itself.

A browser that follows a redirect for a script shows nothing of it and takes what was to be said
with it. So the answer is the address, and what is to be said waits for the page.
"""

from __future__ import annotations

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

ASKED, TOLD = "Wenshu-Script", "Wenshu-Onward"
"""Headers: of a request that the script makes, and of its answer."""


def led_on_tween(
    handler: Callable[[Request], Response], _: Registry
) -> Callable[[Request], Response]:
    """Make a redirect an answer, with the cookies that it brings."""

    def tween(request: Request) -> Response:
        response = handler(request)
        if response.status_int == 303 and request.headers.get(ASKED):
            answer = Response(content_type="text/plain", charset="utf-8")
            answer.headers.extend(
                (name, value) for name, value in response.headerlist if name == "Set-Cookie"
            )
            answer.headers[TOLD] = response.location
            return answer
        return response

    return tween


def includeme(config: Configurator) -> None:
    """Below the headers that every answer gets."""
    config.add_tween("office.web.led_on.led_on_tween", under="office.web.headers.headers_tween")
