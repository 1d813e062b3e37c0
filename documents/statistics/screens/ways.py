"""Ways to the lists behind numbers, and to papers as they stood."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from pyramid.request import Request

from documents.statistics.figures import FIGURES, RATES, percent
from documents.statistics.flow import Flow
from documents.statistics.period import Period
from documents.statistics.records import Records
from office.web import formats
from office.web.models import Link

if TYPE_CHECKING:
    from documents.statistics.listing import Listing


def records_of(request: Request) -> Records:
    """The papers of whoever asks."""
    return Records(request.house.node, agency=request.identity.agency)


def query_of(period: Period) -> dict[str, str]:
    """The period, as addresses carry it."""
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def number(request: Request, period: Period, name: str) -> Link:
    """A figure as a number that opens its list."""
    found = len(FIGURES[name].behind(records_of(request), period, ""))
    return Link(formats.count(found), _way(request, period, "list", name, ""))


def share(request: Request, period: Period, name: str) -> Link:
    """A rate that opens what it is a share of; of nothing there is none."""
    rate, records = RATES[name], records_of(request)
    part, whole = (
        len(FIGURES[each].behind(records, period, "")) for each in (rate.part, rate.whole)
    )
    return Link(percent(part, whole), _way(request, period, "rate", name, "") if whole else "")


class OfSenders:
    """The same of each sender. Each figure is counted once for all of them: an agency hears from
    hundreds."""

    def __init__(self, request: Request, period: Period) -> None:
        self._request = request
        self._period = period
        self._records = records_of(request)
        self._counted: dict[str, Counter[str]] = {}

    def link(self, name: str, sender: str) -> Link:
        """A figure or a rate, by its name."""
        if name not in RATES:
            way = _way(self._request, self._period, "list", name, sender)
            return Link(formats.count(self.count(name, sender)), way)
        part = self.count(RATES[name].part, sender)
        whole = self.count(RATES[name].whole, sender)
        way = _way(self._request, self._period, "rate", name, sender) if whole else ""
        return Link(percent(part, whole), way)

    def count(self, name: str, sender: str) -> int:
        """How many papers of the figure are the sender's."""
        if name not in self._counted:
            papers = FIGURES[name].behind(self._records, self._period, "")
            self._counted[name] = self._records.by_sender(cast("Listing", papers))
        return self._counted[name][sender]


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
