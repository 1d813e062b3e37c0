"""What stands around every page: rail, member, notice, hints. Rooms add their rail items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.events import BeforeRender
from pyramid.request import Request

from office.kernel.clock import Clock
from office.settings import Settings
from office.web.look import chosen_look
from office.web.models import Hint, Look, Member, RailGroup, RailItem
from office.web.static_files import asset, script

NO_CLASSIFIED = "本系统严禁处理涉密信息"
UP_TO = "本系统最高处理{grade}级信息，严禁超出"

HINTS: Mapping[str, tuple[Hint, ...]] = {
    "desk": (
        Hint(keys=("J", "K"), text="下一件、上一件"),
        Hint(keys=("Enter",), text="打开"),
        Hint(keys=("X",), text="勾选"),
        Hint(keys=("E",), text="办理"),
    ),
    "document": (
        Hint(keys=("J", "K"), text="下一件、上一件"),
        Hint(keys=("E",), text="办理"),
        Hint(keys=("Esc",), text="返回"),
    ),
    "draft": (
        Hint(keys=("Ctrl", "S"), text="存稿"),
        Hint(keys=("F8",), text="下一处核查"),
    ),
    "compare": (
        Hint(keys=("N", "P"), text="下一处、上一处改动"),
        Hint(keys=("Esc",), text="返回"),
    ),
    "register": (
        Hint(keys=("J", "K"), text="下一件、上一件"),
        Hint(keys=("Enter",), text="打开"),
        Hint(keys=("/",), text="查找"),
    ),
}

EVERYWHERE = (
    Hint(keys=("G", "T"), text="转到待办"),
    Hint(keys=("G", "D"), text="转到发文"),
    Hint(keys=("G", "S"), text="转到收文"),
    Hint(keys=("/",), text="查找"),
    Hint(keys=("?",), text="全部快捷键"),
)


@dataclass(frozen=True)
class RailEntry:
    """A room's place in the rail. `count` is asked once a page and may be None.

    `shown`: for whom it stands there, for everybody if None; `permission`: what who goes there
    must be permitted in their agency. `lists` are the routes of its other
    lists: papers opened from them lead back there.
    """

    name: str
    label: str
    route: str
    icon: str
    order: int
    group: str
    count: Callable[[Request], int | None] | None
    lists: tuple[str, ...] = ()
    shown: Callable[[Request], bool] | None = None
    permission: str = ""

    def stands_for(self, request: Request) -> bool:
        """Whether who is logged in may go there: nobody is offered what would be refused."""
        if self.permission and not request.house.guard.permits(
            self.permission, request.identity, request.identity
        ):
            return False
        return self.shown is None or self.shown(request)


class Frame:
    """One request's frame, as `frame` in every template."""

    all_hints = tuple(
        dict.fromkeys([*(each for hints in HINTS.values() for each in hints), *EVERYWHERE])
    )
    hints = HINTS

    def __init__(self, request: Request) -> None:
        self.request = request
        self.member = member(request)
        self.look: Look = chosen_look(request)
        self.notice = notice(request)
        self.here = str(request.path_qs)
        self.script = script(request)

    def asset(self, name: str) -> str:
        """The address of a static file."""
        return asset(self.request, name)

    def __getattr__(self, name: str) -> str:
        # The addresses that the frame's own forms and links go to, by their route's name.
        if name not in ROUTES:
            raise AttributeError(name)
        return _path(self.request, ROUTES[name])

    @property
    def is_list(self) -> bool:
        """Whether papers opened from this page lead back to it."""
        route = getattr(self.request, "matched_route", None)
        return route is not None and route.name in list_routes(self.request)

    @property
    def toast(self) -> str:
        """The one line left by the act before the redirect; reading it takes it away."""
        return str(self.request.take_toast())

    @property
    def rail(self) -> tuple[RailGroup, ...]:
        """The rail's groups, in the order in which rooms asked to stand."""
        all_entries = self.request.registry.get(RailEntry, ())
        entries = sorted(
            (each for each in all_entries if each.stands_for(self.request)),
            key=lambda each: each.order,
        )
        titles = list(dict.fromkeys(each.group for each in entries))
        return tuple(
            RailGroup(
                title=title,
                items=tuple(self._item(each) for each in entries if each.group == title),
            )
            for title in titles
        )

    @property
    def finds(self) -> bool:
        """Whether who is logged in may look for papers."""
        entries = self.request.registry.get(RailEntry, ())
        return all(each.stands_for(self.request) for each in entries if each.name == "search")

    def _item(self, entry: RailEntry) -> RailItem:
        return RailItem(
            name=entry.name,
            label=entry.label,
            href=_path(self.request, entry.route),
            icon=entry.icon,
            count=entry.count(self.request) if entry.count else None,
            current=entry.name in current_rails(self.request),
        )


ROUTES = {
    "home": "desk",
    "search": "search",
    "login": "login",
    "logout": "logout",
    "posts": "posts",
    "look_action": "look",
    "phrases": "opinions.phrases",
    "pins": "pins",
    "guide": "guide",
    "kai": "kai",
}


def _path(request: Request, route: str) -> str:
    try:
        return str(request.route_path(route))
    except KeyError:  # that room is not installed on this node
        return ""


def notice(request: Request) -> str:
    """The permanent notice: nothing classified, or the grade approved at installation."""
    grade = request.registry[Settings].classification
    return NO_CLASSIFIED if grade == "无" else UP_TO.format(grade=grade)


def member(request: Request) -> Member | None:
    """Who is logged in, as the rail shows it."""
    identity = getattr(request, "identity", None)
    if identity is None:
        return None
    return Member(
        name=identity.name,
        post=identity.mandate.label
        if identity.mandate
        else "　".join(part for part in (identity.unit, identity.post) if part),
        agency=identity.agency_name,
        has_posts=identity.has_posts,
        standing_in=identity.mandate.label if identity.mandate else "",
    )


def current_rails(request: Request) -> tuple[str, ...]:
    """Rail items that may be the page's: what the view said (`request.rail`), else the route's
    name, as `documents` for `documents`, `document` and `document.sign_off`."""
    said: str = getattr(request, "rail", "")
    route = getattr(request, "matched_route", None)
    name = said or (route.name.partition(".")[0] if route else "")
    return (name, f"{name}s")


def list_routes(request: Request) -> frozenset[str]:
    """The routes of every list of papers."""
    entries: tuple[RailEntry, ...] = request.registry.get(RailEntry, ())
    return frozenset(route for each in entries for route in (each.route, *each.lists))


def now(request: Request) -> datetime:
    """The moment of this page, by the injected clock."""
    clock: Clock = request.registry[Clock]
    return clock.now()


def _add_frame(event: BeforeRender) -> None:
    request = event.get("request")
    if request is None or not str(event.get("renderer_name")).endswith(".jinja2"):
        return
    event.update(
        {"frame": Frame(request), "now": now(request), "csrf_token": get_csrf_token(request)}
    )


def add_rail_item(
    config: Configurator,
    name: str,
    *,
    label: str,
    route: str,
    icon: str,
    order: int,
    group: str = "",
    count: Callable[[Request], int | None] | None = None,
    lists: tuple[str, ...] = (),
    shown: Callable[[Request], bool] | None = None,
    permission: str = "",
) -> None:
    """Directive: give a room a place in the rail (`icon` names a drawing of atoms.jinja2)."""
    entry = RailEntry(name, label, route, icon, order, group, count, lists, shown, permission)
    registry: dict[Any, Any] = config.registry
    config.action(
        ("rail", name),
        lambda: registry.__setitem__(RailEntry, (*registry.get(RailEntry, ()), entry)),
    )


def includeme(config: Configurator) -> None:
    """Put `frame`, `now` and `csrf_token` into every template; offer the directives."""
    config.add_directive("add_rail_item", add_rail_item)
    config.add_subscriber(_add_frame, BeforeRender)
