"""The token that every unsafe request must carry, the login form too.

It is derived from the session's secret (before login: from a random visitor's cookie), so it
changes with the session, needs no table, and cannot be told without the cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from office.settings import Settings


class SecretToken:
    """Pyramid's CSRF storage policy over our cookies."""

    def new_csrf_token(self, request: Request) -> str:
        """The token of this session: a new one comes only with a new secret."""
        return self.get_csrf_token(request)

    def get_csrf_token(self, request: Request) -> str:
        """The token to put into this request's forms."""
        session = request.office_session
        secret = session.secret if session else visitor_secret(request)
        return hashlib.sha256(b"wenshu form " + secret.encode()).hexdigest()

    def check_csrf_token(self, request: Request, supplied_token: str) -> bool:
        """Whether the form was made for this very session."""
        return hmac.compare_digest(
            self.get_csrf_token(request).encode(), supplied_token.encode("utf-8", "replace")
        )


def visitor_cookie_name(request: Request) -> str:
    """As the session's cookie, for somebody who is not logged in."""
    secure = request.registry[Settings].secure_cookies
    return "__Host-wenshu-visitor" if secure else "wenshu_visitor"


def visitor_secret(request: Request) -> str:
    """The secret in the visitor's cookie; a first-time visitor is given one."""
    known: str | None = request.cookies.get(visitor_cookie_name(request))
    if known:
        return known
    given: str = getattr(request, "_visitor_secret", "")
    if not given:
        given = request._visitor_secret = secrets.token_urlsafe(32)  # noqa: SLF001 - kept on the request on purpose
        request.add_response_callback(_give)
    return given


def _give(request: Request, response: Response) -> None:
    response.set_cookie(
        visitor_cookie_name(request),
        request._visitor_secret,  # noqa: SLF001 - see visitor_secret
        httponly=True,
        samesite="Lax",
        secure=request.registry[Settings].secure_cookies,
        path="/",
    )


def includeme(config: Configurator) -> None:
    """All views check the token; one that speaks to machines must say `require_csrf=False`."""
    config.set_csrf_storage_policy(SecretToken())
    # The Origin is checked by our own tween, on plain http too, where Pyramid does not look.
    config.set_default_csrf_options(require_csrf=True, check_origin=False)
