"""使用手册 over HTTP, for everybody who is logged in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from office.guide.chapters import FIRST, chapter, chapters
from office.web.models import Tab

TITLE = "使用手册"


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One chapter (`guide.jinja2`), and the way to all others."""

    title: str
    body: Markup
    chapters: tuple[Tab, ...]


def show(request: Request) -> dict[str, Any]:
    """The first chapter, or the one that the address names."""
    wanted = request.matchdict.get("chapter", FIRST)
    found = chapter(wanted, lambda name: _address(request, name))
    if found is None:
        raise HTTPNotFound
    tabs = tuple(
        Tab(title, _address(request, name), current=name == wanted) for name, title in chapters()
    )
    return {"page": GuidePage(found.title or TITLE, found.body, tabs)}


def _address(request: Request, name: str) -> str:
    if name == FIRST:
        return str(request.route_path("guide"))
    return str(request.route_path("guide.chapter", chapter=name))


def includeme(config: Configurator) -> None:
    """Routes and the view."""
    config.add_page("guide", "/guide", "guide", show=show)
    config.add_page("guide.chapter", "/guide/{chapter}", "guide", show=show)
