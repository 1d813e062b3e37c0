"""What every room stands on: kernel, directory, access, desk, web. Imports no room."""

from __future__ import annotations

from typing import Any


def main(global_config: dict[str, str], **settings: str) -> Any:
    """The WSGI application that the ini's [app:main] describes (a PasteDeploy app factory)."""
    from office.assembly import web_application  # the package itself stays light to import
    from office.house import House
    from office.settings import Settings

    here = global_config.get("here", ".")
    house = House(Settings.from_mapping(settings, here=here))
    return web_application(house)
