"""Headers of every answer: nothing foreign runs, nothing is framed, pages are not stored."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; "
    "base-uri 'none'"
)
FILE_POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'self'; sandbox"
# A sandbox stops Chromium's own PDF reader, so a PDF gets everything else.
PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"

# The answer when not even the error page can be made, as when the database is gone.
LAST_RESORT = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>系统出了差错</title><h1>系统出了差错</h1><p>这一次没有办成，差错在系统，不在您。凡已显示办成的都已保存。请稍后再试；
如果还不行，把查询号 {reference} 告诉系统管理员。</p><p>本系统严禁处理涉密信息</p></html>"""

log = logging.getLogger(__name__)

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    # `no-referrer` would send `Origin: null` with our own forms, which we refuse.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy_for(content_type: str) -> str:
    """The Content-Security-Policy of an answer of this type."""
    if content_type == "text/html":
        return PAGE_POLICY
    if content_type == "application/pdf":
        return PDF_POLICY
    return FILE_POLICY


def new_reference() -> str:
    """What a person can tell an administrator, who finds it in the log: `7F3C-91D0`."""
    return f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()


def headers_tween(
    handler: Callable[[Request], Response], _: Registry
) -> Callable[[Request], Response]:
    """Add what the view has not set itself."""

    def tween(request: Request) -> Response:
        try:
            response = handler(request)
        except Exception:  # the error page itself failed
            reference = new_reference()
            log.exception("reference %s: %s %s", reference, request.method, request.path)
            response = Response(LAST_RESORT.format(reference=reference), status=500)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy_for(response.content_type or ""))
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store")
        if request.scheme == "https":  # on plain http browsers ignore these and complain
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response

    return tween


def includeme(config: Configurator) -> None:
    """Stand over everything else, so that error pages and redirects carry the headers too."""
    config.add_tween(
        "office.web.headers.headers_tween", over=("office.access.log.log_tween", EXCVIEW)
    )
