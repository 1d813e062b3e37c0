"""Outgoing documents over HTTP: the register and the page with its acts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from documents.outgoing.document import Document
from documents.outgoing.registers import documents
from documents.outgoing.screens.buttons import DOINGS
from documents.outgoing.screens.other_forms import FORMS
from documents.outgoing.screens.page import (
    DocumentPaper,
    document_page,
    document_preview,
    paper_of,
)
from documents.outgoing.screens.transcribing import TRANSCRIBING
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.permissions import Permission
from documents.screens.additions import Kind
from documents.screens.form_acts import act_on
from documents.screens.opening import note_opened
from documents.screens.paper import as_of_version
from documents.screens.register import register_page
from office.desk.urgency import urgency_badges
from office.web.models import Badge, Link, RegisterRow, Tone


def show_register(request: Request) -> dict[str, Any]:
    """发文登记簿 of the agency, newest first, by words of title or number."""
    request.check(Permission.Document.VIEW, request.identity)
    may_draft = any(role.value == "drafter" for role in request.identity.roles)
    drafting = Link("拟稿", request.route_path("document.types"), "draft") if may_draft else None
    page = register_page(
        request,
        documents,
        title="发文",
        room="document",
        columns=("文号", "文种"),
        searched=(documents.c.title, documents.c.number),
        row=_row,
        primary=drafting,
        tools=(Link("登记簿", request.route_path("documents.book"), "print"),),
    )
    return {"page": page}


def show(request: Request) -> dict[str, Any]:
    """The document, as it stands or `?as_of=` one of its events."""
    paper = paper_of(request, as_of=as_of_version(request))
    if not paper.in_the_past and _waits_for(request, paper.it):
        note_opened(
            request,
            paper.it.id,
            turn=paper.it.stands_since,
            open_up=request.documents.open_up,
        )
    page = document_page(paper)
    if not paper.in_the_past and TRANSCRIBING.offered(request, paper.it):
        page = replace(page, tools=(*page.tools, TRANSCRIBING.link(request, paper.it)))
    return {"page": page}


def _waits_for(request: Request, it: Document) -> bool:
    """Whether it is theirs to act, as who has it in hand, their deputy, or any clerk who seals."""
    if it.stage is not Stage.SEALING and request.identity.principal not in it.holder.people:
        return False
    needed = Permission.Document.SEAL if it.stage is Stage.SEALING else Permission.Document.RETURN
    return bool(request.house.guard.permits(needed, request.identity, it))


def act(request: Request) -> Any:
    """One act on the document; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=paper_of, page=document_page)


def _row(request: Request, row: Any) -> RegisterRow:
    stage = Stage(row.stage)
    tone = Tone.DONE if stage is Stage.DISPATCHED else Tone.NEUTRAL
    return RegisterRow(
        href=request.route_path("document", id=row.subject),
        title=row.title,
        cells=(row.number or "—", row.type),
        badges=urgency_badges(row.urgency),
        state=Badge(STAGE_WORDS[stage], tone, "tick" if tone is Tone.DONE else ""),
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views; the editor and the files have their own modules."""
    config.add_page("documents", "/documents", "documents", show=show_register)
    config.include("documents.outgoing.editor.web")
    config.add_page("document", "/documents/{id}", "document", show=show, act=act)
    config.include("documents.outgoing.screens.files")
    config.include("documents.outgoing.screens.batch")
    config.include("documents.outgoing.screens.transcribing")
    config.include("documents.outgoing.screens.evidence")
    config.add_paper_kind(
        "document",
        Kind(DocumentPaper, Permission.Document.VIEW, labels=("发文机关", "发文字号")),
    )
    config.add_paper_links("document", FORMS.links, order=50)
    config.add_desk_preview("document", document_preview)
    config.add_rail_item(
        "documents",
        label="发文",
        route="documents",
        icon="document",
        order=20,
        lists=("old_papers",),
        permission=Permission.Document.VIEW,
    )
