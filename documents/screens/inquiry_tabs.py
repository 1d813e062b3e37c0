"""征询 in two registers: what others ask us, and what we ask others."""

from __future__ import annotations

from pyramid.request import Request

from office.web.models import Tab

RAIL = "inquiries"
"""The rail item of both."""

REGISTERS = {"inquiries": "来文征询", "consultations": "本机关征询"}


def inquiry_tabs(request: Request) -> tuple[Tab, ...]:
    """Both registers, the one that is shown marked."""
    return tuple(
        Tab(label, request.route_path(route), current=request.matched_route.name == route)
        for route, label in REGISTERS.items()
    )
