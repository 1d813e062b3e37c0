"""Old registers over HTTP: the lists, a paper with its scans, the template to fill in."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import ColumnElement, and_, func, or_, select

from documents import serving
from documents.permissions import Permission
from documents.registers_import.columns import KIND_WORDS, Kind
from documents.registers_import.page import OldPaperShown, old_paper_page
from documents.registers_import.registers import ROOM, old_papers
from documents.registers_import.template import NAME, template
from documents.screens.additions import Kind as PaperKind
from documents.screens.paper import as_of_version
from documents.screens.register import ROWS, contains, register_page, words_asked
from documents.screens.register_parts import is_searched_by_index, part_by_index
from office.desk.urgency import urgency_badges
from office.kernel.clock import office_day
from office.kernel.refusals import Missing
from office.web.form_acts import uuid_of
from office.web.formats import day
from office.web.frame import now
from office.web.models import Link, RegisterRow, Tab

SEARCHED = tuple(
    old_papers.c[name] for name in ("title", "number", "party", "sender_number", "original")
)
LISTS = {Kind.INCOMING: "incomings", Kind.OUTGOING: "documents"}
"""The routes of the registers beside which the old ones stand."""
COLUMNS = {
    Kind.INCOMING: ("收文号", "收文日期", "来文单位", "来文字号", "原件存放处", "扫描件"),
    Kind.OUTGOING: ("发文字号", "成文日期", "主送", "文种", "原件存放处", "扫描件"),
}


def show_list(request: Request) -> dict[str, Any]:
    """旧登记簿, by the true day, the newest first."""
    request.check(Permission.OldPaper.VIEW, request.identity)
    kind = Kind(request.matchdict["kind"])
    request.rail = LISTS[kind]
    page = register_page(
        request,
        old_papers,
        title=f"旧{KIND_WORDS[kind]}登记簿",
        room=ROOM,
        columns=COLUMNS[kind],
        searched=SEARCHED,
        row=_row,
        only=old_papers.c.kind == kind.value,
        tools=(Link("导入模板", request.route_path("old_papers.template"), "download"),),
        tabs=_tabs(request, kind, here=True),
    )
    return {"page": page}


def show(request: Request) -> dict[str, Any]:
    """One old paper."""
    paper = _paper(request, as_of=as_of_version(request))
    request.rail = LISTS[paper.it.kind]
    return {"page": old_paper_page(paper)}


def page_picture(request: Request) -> Response:
    """A page of a scan that is a PDF."""
    it, scan = _scan(request)
    return serving.picture(request, agency=it.agency, digest=scan["digest"])


def scan_file(request: Request) -> Response:
    """A scan as it was taken."""
    it, scan = _scan(request)
    data = request.house.node.content.get(it.agency, scan["digest"])
    return serving.scan(data, scan["media_type"], name=PurePath(scan["name"]).stem)


def template_file(request: Request) -> Response:
    """The blank workbook."""
    request.check(Permission.OldPaper.VIEW, request.identity)
    return serving.xlsx(template(), name=NAME)


def tabs_beside(kind: Kind) -> Any:
    """The tabs of the register beside which this old one stands; none before there is any."""
    return lambda request: _tabs(request, kind, here=False)


def _tabs(request: Request, kind: Kind, *, here: bool) -> tuple[Tab, ...]:
    if not here and not _has_any(request, kind):
        return ()
    words = request.params.get("q", "")
    query = {"q": words} if words else {}
    return (
        Tab("本系统", request.route_path(LISTS[kind], _query=query), current=not here),
        Tab(
            "旧登记簿",
            request.route_path("old_papers", kind=kind.value, _query=query),
            count=_found(request, kind) if words and not here else None,
            current=here,
        ),
    )


def _has_any(request: Request, kind: Kind) -> bool:
    query = select(old_papers.c.subject).where(_of(request, kind)).limit(1)
    with request.house.node.store.reading() as connection:
        return connection.execute(query).first() is not None


def _found(request: Request, kind: Kind) -> int | None:
    """How many of the old register have the words asked for; None for more than stand on a page
    of it."""
    query = select(old_papers).where(_of(request, kind))
    with request.house.node.store.reading() as connection:
        if is_searched_by_index(connection, request, old_papers, room=ROOM):
            words = " ".join(words_asked(request))
            part = part_by_index(connection, request, query, query=words, room=ROOM, rows=ROWS)
            return None if part.at_least else part.total
        for word in words_asked(request):
            query = query.where(or_(*(contains(column, word) for column in SEARCHED)))
        some = query.with_only_columns(old_papers.c.subject).subquery()
        return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def _of(request: Request, kind: Kind) -> ColumnElement[bool]:
    return and_(old_papers.c.agency == request.identity.agency, old_papers.c.kind == kind.value)


def _row(request: Request, row: Any) -> RegisterRow:
    incoming = row.kind == Kind.INCOMING
    return RegisterRow(
        href=request.route_path(ROOM, id=row.subject),
        title=row.title,
        cells=(
            row.number,
            day(row.changed_at, today=office_day(now(request))),
            row.party,
            row.sender_number if incoming else row.type,
            row.original,
            str(row.scans) if row.scans else "无",
        ),
        badges=urgency_badges(row.urgency),
    )


def _paper(request: Request, *, as_of: int | None = None) -> OldPaperShown:
    paper = OldPaperShown(request, uuid_of(request), as_of=as_of)
    request.check(Permission.OldPaper.VIEW, paper.it)
    return paper


def _scan(request: Request) -> tuple[Any, dict[str, Any]]:
    it = _paper(request).it
    for each in it.scans:
        if each["digest"] == request.matchdict["digest"]:
            return it, each
    raise Missing("没有找到这份扫描件。请从旧登记簿的页面打开。")


def includeme(config: Configurator) -> None:
    """Routes and views; the old registers stand beside those of now."""
    kinds = "|".join(each.value for each in Kind)
    config.add_file("old_papers.template", "/registers/template.xlsx", template_file)
    config.add_page("old_papers", f"/registers/old/{{kind:{kinds}}}", "documents", show=show_list)
    config.add_page("old_paper", "/registers/old/papers/{id}", "document", show=show)
    config.add_file(
        "old_paper.page", "/registers/old/papers/{id}" + serving.PAGE_PICTURE, page_picture
    )
    config.add_file("old_paper.scan", "/registers/old/papers/{id}/scans/{digest}", scan_file)
    for kind, route in LISTS.items():
        config.add_register_tabs(route, tabs_beside(kind))
    config.add_paper_kind("old_paper", PaperKind(OldPaperShown, Permission.OldPaper.VIEW))
