"""The web application over a house: frame and access first, then the rooms that the ini names."""

from __future__ import annotations

import atexit

from pyramid.config import Configurator
from pyramid.router import Router

from office.access.identity import Authenticator
from office.access.permissions import Guard
from office.directory.demonstration import accounts_in_short
from office.house import House
from office.kernel.clock import Clock
from office.kernel.store import Store
from office.settings import Settings


def web_application(house: House) -> Router:
    """Pyramid's router. With `wenshu.followers` the followers run in this process too."""
    config = Configurator(settings={})
    config.registry[House] = house
    config.registry[Settings] = house.settings
    config.registry[Store] = house.node.store
    config.registry[Clock] = house.node.clock
    config.registry[Guard] = house.guard
    config.registry[Authenticator] = house.people
    config.add_request_method(lambda _: house, "house", reify=True)
    config.include("office.access")
    config.include("office.web")
    config.include("office.desk.web")
    config.include("office.desk.arranging.web")
    config.include("office.desk.handing.web")
    config.include("office.directory.web")
    config.include("office.calendar.web")
    config.include("office.health.web")
    config.include("office.guide.web")
    _set_login_leaf(config, house)
    for room in house.rooms:
        config.include(f"{room.__package__}.web")
    application = config.make_wsgi_app()
    if house.settings.followers:
        followers = house.followers()
        followers.start()
        atexit.register(followers.stop)
    return application


def _set_login_leaf(config: Configurator, house: House) -> None:
    """The name under the red 文枢: the agency of the node, where it has only one."""
    agencies = house.directory.hosted_on()
    alone = agencies[0].name if len(agencies) == 1 else ""
    notice = accounts_in_short(house.directory) if house.settings.demonstration else ""
    config.set_login_leaf(agency=alone, notice=notice)
