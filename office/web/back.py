"""返回: a paper leads back to the list that it was opened from."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

from pyramid.interfaces import IRoutesMapper
from pyramid.request import Request

from office.web.frame import list_routes
from office.web.local_paths import local_path
from office.web.models import Link
from office.web.unreadable import is_readable


def back_to_list(request: Request) -> Link:
    """To the list that the page was opened from, else to 待办.

    Browsers name the page they come from (`Referrer-Policy: same-origin`). Further on, as after a
    look at the past, the script still knows the list (`assets/lists.ts`).
    """
    where = _came_from(request) or request.route_path("desk")
    return Link("返回", where, "back", to_list=True)


def _came_from(request: Request) -> str:
    """The list that the browser says it comes from; empty for any other page."""
    said = urlsplit(request.referer or "")
    path = local_path(said.path, otherwise="")
    if said.netloc != request.host or not path or not is_readable(unquote_to_bytes(path)):
        return ""
    found = request.registry.getUtility(IRoutesMapper)(Request.blank(path))["route"]
    if found is None or found.name not in list_routes(request):
        return ""
    return f"{path}?{said.query}" if said.query else path
