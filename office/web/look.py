"""Light or dark, standard or large type: kept in a cookie, switched by a plain form."""

from __future__ import annotations

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from office.web.local_paths import local_path
from office.web.models import Look

COOKIE = "wenshu_look"
THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


def chosen_look(request: Request) -> Look:
    """The look of this browser; anything unknown in the cookie is the standard look."""
    theme, _, size = request.cookies.get(COOKIE, "").partition(".")
    return Look(theme=theme if theme in THEMES else "auto", large=size == "large")


def choose(request: Request) -> Response:
    """Keep what was chosen and go back to the page."""
    was = chosen_look(request)
    theme = request.POST.get("theme", was.theme)
    size = request.POST.get("type", "large" if was.large else "standard")
    response = HTTPSeeOther(location=local_path(request.POST.get("next", "")))
    response.set_cookie(
        COOKIE,
        f"{theme if theme in THEMES else 'auto'}.{'large' if size == 'large' else 'standard'}",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.scheme == "https",
    )
    return response


def includeme(config: Configurator) -> None:
    """`POST /look`."""
    config.add_route("look", "/look")
    config.add_view(choose, route_name="look", request_method="POST")
