"""统计 over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPFound, HTTPNotFound
from pyramid.request import Request

from documents.permissions import Permission
from documents.screens.additions import kind_of
from documents.statistics.counted import Counted
from documents.statistics.figures import FIGURES, RATES
from documents.statistics.period import Period, read_period
from documents.statistics.screens.lists import flow_page, list_page, rate_page
from documents.statistics.screens.page import TITLE, monitor_page, statistics_page
from documents.statistics.screens.ways import records_of
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing, Refused
from office.web.form_acts import uuid_of
from office.web.frame import now
from office.web.models import LedgerPage


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
    return {"page": _behind(request, FIGURES, list_page)}


def show_rate(request: Request) -> dict[str, Any]:
    """The papers behind a rate."""
    return {"page": _behind(request, RATES, rate_page)}


def show_flow(request: Request) -> dict[str, Any]:
    """The papers behind a line of flow times."""
    request.check(Permission.Statistics.VIEW, request.identity)
    wanted = {name: request.GET.get(name, "") for name in ("room", "step", "unit")}
    return {"page": flow_page(request, _period(request), **wanted)}


def show_moment(request: Request) -> HTTPFound:
    """To a paper as it stood at a moment (`at`, ISO); a share has no past of its own to show."""
    room, id = request.matchdict["room"], uuid_of(request)
    found = records_of(request).described([Counted(room, id, None)]).get(id)
    if found is None or (found.room, found.agency) != (room, request.identity.agency):
        raise Missing(NOT_HERE)
    request.check(Permission.Statistics.VIEW, request.identity)
    kind = kind_of(request, room)
    at = _moment(request.GET.get("at", ""))
    if kind is None or at is None:
        return HTTPFound(request.route_path(room, id=id))
    paper = kind.open(request, id)
    request.check(kind.permission, paper.it)
    until = sum(1 for each in paper.whole if each.timestamp <= at)
    past = 0 < until < len(paper.whole)
    return HTTPFound(f"{paper.here}?as_of={until}" if past else paper.here)


def _behind(request: Request, known: Mapping[str, Any], page: Callable[..., LedgerPage]) -> Any:
    request.check(Permission.Statistics.VIEW, request.identity)
    name = request.matchdict["name"]
    if name not in known:
        raise HTTPNotFound
    sender = request.GET.get("sender", "")
    return page(request, _period(request), name=name, sender=sender)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _period(request: Request) -> Period:
    today = office_day(now(request))
    return read_period(request.GET.get("first", ""), request.GET.get("last", ""), today=today)


def _may_look(request: Request) -> bool:
    identity = request.identity
    allowed: bool = request.house.guard.permits(Permission.Statistics.VIEW, identity, identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Routes, views and the place in the rail."""
    config.add_page("statistics", "/statistics", "statistics", show=show)
    config.add_page("statistics.monitor", "/statistics/monitor", "statistics", show=show)
    config.add_page("statistics.flow", "/statistics/flow", "ledger", show=show_flow)
    config.add_page("statistics.rate", "/statistics/rates/{name}", "ledger", show=show_rate)
    config.add_file("statistics.moment", "/statistics/moments/{room}/{id}", show_moment)
    config.add_page("statistics.list", "/statistics/{name}", "ledger", show=show_list)
    config.add_rail_item(
        "statistics",
        label=TITLE,
        route="statistics",
        icon="statistics",
        order=80,
        shown=_may_look,
        lists=(
            "deadlines.table",
            "statistics.monitor",
            "statistics.list",
            "statistics.rate",
            "statistics.flow",
        ),
    )
