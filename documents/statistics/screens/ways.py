"""Ways to the lists behind numbers, and to papers as they stood."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request

from documents.statistics.figures import FIGURES, RATES, percent
from documents.statistics.flow import Flow
from documents.statistics.period import Period
from documents.statistics.records import Records
from office.web import formats
from office.web.models import Link


def records_of(request: Request) -> Records:
    """The papers of whoever asks."""
    return Records(request.house.node, agency=request.identity.agency)


def query_of(period: Period) -> dict[str, str]:
    """The period, as addresses carry it."""
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def number(request: Request, period: Period, name: str, *, sender: str = "") -> Link:
    """A figure as a number that opens its list."""
    found = FIGURES[name].behind(records_of(request), period, sender)
    return Link(formats.count(len(found)), _way(request, period, "list", name, sender))


def share(request: Request, period: Period, name: str, *, sender: str = "") -> Link:
    """A rate that opens what it is a share of; of nothing there is none."""
    rate, records = RATES[name], records_of(request)
    part = len(FIGURES[rate.part].behind(records, period, sender))
    whole = len(FIGURES[rate.whole].behind(records, period, sender))
    way = _way(request, period, "rate", name, sender) if whole else ""
    return Link(percent(part, whole), way)


def flow_way(request: Request, period: Period, flow: Flow) -> str:
    """To the papers behind a line of flow times."""
    query = {**query_of(period), "room": flow.room, "step": flow.step, "unit": flow.unit}
    return str(request.route_path("statistics.flow", _query=query))


def moment_way(request: Request, row: Any, at: datetime) -> str:
    """To a paper as it stood at that moment."""
    query = {"at": at.isoformat()}
    where = request.route_path("statistics.moment", room=row.room, id=row.subject)
    return f"{where}?{urlencode(query)}"


def _way(request: Request, period: Period, route: str, name: str, sender: str) -> str:
    query = {**query_of(period), **({"sender": sender} if sender else {})}
    return str(request.route_path(f"statistics.{route}", name=name, _query=query))
