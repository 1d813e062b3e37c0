"""统计 over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from documents.permissions import Permission
from documents.statistics.figures import FIGURES
from documents.statistics.page import TITLE, flow_page, list_page, monitor_page, statistics_page
from documents.statistics.period import Period, read_period
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.frame import now

LEDGER = "office.web:templates/ledger.jinja2"
TEMPLATE = "office.web:templates/statistics.jinja2"


def show(request: Request) -> dict[str, Any]:
    """统计, or 电子监察."""
    request.check(Permission.Statistics.VIEW, request.identity)
    make = monitor_page if request.matched_route.name == "statistics.monitor" else statistics_page
    try:
        return {"page": make(request, _period(request))}
    except Refused as refusal:
        request.response.status = 422
        usual = read_period("", "", today=office_day(now(request)))
        return {"page": replace(make(request, usual), refusal=str(refusal))}


def show_list(request: Request) -> dict[str, Any]:
    """The papers behind a number."""
    request.check(Permission.Statistics.VIEW, request.identity)
    name = request.matchdict["figure"]
    if name not in FIGURES:
        raise HTTPNotFound
    sender = request.GET.get("sender", "")
    return {"page": list_page(request, _period(request), name=name, sender=sender)}


def show_flow(request: Request) -> dict[str, Any]:
    """The papers behind a line of flow times."""
    request.check(Permission.Statistics.VIEW, request.identity)
    wanted = {name: request.GET.get(name, "") for name in ("room", "step", "unit")}
    return {"page": flow_page(request, _period(request), **wanted)}


def _period(request: Request) -> Period:
    today = office_day(now(request))
    return read_period(request.GET.get("first", ""), request.GET.get("last", ""), today=today)


def _may_look(request: Request) -> bool:
    identity = request.identity
    allowed: bool = request.house.guard.permits(Permission.Statistics.VIEW, identity, identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Routes, views and the place in the rail."""
    config.add_route("statistics", "/statistics")
    config.add_route("statistics.monitor", "/statistics/monitor")
    config.add_route("statistics.flow", "/statistics/flow")
    config.add_route("statistics.list", "/statistics/{figure}")
    for route in ("statistics", "statistics.monitor"):
        config.add_view(show, route_name=route, renderer=TEMPLATE, request_method="GET")
    for view, route in ((show_list, "statistics.list"), (show_flow, "statistics.flow")):
        config.add_view(view, route_name=route, renderer=LEDGER, request_method="GET")
    config.add_rail_item(
        "statistics",
        label=TITLE,
        route="statistics",
        icon="statistics",
        order=80,
        shown=_may_look,
        lists=("statistics.monitor", "statistics.list", "statistics.flow"),
    )
