"""运行情况 over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from office.access.permissions import Permission
from office.health.page import TITLE, health_page
from office.web.models import Ledger

BESIDE = "office.health.ledgers"


def show(request: Request) -> dict[str, Any]:
    """How the node does."""
    request.check(Permission.Administration.SYSTEM)
    beside = tuple(tell(request) for tell in request.registry.get(BESIDE, ()))
    return {"page": health_page(request, beside=beside)}


def add_health_ledger(config: Configurator, tell: Callable[[Request], Ledger]) -> None:
    """Directive: a table of a room's own below that of the followers."""
    config.registry.setdefault(BESIDE, []).append(tell)


def _administers(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(Permission.Administration.SYSTEM, request.identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Route, view and its place in the rail of those who may look."""
    config.add_directive("add_health_ledger", add_health_ledger)
    config.add_route("health", "/health")
    config.add_view(show, route_name="health", renderer="office.web:templates/ledger.jinja2")
    config.add_rail_item(
        "health", label=TITLE, route="health", icon="statistics", order=95, shown=_administers
    )
