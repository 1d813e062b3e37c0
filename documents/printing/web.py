"""Printed sheets over HTTP: on the screen, as PDF, and what somebody saw when they decided."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.permissions import Permission
from documents.printing.book_page import (
    book_address,
    book_name,
    book_page,
    wanted_of,
    wanted_of_name,
)
from documents.printing.issue_book import FORM as BOOK
from documents.printing.issue_book import TITLE, book_csv, book_rows, book_values, book_xlsx
from documents.printing.lookup import Wanted
from documents.printing.page import (
    screen_address,
    screen_name,
    seen_page,
    sheet_page,
    sheet_screen,
)
from documents.printing.sheets import SHEETS, Sheet
from documents.screen_pages import ScreenPages
from documents.screens.pages import later_pages
from documents.screens.paper import Paper, as_of_version
from office.kernel.refusals import Refused
from office.web.form_acts import uuid_of

TEMPLATES = "office.web:templates/"
LONGEST_VERSION = 9


def show(request: Request) -> dict[str, Any]:
    """The filled-in form, as it stands or `?as_of=` one of the paper's events."""
    paper, sheet = _opened(request, as_of=as_of_version(request))
    return {"page": sheet_page(paper, sheet)}


def seen(request: Request) -> dict[str, Any]:
    """What somebody saw when they acted: `version` is the event of their act."""
    paper, sheet = _opened(request, as_of=None)
    version = _version(request.matchdict["version"])
    event = paper.history[version - 1] if 1 < version <= len(paper.history) else None
    if event is None or not paper.seen(event):
        raise HTTPNotFound
    before, _ = _opened(request, as_of=paper.whole.index(event))
    return {"page": seen_page(before, sheet, event)}


def paper_file(request: Request) -> Response:
    """The same as a PDF, made anew each time."""
    paper, sheet = _opened(request, as_of=as_of_version(request))
    data = request.printer.paper(sheet.form, sheet.values(paper))
    return serving.printed(data, name=f"{sheet.title}　{paper.title}.pdf")


def screen_file(request: Request) -> Response:
    """A page of the form for the screen, or a font that it names."""
    _, screen = _screen(request)
    return serving.screen_file(screen, request.matchdict["file"])


def rest(request: Request) -> dict[str, Any]:
    """The pages that did not stand in the answer."""
    paper, screen = _screen(request)
    request.response.cache_control = serving.PRIVATE_FOR_EVER
    return {"pages": later_pages(screen, address=screen_address(paper, screen))}


def book(request: Request) -> dict[str, Any]:
    """发文登记簿 of a year, a series, a period."""
    request.check(Permission.Document.VIEW, request.identity)
    return {"page": book_page(request, wanted_of(request))}


def book_paper(request: Request) -> Response:
    """The same as a PDF."""
    request.check(Permission.Document.VIEW, request.identity)
    data = request.printer.paper(BOOK, book_values(request, wanted_of(request)))
    return serving.printed(data, name=f"{TITLE}.pdf")


def book_file(request: Request) -> Response:
    """The same as CSV."""
    request.check(Permission.Document.VIEW, request.identity)
    return serving.csv(book_csv(book_rows(request, wanted_of(request))), name=f"{TITLE}.csv")


def book_workbook(request: Request) -> Response:
    """The same as a workbook."""
    request.check(Permission.Document.VIEW, request.identity)
    rows = book_rows(request, wanted_of(request))
    return serving.xlsx(book_xlsx(rows), name=f"{TITLE}.xlsx")


def book_screen_file(request: Request) -> Response:
    """A page of the book for the screen, or a font that it names."""
    _, screen = _book_screen(request)
    return serving.screen_file(screen, request.matchdict["file"])


def book_rest(request: Request) -> dict[str, Any]:
    """The pages that did not stand in the answer."""
    wanted, screen = _book_screen(request)
    request.response.cache_control = serving.PRIVATE_FOR_EVER
    return {"pages": later_pages(screen, address=book_address(request, wanted, screen))}


def _book_screen(request: Request) -> tuple[Wanted, ScreenPages]:
    request.check(Permission.Document.VIEW, request.identity)
    name = request.matchdict["name"]
    try:
        wanted = wanted_of_name(name)
    except (ValueError, Refused) as error:
        raise HTTPNotFound from error
    screen = request.printer.screen(BOOK, book_values(request, wanted))
    if name != book_name(wanted, screen):
        raise HTTPNotFound
    return wanted, screen


def _opened(request: Request, *, as_of: int | None) -> tuple[Paper[Any], Sheet]:
    sheet = SHEETS[request.matched_route.name.partition(".")[0]]
    paper = sheet.open(request, uuid_of(request), as_of=as_of)
    request.check(sheet.permission, paper.it)
    return paper, sheet


def _screen(request: Request) -> tuple[Paper[Any], ScreenPages]:
    """The form as of the moment that the address names, if it still looks as it says."""
    name = request.matchdict["name"]
    paper, sheet = _opened(request, as_of=_version(name.partition(".")[0]))
    screen = sheet_screen(paper, sheet)
    if name != screen_name(paper, screen):
        raise HTTPNotFound
    return paper, screen


def _version(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_VERSION:
        raise HTTPNotFound
    return int(text)


def includeme(config: Configurator) -> None:
    """Routes and views for each kind of paper that has a form."""
    for room, path in (("document", "documents"), ("incoming", "incoming")):
        config.add_route(f"{room}.sheet", f"/{path}/{{id}}/sheet")
        config.add_route(f"{room}.sheet_paper", f"/{path}/{{id}}/sheet.pdf")
        config.add_route(f"{room}.sheet_rest", f"/{path}/{{id}}/sheet/{{name}}/rest")
        config.add_route(f"{room}.sheet_screen", f"/{path}/{{id}}/sheet/{{name}}/{{file}}")
        for view, route, template in ((show, "sheet", "sheet"), (rest, "sheet_rest", "rest")):
            config.add_view(
                view,
                route_name=f"{room}.{route}",
                renderer=f"{TEMPLATES}{template}.jinja2",
                request_method="GET",
            )
        for file_view, route in ((screen_file, "sheet_screen"), (paper_file, "sheet_paper")):
            config.add_view(file_view, route_name=f"{room}.{route}", request_method="GET")
    config.add_route("documents.book", "/registers/issues")
    config.add_route("documents.book_paper", "/registers/issues.pdf")
    config.add_route("documents.book_xlsx", "/registers/issues.xlsx")
    config.add_route("documents.book_csv", "/registers/issues.csv")
    config.add_route("documents.book_rest", "/registers/issues/{name}/rest")
    config.add_route("documents.book_screen", "/registers/issues/{name}/{file}")
    for view, route, template in ((book, "book", "book"), (book_rest, "book_rest", "rest")):
        config.add_view(
            view,
            route_name=f"documents.{route}",
            renderer=f"{TEMPLATES}{template}.jinja2",
            request_method="GET",
        )
    for file_view, route in (
        (book_paper, "book_paper"),
        (book_file, "book_csv"),
        (book_workbook, "book_xlsx"),
        (book_screen_file, "book_screen"),
    ):
        config.add_view(file_view, route_name=f"documents.{route}", request_method="GET")
    config.add_route("document.seen", "/documents/{id}/seen/{version}")
    config.add_view(
        seen,
        route_name="document.seen",
        renderer=f"{TEMPLATES}sheet.jinja2",
        request_method="GET",
    )
