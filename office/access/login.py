"""Login, logout and the choice of a post."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from office.access.buckets import LoginBuckets
from office.access.csrf import visitor_cookie_name
from office.access.identity import Authenticator, Identity
from office.access.origin import own_origin
from office.access.sessions import LastLogin, Sessions, cookie_name
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.settings import Settings
from office.web import formats
from office.web.local_paths import local_path
from office.web.models import Login, PostChoice, Posts

NEEDS_HTTPS = (
    "本系统只在 https 下保持登录（设置 wenshu.secure_cookies）。请改用 https:// 开头的地址；"
    "系统管理员也可以核对设置 wenshu.origin。"
)
LEAF = "office.access.login.leaf"
"""In the registry: the name under the red 文枢, and a line under the button."""
WRONG = "用户名或口令不对。请核对后重新输入；忘记口令请找本单位系统管理员重设。"

# One verification takes 64 MiB: many at once would be a way to stop the server.
_verifying = threading.BoundedSemaphore(2)


def show_login(request: Request) -> Any:
    """The login leaf; somebody who is logged in goes on."""
    wanted = local_path(request.params.get("next", ""))
    if request.identity is not None:
        return HTTPSeeOther(location=wanted)
    return {"page": _leaf(request, next=wanted)}


def log_in(request: Request) -> Any:
    """Check the password, open a session, go on to where the person wanted to go."""
    login = request.POST.get("login", "")
    wanted = local_path(request.POST.get("next", ""))
    try:
        identity = _authenticate(request, login=login, password=request.POST.get("password", ""))
    except Refused as refusal:
        request.response.status = 422
        return {"page": _leaf(request, login=login, next=wanted, refusal=str(refusal))}
    if identity.has_posts:
        wanted = request.route_path("posts", _query={"next": wanted})
    return _opened(request, identity, wanted=wanted)


def _authenticate(request: Request, *, login: str, password: str) -> Identity:
    buckets: LoginBuckets = request.registry[LoginBuckets]
    address = request.remote_addr or ""
    wait = buckets.take(login=login, address=address)
    if wait:
        raise Refused(f"试的次数太多，为防止他人猜测口令，请过 {_span(wait)}再试。")
    authenticator: Authenticator = request.registry[Authenticator]
    with _verifying:
        identity = authenticator.authenticate(login=login, password=password) if password else None
    if identity is None:
        raise Refused(WRONG)
    buckets.forgive(login=login, address=address)
    return identity


def _opened(request: Request, identity: Identity, *, wanted: str) -> Response:
    sessions: Sessions = request.registry[Sessions]
    if request.office_session is not None:  # whatever session this browser had ends here
        sessions.end(request.office_session.secret, why="login")
    secret, last = sessions.open(identity, address=request.remote_addr or "")
    session = sessions.find(secret)
    if last and session:
        sessions.say(session, _last_login(last, session.created))
    response = HTTPSeeOther(location=wanted)
    _keep(request, response, secret)
    response.delete_cookie(visitor_cookie_name(request), path="/")
    return response


def log_out(request: Request) -> Response:
    """End the session on the server, then forget the cookie."""
    if request.office_session is not None:
        request.registry[Sessions].end(request.office_session.secret)
    response = HTTPSeeOther(location=request.route_path("login"))
    response.delete_cookie(cookie_name(request), path="/")
    # What this browser still shows of our pages goes too (it works over https only).
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def show_posts(request: Request) -> dict[str, Posts]:
    """The posts that the person may choose from, their own first, then whom they stand in for."""
    identities = request.registry[Authenticator].identities(person=request.identity.person)
    return {
        "page": Posts(
            posts=tuple(_choice(request, each) for each in identities),
            next=local_path(request.params.get("next", "")),
        )
    }


def _choice(request: Request, each: Identity) -> PostChoice:
    asked = request.params.get("post") or request.identity.key
    mandate = each.mandate
    return PostChoice(
        id=each.key,
        title=mandate.label if mandate else each.post,
        unit=mandate.words if mandate else each.unit,
        agency=each.agency_name,
        current=each.key == asked,
    )


def choose_post(request: Request) -> Response:
    """Work in another post or another's place: other rights, so the session gets a new secret."""
    identities = request.registry[Authenticator].identities(person=request.identity.person)
    chosen = next((each for each in identities if each.key == request.POST.get("post")), None)
    if chosen is None:
        raise Refused("您没有担任所选的岗位，或者代理已经到期、被收回。请从列出的岗位中选择一个。")
    response = HTTPSeeOther(location=local_path(request.POST.get("next", "")))
    _keep(request, response, request.registry[Sessions].rotate(request.office_session, chosen))
    return response


def _keep(request: Request, response: Response, secret: str) -> None:
    response.set_cookie(
        cookie_name(request),
        secret,
        httponly=True,
        samesite="Lax",
        secure=request.registry[Settings].secure_cookies,
        path="/",
    )


def _leaf(request: Request, *, login: str = "", next: str = "/", refusal: str = "") -> Login:
    agency, notice = request.registry.get(LEAF, ("无纸化办公与公文交换", ""))
    if _cookies_will_be_lost(request):
        refusal = refusal or NEEDS_HTTPS
    return Login(
        agency=agency,
        login=login,
        next=next,
        refusal=refusal,
        address=f"内网 {request.remote_addr or ''}",
        notice=notice,
    )


def _cookies_will_be_lost(request: Request) -> bool:
    # Browsers drop a secure cookie that comes over plain http, except from their own machine.
    secure = request.registry[Settings].secure_cookies
    here = request.domain in ("localhost", "127.0.0.1", "::1")
    return bool(secure and not here and own_origin(request).startswith("http://"))


def _last_login(last: LastLogin, now: datetime) -> str:
    when = formats.moment(last.when, today=office_day(now))
    return f"上次登录 {when}，{last.address}"


def _span(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"


def includeme(config: Configurator) -> None:
    """`/login`, `/logout`, `/posts`."""
    config.add_route("login", "/login")
    config.add_route("logout", "/logout")
    config.add_route("posts", "/posts")
    for view, method in ((show_login, "GET"), (log_in, "POST")):
        config.add_view(
            view,
            route_name="login",
            request_method=method,
            renderer="office.web:templates/login.jinja2",
            permission=NO_PERMISSION_REQUIRED,
        )
    config.add_view(
        log_out, route_name="logout", request_method="POST", permission=NO_PERMISSION_REQUIRED
    )
    config.add_view(
        show_posts,
        route_name="posts",
        request_method="GET",
        renderer="office.web:templates/posts.jinja2",
    )
    config.add_view(choose_post, route_name="posts", request_method="POST")
