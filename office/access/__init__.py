"""Who may do what: identity, sessions, the permission map, login, the access log."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Join the parts in order. Before the first request, whoever assembles the application sets
    `registry[Settings]`, `[Store]`, `[Clock]`, `[Guard]` and `[Authenticator]`, then calls
    `office.access.keeping.keep_in`."""
    config.include("office.access.sessions")
    config.include("office.access.policy")
    config.include("office.access.csrf")
    config.include("office.access.origin")
    config.include("office.access.log")
    config.include("office.access.login")
