"""督办通知单 over HTTP: as a PDF, and as pages for the screen."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.screens.pages import later_pages
from documents.screens.paper import as_of_version
from documents.supervision.notice import FORM
from documents.supervision.screens.page import SupervisionPaper, open_paper
from documents.supervision.screens.sheet import (
    screen_address,
    screen_name,
    sheet_screen,
    sheet_values,
)

MOST_AS_OF = 9
"""Digits of a version in an address."""


def sheet(request: Request) -> Response:
    """督办通知单 as a PDF, as it stands or `?as_of=` a moment."""
    paper = open_paper(request, as_of=as_of_version(request))
    data = request.printer.paper(FORM, sheet_values(paper))
    return serving.printed(data, name=f"督办通知单　{paper.title}.pdf")


def screen_file(request: Request) -> Response:
    """A page of the notice for the screen, or a font that it names."""
    paper, name = _named(request), request.matchdict["name"]
    screen = sheet_screen(paper)
    if name != screen_name(paper, screen):
        raise HTTPNotFound
    return serving.screen_file(screen, request.matchdict["file"])


def rest(request: Request) -> dict[str, Any]:
    """The pages that did not stand in the answer."""
    paper, name = _named(request), request.matchdict["name"]
    screen = sheet_screen(paper)
    if name != screen_name(paper, screen):
        raise HTTPNotFound
    request.response.cache_control = serving.PRIVATE_FOR_EVER
    return {"pages": later_pages(screen, address=screen_address(paper, screen))}


def _named(request: Request) -> SupervisionPaper:
    version = request.matchdict["name"].partition(".")[0]
    if not version.isascii() or not version.isdigit() or len(version) > MOST_AS_OF:
        raise HTTPNotFound
    return open_paper(request, as_of=int(version))


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_file("supervision.sheet", "/supervisions/{id}/notice.pdf", sheet)
    config.add_page("supervision.rest", "/supervisions/{id}/notice/{name}/rest", "rest", show=rest)
    config.add_file("supervision.screen", "/supervisions/{id}/notice/{name}/{file}", screen_file)
