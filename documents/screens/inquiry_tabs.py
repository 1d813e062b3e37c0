"""征询 in three registers: what others ask us, what we ask others, whose papers we seal too."""

from __future__ import annotations

from pyramid.request import Request

from office.web.models import Tab

RAIL = "inquiries"
"""The rail item of all."""

REGISTERS = {
    "inquiries": "来文征询",
    "consultations": "本机关征询",
    "co_sealings": "联合用印",
}


def inquiry_tabs(request: Request) -> tuple[Tab, ...]:
    """The registers, the one that is shown marked."""
    return tuple(
        Tab(label, request.route_path(route), current=request.matched_route.name == route)
        for route, label in REGISTERS.items()
    )
