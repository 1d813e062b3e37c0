"""The page of a received paper's further copies as a model."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from sqlalchemy import select

from documents.distribution.received.registers import further_copies
from documents.effect.receiving.page import heard_mark
from documents.incoming.incoming import Incoming
from documents.names import Names
from documents.permissions import Permission
from office.web.models import ActForm, Fact, Link
from office.web.models.paper_list import PaperLine, PaperList

REPRINTED = "翻印"


def copies_page(request: Request, paper: Incoming, *, form: ActForm | None = None) -> PaperList:
    """二次分发、翻印: who got further copies, who made them and when."""
    here = request.route_path("incoming.copies", id=paper.id)
    rows = copies_of(request, paper)
    facts = paper.capsule.facts
    return PaperList(
        title=f"二次分发、翻印　{facts['number'] or facts['title']}",
        back=Link("返回公文", request.route_path("incoming", id=paper.id), "back"),
        lead="给谁",
        columns=("方式", "份数", "经办"),
        rows=tuple(_row(request, paper, row, here=here) for row in rows),
        facts=(
            Fact("来文单位", paper.capsule.sender_name),
            Fact("标题", str(facts["title"])),
            Fact("来文份数", f"{facts.get('copies', 1)} 份"),
            Fact("增加", f"{sum(row.copies for row in rows)} 份"),
        ),
        effect=heard_mark(request, paper.id),
        tools=_tools(request, paper, here=here),
        act=form,
        nothing="没有二次分发，也没有翻印。",
    )


def copies_of(request: Request, paper: Incoming) -> list[Any]:
    """The register's rows of the paper, the newest first."""
    query = select(further_copies).where(further_copies.c.incoming == paper.id)
    with request.house.node.store.reading() as connection:
        return list(connection.execute(query.order_by(further_copies.c.version.desc())))


def _row(request: Request, paper: Incoming, row: Any, *, here: str) -> PaperLine:
    names = Names(request.house.directory, agency=paper.agency)
    note = Link("翻印说明", f"{here}/{row.version}.pdf")
    return PaperLine(
        title=row.whom,
        cells=(row.kind, f"{row.copies} 份", names.person(row.by, row.at)),
        when=row.at,
        acts=(note,) if row.kind == REPRINTED else (),
    )


def _tools(request: Request, paper: Incoming, *, here: str) -> tuple[Link, ...]:
    guard = request.house.guard
    if not guard.permits(Permission.FurtherCopies.REPRINT, request.identity, paper):
        return ()
    return (
        Link("二次分发", f"{here}?do=redistribute#act", "exchange"),
        Link("翻印", f"{here}?do=reprint#act", "print"),
    )
