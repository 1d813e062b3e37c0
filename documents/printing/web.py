"""Printed sheets over HTTP: on the screen, as PDF, and what somebody saw when they decided."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.printing.book_page import (
    book_address,
    book_name,
    book_page,
    wanted_of,
    wanted_of_name,
)
from documents.printing.books import RegisterBook
from documents.printing.circulation_slip import is_circulated
from documents.printing.incoming_book import RECEIPTS
from documents.printing.issue_book import ISSUES
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
from office.web.models import Link

BOOKS = (ISSUES, RECEIPTS)
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
    *_, screen = _screen(request)
    return serving.screen_file(screen, request.matchdict["file"])


def rest(request: Request) -> dict[str, Any]:
    """The pages that did not stand in the answer."""
    paper, sheet, screen = _screen(request)
    request.response.cache_control = serving.PRIVATE_FOR_EVER
    return {"pages": later_pages(screen, address=screen_address(paper, sheet, screen))}


def book(request: Request) -> dict[str, Any]:
    """A book of a year, a series, a period."""
    asked = _book(request)
    return {"page": book_page(request, asked, wanted_of(request))}


def book_paper(request: Request) -> Response:
    """The same as a PDF."""
    asked = _book(request)
    data = request.printer.paper(asked.form, asked.values(request, wanted_of(request)))
    return serving.printed(data, name=f"{asked.title}.pdf")


def book_file(request: Request) -> Response:
    """The same as CSV."""
    asked = _book(request)
    rows = asked.rows(request, wanted_of(request))
    return serving.csv(asked.csv(rows), name=f"{asked.title}.csv")


def book_workbook(request: Request) -> Response:
    """The same as a workbook."""
    asked = _book(request)
    rows = asked.rows(request, wanted_of(request))
    return serving.xlsx(asked.xlsx(rows), name=f"{asked.title}.xlsx")


def book_screen_file(request: Request) -> Response:
    """A page of the book for the screen, or a font that it names."""
    *_, screen = _book_screen(request)
    return serving.screen_file(screen, request.matchdict["file"])


def book_rest(request: Request) -> dict[str, Any]:
    """The pages that did not stand in the answer."""
    asked, wanted, screen = _book_screen(request)
    request.response.cache_control = serving.PRIVATE_FOR_EVER
    address = book_address(request, asked, wanted, screen)
    return {"pages": later_pages(screen, address=address)}


def _book(request: Request) -> RegisterBook:
    """The book of this address, for who may see what it lists."""
    route = request.matched_route.name
    found = next(
        each for each in BOOKS if route == each.route or route.startswith(f"{each.route}_")
    )
    request.check(found.permission, request.identity)
    return found


def _book_screen(request: Request) -> tuple[RegisterBook, Wanted, ScreenPages]:
    asked, name = _book(request), request.matchdict["name"]
    try:
        wanted = wanted_of_name(name)
    except (ValueError, Refused) as error:
        raise HTTPNotFound from error
    screen = request.printer.screen(asked.form, asked.values(request, wanted))
    if name != book_name(wanted, screen):
        raise HTTPNotFound
    return asked, wanted, screen


def _slip_link(request: Request, it: Any) -> tuple[Link, ...]:
    """传阅单, of a paper that went to readers."""
    if not is_circulated(request, it.id):
        return ()
    where = request.route_path("incoming.circulation_slip", id=it.id)
    return (Link("传阅单", where, "print"),)


def _opened(request: Request, *, as_of: int | None) -> tuple[Paper[Any], Sheet]:
    sheet = _sheet_of(request.matched_route.name)
    paper = sheet.open(request, uuid_of(request), as_of=as_of)
    request.check(sheet.permission, paper.it)
    return paper, sheet


def _sheet_of(route: str) -> Sheet:
    """The sheet whose page or file this is; what somebody saw stood beside the paper's first."""
    name = next((each for each in SHEETS if route == each or route.startswith(f"{each}_")), "")
    return SHEETS[name or f"{route.partition('.')[0]}.sheet"]


def _screen(request: Request) -> tuple[Paper[Any], Sheet, ScreenPages]:
    """The form as of the moment that the address names, if it still looks as it says."""
    name = request.matchdict["name"]
    paper, sheet = _opened(request, as_of=_version(name.partition(".")[0]))
    screen = sheet_screen(paper, sheet)
    if name != screen_name(paper, screen):
        raise HTTPNotFound
    return paper, sheet, screen


def _version(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_VERSION:
        raise HTTPNotFound
    return int(text)


def includeme(config: Configurator) -> None:
    """Routes and views for each kind of paper that has a form."""
    for sheet, path in (
        ("document.sheet", "/documents/{id}/sheet"),
        ("incoming.sheet", "/incoming/{id}/sheet"),
        ("incoming.circulation_slip", "/incoming/{id}/circulation-slip"),
    ):
        config.add_page(sheet, path, "sheet", show=show)
        config.add_file(f"{sheet}_paper", f"{path}.pdf", paper_file)
        config.add_page(f"{sheet}_rest", f"{path}/{{name}}/rest", "rest", show=rest)
        config.add_file(f"{sheet}_screen", f"{path}/{{name}}/{{file}}", screen_file)
    config.add_paper_links("incoming", _slip_link, order=15)
    for each in BOOKS:
        _add_book(config, each)
    config.add_page("document.seen", "/documents/{id}/seen/{version}", "sheet", show=seen)


def _add_book(config: Configurator, book_kind: RegisterBook) -> None:
    route, path = book_kind.route, book_kind.path
    config.add_page(route, path, "book", show=book)
    config.add_file(f"{route}_paper", f"{path}.pdf", book_paper)
    config.add_file(f"{route}_xlsx", f"{path}.xlsx", book_workbook)
    config.add_file(f"{route}_csv", f"{path}.csv", book_file)
    config.add_page(f"{route}_rest", f"{path}/{{name}}/rest", "rest", show=book_rest)
    config.add_file(f"{route}_screen", f"{path}/{{name}}/{{file}}", book_screen_file)
