"""Answers when something is wrong: what, by which rule, what to do, and nothing typed is lost."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pyramid.config import Configurator
from pyramid.exceptions import BadCSRFToken
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPClientError,
    HTTPForbidden,
    HTTPMethodNotAllowed,
    HTTPNotFound,
    HTTPSeeOther,
)
from pyramid.request import Request

from office.access.origin import ForeignOrigin, comes_from_us
from office.access.permissions import NotAllowed
from office.kernel.refusals import Conflict, Destroyed, Missing, Refused
from office.web.forms import kept_form
from office.web.headers import new_reference
from office.web.local_paths import local_path
from office.web.models import ErrorPage, KeptForm, Link
from office.web.unreadable import Unreadable

log = logging.getLogger(__name__)
TEMPLATE = "office.web:templates/error.jinja2"
AGAIN = "看过之后，再次送出"


def refused(error: Refused, request: Request) -> dict[str, ErrorPage]:
    """422: the rule's own sentence, and the form as it was typed."""
    return _answer(
        request,
        422,
        heading="这样办理不了",
        sentence=str(error),
        remedy="改好下面的内容可以再次送出，也可以返回。",
        kept=kept_form(request, resend=AGAIN),
        links=_way_back(request, "返回原页面"),
    )


def conflict(error: Conflict, request: Request) -> dict[str, ErrorPage]:
    """409: somebody else acted first; look, then send again or copy."""
    return _answer(
        request,
        409,
        heading="别人先办理了",
        sentence=str(error),
        remedy="",
        # Without a version nobody may send it again from here: what it consents to is not shown.
        kept=kept_form(request, resend=AGAIN if error.seen else "", seen=error.seen),
        links=_way_back(request, "打开看现在的情况"),
    )


def not_allowed(error: NotAllowed, request: Request) -> Any:
    """403: which act, why not, who can. Somebody who is not logged in is asked to log in."""
    if request.identity is None:
        return forbidden(HTTPForbidden(), request)
    return _answer(
        request,
        403,
        heading="您不能办理这一步",
        sentence=str(error),
        remedy="",
        kept=kept_form(request, resend=""),
    )


def missing(error: Missing, request: Request) -> dict[str, ErrorPage]:
    """404: not there, or not for this agency's eyes; both look the same."""
    return _answer(request, 404, heading="没有找到", sentence=str(error), remedy="")


def destroyed(error: Destroyed, request: Request) -> dict[str, ErrorPage]:
    """410: the act that destroyed it is named."""
    return _answer(request, 410, heading="内容已经销毁", sentence=str(error), remedy="")


def not_found(_: HTTPNotFound, request: Request) -> Any:
    """404 for an address that leads nowhere; who is not logged in learns nothing about it."""
    if request.identity is None:
        return forbidden(HTTPForbidden(), request)
    return _answer(
        request,
        404,
        heading="没有找到",
        sentence="没有这一页，或者它不在本机关。",
        remedy="请核对地址；公文请从待办、发文或收文中打开。",
    )


def forbidden(_: HTTPForbidden, request: Request) -> Any:
    """To the login, or, if something had been typed, a page that keeps it."""
    if request.identity is not None:
        return _answer(
            request,
            403,
            heading="您不能看这一页",
            sentence="您现在的岗位没有看这一页的职责（按本系统权限表）。",
            remedy="如果您还有别的岗位，请换岗后再看；否则请找系统管理员核对。",
        )
    kept = kept_form(request, resend=_resend(request))
    if kept is None:
        wanted = request.path_qs if request.method == "GET" else "/"
        return HTTPSeeOther(location=request.route_path("login", _query={"next": wanted}))
    return _answer(
        request,
        403,
        heading="登录已经过期",
        sentence="离开的时间太长，系统已按规定自动退出（GB/T 22239—2019 8.1.4.1），"
        "所以这一次没有送出。",
        remedy="请在新窗口登录，再回到这一页送出；您填写的内容没有丢失。",
        kept=kept,
        links=(Link(label="登录", href=request.route_path("login"), apart=True),),
    )


def foreign_origin(_: ForeignOrigin, request: Request) -> dict[str, ErrorPage]:
    """403 without the typed text: it may be another site's."""
    return _answer(
        request,
        403,
        heading="来自别处的请求",
        sentence="这一次办理不是从本系统的页面送出的，已经拒绝，什么也没有改变。",
        remedy="请从本系统的页面办理。如果您就在本系统的页面上，请告知系统管理员核对设置 "
        "wenshu.origin。",
    )


def bad_token(_: BadCSRFToken, request: Request) -> dict[str, ErrorPage]:
    """400: the form was made for another session; it can be sent again from here."""
    return _answer(
        request,
        400,
        heading="页面放得太久了",
        sentence="这一页是上一次登录时打开的，它的防伪标记已经失效，所以这一次没有送出。",
        remedy="核对下面的内容后可以再次送出。" if request.identity else "请重新登录。",
        kept=kept_form(request, resend=_resend(request)),
        links=() if request.identity else (Link(label="登录", href=request.route_path("login")),),
    )


def bad_request(_: HTTPBadRequest, request: Request) -> dict[str, ErrorPage]:
    """400: the request cannot be read."""
    return _answer(
        request,
        400,
        heading="送来的内容读不懂",
        sentence="送来的内容不完整，或者不是本系统的页面送出的样子，没有办理。",
        remedy="请返回原页面重新填写。",
        kept=None,
    )


def unreadable(_: Unreadable, request: Request) -> dict[str, ErrorPage]:
    """400: path or query of the address are no text."""
    return _answer(
        request,
        400,
        heading="地址读不懂",
        sentence="网址里有不能识别的字符：不是 UTF-8 编码，常见于从别处粘贴或由旧程序拼出的网址。"
        "什么也没有查，什么也没有改变。",
        remedy="请从本系统的页面重新打开，在查找框里重新输入要找的字。",
    )


def method_not_allowed(_: HTTPMethodNotAllowed, request: Request) -> dict[str, ErrorPage]:
    """405: this address does not take such an act."""
    return _answer(
        request,
        405,
        heading="这里不能这样办理",
        sentence="这一地址只供查看，或者只供送出，不能反过来用。",
        remedy="请从页面上的按钮办理。",
    )


def failed(error: Exception, request: Request) -> dict[str, ErrorPage]:
    """500: our own fault. The page says only a reference; the log says what happened."""
    reference = new_reference()
    log.error(
        "reference %s: %s %s failed",
        reference,
        request.method,
        request.path,
        exc_info=(type(error), error, error.__traceback__),
    )
    return _answer(
        request,
        500,
        heading="系统出了差错",
        sentence="这一次没有办成，差错在系统，不在您。凡已显示办成的都已保存。",
        remedy="请稍后再试；如果还不行，把下面的查询号告诉系统管理员。",
        reference=reference,
        kept=kept_form(request, resend=_resend(request)),
    )


def _way_back(request: Request, label: str) -> tuple[Link, ...]:
    # To the page that the form stood on; only if the browser says that it was ours.
    if not request.referer or not comes_from_us(request):
        return ()
    parts = urlsplit(request.referer)
    return (Link(label=label, href=local_path(urlunsplit(("", "", parts.path, parts.query, "")))),)


def _resend(request: Request) -> str:
    # A button that sends again is offered only for what certainly came from our own page.
    return AGAIN if comes_from_us(request) else ""


def _answer(
    request: Request,
    status: int,
    *,
    heading: str,
    sentence: str,
    remedy: str,
    reference: str = "",
    kept: KeptForm | None = None,
    links: tuple[Link, ...] = (),
) -> dict[str, ErrorPage]:
    request.response.status = status
    home = (Link(label="回到待办", href="/"),) if request.identity else ()
    return {
        "page": ErrorPage(
            status=status,
            heading=heading,
            sentence=sentence,
            remedy=remedy,
            reference=reference,
            kept=kept,
            links=(*links, *home),
        )
    }


def includeme(config: Configurator) -> None:
    """The nearest class of an exception decides which page answers."""
    config.add_notfound_view(not_found, renderer=TEMPLATE)
    config.add_forbidden_view(forbidden, renderer=TEMPLATE)
    for view, kind in (
        (refused, Refused),
        (conflict, Conflict),
        (not_allowed, NotAllowed),
        (missing, Missing),
        (destroyed, Destroyed),
        (foreign_origin, ForeignOrigin),
        (bad_token, BadCSRFToken),
        (bad_request, HTTPClientError),
        (unreadable, Unreadable),
        (method_not_allowed, HTTPMethodNotAllowed),
        (failed, Exception),
    ):
        config.add_exception_view(view, context=kind, renderer=TEMPLATE)
