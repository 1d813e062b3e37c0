"""Pyramid's security policy over our sessions and guard: every view needs a login by default."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request, RequestLocalCache
from pyramid.security import Allowed, Denied

from office.access.identity import Authenticator, Identity
from office.access.permissions import Guard

MEMBER = "member"
"""The default permission of all views: somebody is logged in."""


class SecurityPolicy:
    """Who is it, and may they? The directory is asked anew for each request, so that who was
    relieved of a post loses it at once."""

    def __init__(self) -> None:
        self._cache = RequestLocalCache(self._load)

    def identity(self, request: Request) -> Identity | None:
        """The person in the post chosen for this session."""
        identity: Identity | None = self._cache.get_or_create(request)
        return identity

    def authenticated_userid(self, request: Request) -> str | None:
        """The person's key."""
        identity = self.identity(request)
        return identity.person if identity else None

    def permits(self, request: Request, context: Any, permission: str) -> Allowed | Denied:
        """`MEMBER`, or a permission of the map with the context as its subject."""
        identity = self.identity(request)
        guard: Guard = request.registry[Guard]
        permitted = (
            identity is not None
            if permission == MEMBER
            else guard.permits(permission, identity, context)
        )
        return Allowed("permitted") if permitted else Denied("not permitted")

    def remember(self, request: Request, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Nothing: `office.access.login` opens sessions."""
        return []

    def forget(self, request: Request, **kw: Any) -> list[tuple[str, str]]:
        """Nothing: `office.access.login` ends sessions."""
        return []

    def _load(self, request: Request) -> Identity | None:
        session = request.office_session
        if session is None:
            return None
        authenticator: Authenticator = request.registry[Authenticator]
        identities = authenticator.identities(person=session.person)
        return next((each for each in identities if each.key == session.post), None)


def check(request: Request, permission: str, subject: Any = None) -> None:
    """`request.check(Permission.Document.VIEW, document)`: raises what `Guard.check` raises."""
    request.registry[Guard].check(permission, request.identity, subject)


def includeme(config: Configurator) -> None:
    """Set the policy and the default permission; offer `request.check`."""
    config.set_security_policy(SecurityPolicy())
    config.set_default_permission(MEMBER)
    config.add_request_method(check, "check")
