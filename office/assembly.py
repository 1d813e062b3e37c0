"""The web application over a house: frame and access first, then the rooms that the ini names."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from types import ModuleType

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.router import Router

from office.access.identity import Authenticator
from office.access.keeping import keep_in
from office.access.login import LEAF
from office.access.permissions import Guard
from office.directory.demonstration import accounts_in_short
from office.house import House
from office.kernel.clock import Clock
from office.kernel.store import Store
from office.settings import Settings


def web_application(house: House) -> Router:
    """Pyramid's router. With `wenshu.followers` the followers run in this process too."""
    config = pages_of(house.rooms)
    _move_in(config.registry, house)
    application = config.make_wsgi_app()
    if house.settings.followers:
        followers = house.followers()
        followers.start()
        atexit.register(followers.stop)
    return application


def pages_of(rooms: Sequence[ModuleType]) -> Configurator:
    """What people can ask for, of the frame and of these rooms, whose house it may ever be."""
    config = Configurator(settings={})
    config.add_request_method(lambda request: request.registry[House], "house", reify=True)
    config.include("office.access")
    config.include("office.web")
    config.include("office.desk.web")
    config.include("office.desk.arranging.web")
    config.include("office.desk.handing.web")
    config.include("office.directory.web")
    config.include("office.calendar.web")
    config.include("office.health.web")
    config.include("office.guide.web")
    for room in rooms:
        config.include(f"{room.__package__}.web")
    config.commit()
    return config


def _move_in(registry: Registry, house: House) -> None:
    registry[House] = house
    registry[Settings] = house.settings
    registry[Store] = house.node.store
    registry[Clock] = house.node.clock
    registry[Guard] = house.guard
    registry[Authenticator] = house.people
    registry[LEAF] = _login_leaf(house)
    keep_in(registry)


def _login_leaf(house: House) -> tuple[str, str]:
    """The name under the red 文枢, and a line under the button (a demonstration's accounts): the
    agency of the node, where it has only one."""
    agencies = house.directory.hosted_on()
    alone = agencies[0].name if len(agencies) == 1 else ""
    notice = accounts_in_short(house.directory) if house.settings.demonstration else ""
    return alone, notice
