"""Addresses, and what answers there: a page with the act of its form, or a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator

View = Callable[..., Any]

RENDERER = "office.web:templates/{}.jinja2"


def add_page(
    config: Configurator,
    route: str,
    path: str,
    template: str,
    *,
    show: View | None = None,
    act: View | None = None,
) -> None:
    """Directive: `show` gives the page of that template; `act` takes what its form sends.

    Routes are matched in the order in which they are added.
    """
    config.add_route(route, path)
    for view, method in ((show, "GET"), (act, "POST")):
        if view is not None:
            config.add_view(
                view,
                route_name=route,
                renderer=RENDERER.format(template),
                request_method=method,
            )


def add_file(config: Configurator, route: str, path: str, give: View) -> None:
    """Directive: `give` answers with a file, or sends the reader elsewhere; it shows no page."""
    config.add_route(route, path)
    config.add_view(give, route_name=route, request_method="GET")


def includeme(config: Configurator) -> None:
    """The directives."""
    config.add_directive("add_page", add_page)
    config.add_directive("add_file", add_file)
