"""查找 over HTTP: the page, searches that are kept, what was found as a file."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.permissions import Permission
from documents.screens.reader import reader_of
from documents.searching.conditions import Conditions, read_conditions
from documents.searching.page import search_page
from documents.searching.personal import SavedSearches
from documents.searching.sheets import export
from office.kernel.clock import CHINA, office_day
from office.kernel.refusals import Refused
from office.searching.searching import Searching
from office.web.form_acts import written
from office.web.frame import now
from office.web.models.searching import SearchPage

ROWS = 20
HIGHEST_AFTER = 19
"""Digits of a key."""


def show(request: Request) -> dict[str, Any]:
    """The form, and a page of what was found, behind the key in `?after=`."""
    request.check(Permission.Search.LIST, request.identity)
    return {"page": _page(request, _conditions(request, request.GET))}


def keep(request: Request) -> Any:
    """Keep a search under a name, or no longer."""
    request.check(Permission.Search.LIST, request.identity)
    saved: SavedSearches = request.house.find(SavedSearches)
    whose = {"person": request.identity.person, "agency": request.identity.agency}
    name, query = written(request, "name"), written(request, "query")
    if written(request, "act") == "forget":
        saved.forget(**whose, name=name)
        request.say(f"已删去查找“{name}”。")
        return HTTPSeeOther(location=request.route_path("search"))
    try:
        saved.keep(**whose, name=name, query=query)
    except Refused as refusal:
        request.response.status = 422
        asked = _conditions(request, dict(Request.blank(f"/?{query}").GET))
        return {"page": _page(request, asked, refusal=refusal, name=name)}
    request.say(f"已保存查找“{' '.join(name.split())}”。")
    return HTTPSeeOther(location=f"{request.route_path('search')}?{query}")


def send_export(request: Request) -> Response:
    """What was found as xlsx or csv."""
    request.check(Permission.Search.LIST, request.identity)
    conditions = _conditions(request, request.GET)
    if not conditions or conditions.errors:
        raise Refused("没有查找条件，或者条件看不懂，不能导出。请先在“查找”中查到结果，再导出。")
    format = request.matchdict["format"]
    at = now(request)
    data = export(
        request.searching,
        conditions,
        reader=reader_of(request.identity),
        format=format,
        made=f"{request.identity.name}，{at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
    )
    name = f"查找　{office_day(at).isoformat()}.{format}"
    return serving.xlsx(data, name=name) if format == "xlsx" else serving.csv(data, name=name)


def _conditions(request: Request, typed: Any) -> Conditions:
    return read_conditions(typed, today=office_day(now(request)))


def _page(
    request: Request,
    conditions: Conditions,
    *,
    refusal: Refused | None = None,
    name: str = "",
) -> SearchPage:
    searching: Searching = request.searching
    after = _after(request)
    page = None
    if conditions and not conditions.errors:
        reader = reader_of(request.identity)
        page = searching.find(conditions.asked(), reader=reader, rows=ROWS, after=after)
    saved: SavedSearches = request.house.find(SavedSearches)
    return search_page(
        request,
        conditions,
        kinds=searching.kinds,
        page=page,
        saved=saved.of(request.identity.person, agency=request.identity.agency),
        waiting=searching.waiting(),
        is_further=bool(after),
        refusal=refusal,
        name=name,
    )


def _after(request: Request) -> int:
    """The key in the address; 0 for none and for anything that is none."""
    asked = request.params.get("after", "")
    good = asked.isascii() and asked.isdigit() and len(asked) <= HIGHEST_AFTER
    return int(asked) if good and int(asked) < 1 << 63 else 0


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_request_method(
        lambda request: request.house.find(Searching), "searching", reify=True
    )
    config.add_page("search", "/search", "search", show=show)
    config.add_page("search.saved", "/search/saved", "search", act=keep)
    config.add_file("search.export", "/search/found.{format:xlsx|csv}", send_export)
    config.add_rail_item(
        "search",
        label="查找",
        route="search",
        icon="search",
        order=12,
        permission=Permission.Search.LIST,
    )
