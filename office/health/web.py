"""运行情况 over HTTP."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from office.access.permissions import Permission
from office.health.page import TITLE, health_page


def show(request: Request) -> dict[str, Any]:
    """How the node does."""
    request.check(Permission.Administration.SYSTEM)
    return {"page": health_page(request)}


def _administers(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(Permission.Administration.SYSTEM, request.identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Route, view and its place in the rail of those who may look."""
    config.add_route("health", "/health")
    config.add_view(show, route_name="health", renderer="office.web:templates/ledger.jinja2")
    config.add_rail_item(
        "health", label=TITLE, route="health", icon="statistics", order=95, shown=_administers
    )
