"""The web frame: templates, static files, headers, error pages, rail. Knows no room."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Join the parts in order: what every page needs first, what answers errors last."""
    config.include("office.web.static_files")
    config.include("office.web.rendering")
    config.include("office.web.pages")
    config.include("office.web.frame")
    config.include("office.web.forms")
    config.include("office.web.look")
    config.include("office.web.headers")
    config.include("office.web.led_on")
    config.include("office.web.unreadable")
    config.include("office.web.errors")
