"""Printed sheets as page models: the filled-in form, and what somebody saw when they acted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from documents.outgoing.screens.sheets import stored_pages
from documents.printing.sheets import Sheet
from documents.screen_pages import ScreenPages
from documents.screens.pages import drawn_pages
from documents.screens.paper import Paper
from documents.screens.telling import opinions, time_track, timeline
from office.web.formats import clock_time, whole_day
from office.web.models import DocumentPage, Fact, FileItem, Link, Slip


def sheet_screen(paper: Paper[Any], sheet: Sheet) -> ScreenPages:
    """The filled-in form for the screen."""
    screen: ScreenPages = paper.request.printer.screen(sheet.form, sheet.values(paper))
    return screen


def screen_name(paper: Paper[Any], screen: ScreenPages) -> str:
    """A screen in an address: of which moment, and what it looked like."""
    return f"{paper.as_of}.{screen.digest[:16]}"


def screen_address(paper: Paper[Any], sheet: Sheet, screen: ScreenPages) -> Callable[[str], str]:
    """The addresses of files of the form's pages for the screen."""
    where = {"id": paper.it.id, "name": screen_name(paper, screen)}
    route = f"{sheet.route}_screen"
    return lambda file: str(paper.request.route_path(route, file=file, **where))


def sheet_page(paper: Paper[Any], sheet: Sheet) -> DocumentPage:
    """The whole page; its time track stays on the sheet."""
    request = paper.request
    back = Link("返回", paper.here, "back")
    paper.here = request.route_path(sheet.route, id=paper.it.id)
    screen = sheet_screen(paper, sheet)
    return DocumentPage(
        title=f"{sheet.title}　{paper.title}",
        back=back,
        pages=drawn_pages(screen, address=screen_address(paper, sheet, screen)),
        slip=Slip(
            heading=sheet.title,
            facts=(Fact("截至", f"第 {paper.as_of} 件事"),),
            opinions=opinions(paper, sheet.telling),
            timeline=timeline(paper, sheet.telling),
        ),
        read_only="这是供打印的表单，只读。",
        tools=(Link("打印", sheet_paper_address(paper, sheet), "print", apart=True),),
        track=time_track(paper, sheet.telling),
    )


def sheet_paper_address(paper: Paper[Any], sheet: Sheet) -> str:
    """Where the sheet is to be had as a PDF, as of the moment that the page shows."""
    as_of = {"as_of": str(paper.as_of)} if paper.in_the_past else None
    return str(paper.request.route_path(f"{sheet.route}_paper", id=paper.it.id, _query=as_of))


def seen_page(paper: Paper[Any], sheet: Sheet, event: Any) -> DocumentPage:
    """What a person saw when they acted: the pages stored then, and what had been said.

    `paper` stands as it did before the act; nothing is laid out anew (design D7).
    """
    request, shown = paper.request, event.shown
    who, words = paper.names.who(event), sheet.telling[type(event).__name__].words
    printed = sheet_paper_address(paper, sheet)
    stored = request.route_path("document.file", id=paper.it.id, digest=shown["pages"])
    return DocumentPage(
        title=f"{who} {words}时所见　{paper.title}",
        back=Link("返回", paper.here, "back"),
        pages=stored_pages(request, paper.it, shown),
        slip=Slip(
            heading=f"{words}时所见",
            facts=(Fact("办理人", who), Fact("岗位", paper.names.post_of(event))),
            opinions=opinions(paper, sheet.telling),
            timeline=timeline(paper, sheet.telling),
            texts=(FileItem("当时的页面.pdf", stored, shown["length"], shown["count"]),),
            details=(
                Fact("时间", printed_moment(event.timestamp)),
                Fact("版面", f"第 {shown['layout']} 版"),
                Fact("摘要", shown["pages"]),
            ),
        ),
        read_only="这是办理时看到的情形，只读。",
        tools=(
            Link("打印页面", stored, "print", apart=True),
            Link(f"打印当时的{sheet.title}", printed, "print", apart=True),
        ),
    )


def printed_moment(moment: datetime) -> str:
    """2026年11月20日 09:42."""
    return f"{whole_day(moment)} {clock_time(moment)}"
