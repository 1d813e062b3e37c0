"""A small application for the tests of frame and access: no rooms, a list of people, one form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.router import Router
from pyramid_jinja2 import IJinja2Environment
from webtest import TestApp, TestResponse

from office.access.identity import Authenticator, Identity
from office.access.keeping import keep_in
from office.access.log import AccessLog
from office.access.permissions import ADMINISTRATION, Guard, Rule, role, same_agency
from office.directory.kinds import Role
from office.kernel.clock import Clock, SetClock
from office.kernel.refusals import Conflict, Refused
from office.kernel.store import Store
from office.settings import Settings
from tests.compiled import COMPILED
from tests.tables import lend_tables

NOW = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)  # 09:42 in the office


def person(
    key: str,
    name: str,
    *roles: Role,
    agency: str = "LZ-01",
    post: str = "秘书科 科员",
    **more: Any,
) -> Identity:
    """An invented member of an invented office."""
    return Identity(
        **{
            "person": key,
            "login": key,
            "name": name,
            "agency": agency,
            "agency_name": "澜州市人民政府办公室" if agency == "LZ-01" else "清河县人民政府办公室",
            "post_key": f"{key}-1",
            "post": post,
            "unit": "市政府办",
            "roles": frozenset(roles),
            **more,
        }
    )


CLERK = person("hewanqing", "何婉清", Role.CLERK, Role.DRAFTER, post="秘书科")
LEADER = person("zhouhuaiyuan", "周怀远", Role.LEADER, Role.SIGNER, post="副市长")
TWO_POSTS = (
    person("luoyining", "罗以宁", Role.REVIEWER, post="科长", has_posts=True),
    person(
        "luoyining",
        "罗以宁",
        Role.SIGNER,
        agency="QH-01",
        post="副主任",
        post_key="luoyining-2",
        has_posts=True,
    ),
)


class KnownPeople:
    """An `Authenticator` over a list; everybody's password is `口令-<login>`."""

    def __init__(self, *people: Identity) -> None:
        self.people = list(people)

    def authenticate(self, *, login: str, password: str) -> Identity | None:
        for each in self.people:
            if each.login == login and password == f"口令-{login}":
                return each
        return None

    def identities(self, *, person: str) -> tuple[Identity, ...]:
        return tuple(each for each in self.people if each.person == person)


class Thing:
    """A subject of an agency."""

    def __init__(self, agency: str) -> None:
        self.agency = agency


def act(request: Request) -> dict[str, str]:
    """One act that does what the posted opinion asks for."""
    wish = request.POST.get("opinion", "")
    if wish.startswith("拒"):
        raise Refused("标题中的文种与所选文种不一致（条例第九条）。请改标题或改文种。")
    if wish.startswith("冲"):
        raise Conflict("许明 已于 09:40 退回这一稿。请先看退回意见。")
    if wish.startswith("错"):
        raise RuntimeError("a mistake that says 口令-hewanqing")
    if wish.startswith("签"):
        request.check(Specimen.SIGN_OFF, Thing("LZ-01"))
    if wish.startswith("外"):
        request.check(Specimen.SIGN_OFF, Thing("QH-01"))
    request.say("已办")
    return {"done": wish}


class Specimen(StrEnum):
    """Permissions of no room."""

    READ = "specimen.read"
    SIGN_OFF = "specimen.sign_off"
    VOID = "specimen.void"


RULES = (Rule(Specimen.SIGN_OFF, "签发", ((same_agency, role(Role.SIGNER)),)),)


def build_app(
    folder: Path,
    *,
    clock: Clock | None = None,
    people: Any = None,
    extra: Any = None,
    **settings: Any,
) -> Router:
    """The application over an SQLite file in `folder`; `settings` override the defaults."""
    lend_tables(folder / "office.db")
    store = Store(f"sqlite:///{folder}/office.db")
    config = Configurator()
    config.registry[Settings] = Settings(here=folder, **{"secure_cookies": False, **settings})
    config.registry[Store] = store
    config.registry[Clock] = clock or SetClock(NOW)
    config.registry[Authenticator] = people or KnownPeople(CLERK, LEADER, *TWO_POSTS)
    config.registry[Guard] = Guard((*ADMINISTRATION, *RULES))
    config.include("office.access")
    keep_in(config.registry)
    config.include("office.web")
    config.add_route("act", "/act")
    config.add_view(act, route_name="act", request_method="POST", renderer="json")
    if extra:
        config.include(extra)
    else:
        config.add_route("desk", "/")
        config.add_view(home, route_name="desk", renderer="tests.functional:templates/home.jinja2")
    store.create()
    app = config.make_wsgi_app()
    app.registry.getUtility(IJinja2Environment, name=".jinja2").bytecode_cache = COMPILED
    return app


def home(request: Request) -> dict[str, str]:
    """A page with one form."""
    return {}


class Visitor(TestApp):
    """A browser without script: keeps cookies, posts forms with the token of the page."""

    def __init__(self, app: Router, *, scheme: str = "http") -> None:
        environ = {"HTTP_HOST": "localhost", "wsgi.url_scheme": scheme}
        super().__init__(app, extra_environ=environ)

    def token(self, path: str = "/login") -> str:
        """The token that the form on this page carries."""
        return str(self.get(path).html.select_one("input[name=csrf_token]")["value"])

    def log_in(self, login: str = CLERK.login, password: str = "", **more: Any) -> TestResponse:
        """Post the login form; by default with the right password."""
        form = {"login": login, "password": password or f"口令-{login}", "next": "/"}
        return self.post("/login", {**form, "csrf_token": self.token(), **more}, status="*")

    def act(self, opinion: str, **more: str) -> TestResponse:
        """Post the one act, as its form would."""
        form = {"opinion": opinion, "command": "c-1", "seen": "3", "csrf_token": self.token("/")}
        return self.post("/act", {**form, **more}, status="*")


@contextmanager
def office(folder: Path, **options: Any) -> Iterator[Router]:
    """`build_app`, put away afterwards."""
    app = build_app(folder, **options)
    yield app
    app.registry[AccessLog].write()
    app.registry[Store].close()
