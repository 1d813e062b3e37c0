"""The exchange over HTTP: pages for people. Other nodes have a listener of their own."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Its rooms' pages."""
    config.include("integrations.exchange.book.web")
