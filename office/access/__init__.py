"""Who may do what: identity, sessions, the permission map, login, the access log."""

from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Join the parts in order. `registry[Settings]`, `[Store]`, `[Clock]`, `[Authenticator]`
    are set by whoever assembles the application."""
    config.include("office.access.permissions")
    config.include("office.access.sessions")
    config.include("office.access.buckets")
    config.include("office.access.policy")
    config.include("office.access.csrf")
    config.include("office.access.origin")
    config.include("office.access.log")
    config.include("office.access.login")
