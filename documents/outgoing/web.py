"""Outgoing documents over HTTP: the register and the page with its acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.outgoing.page import DocumentPaper, document_page, document_preview
from documents.outgoing.registers import documents
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.permissions import Permission
from documents.screens.acting import (
    Doing,
    act_of,
    act_on,
    seen_version,
    ticked,
    uuid_of,
    written,
)
from documents.screens.paper import as_of_version
from documents.screens.register import register_page
from office.desk.urgency import urgency_badges
from office.kernel.refusals import Refused
from office.web.models import Badge, Link, RegisterRow, Tone

TEMPLATES = "office.web:templates/"


def show_register(request: Request) -> dict[str, Any]:
    """发文登记簿 of the agency, newest first, by words of title or number."""
    request.check(Permission.Document.VIEW, request.identity)
    may_draft = any(role.value == "drafter" for role in request.identity.roles)
    drafting = Link("拟稿", request.route_path("document.draft"), "draft") if may_draft else None
    page = register_page(
        request,
        documents,
        title="发文",
        columns=("文号", "文种"),
        searched=(documents.c.title, documents.c.number),
        row=_row,
        primary=drafting,
    )
    return {"page": page}


def show(request: Request) -> dict[str, Any]:
    """The document, as it stands or `?as_of=` one of its events."""
    paper = _paper(request, as_of=as_of_version(request))
    return {"page": document_page(paper)}


def act(request: Request) -> Any:
    """One act on the document; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=_paper, page=document_page)


def _paper(request: Request, *, as_of: int | None = None) -> DocumentPaper:
    paper = DocumentPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Document.VIEW, paper.it)
    return paper


def _submit(request: Request, id: UUID) -> None:
    to = written(request, "to")
    request.documents.submit(act_of(request), id, to=to, seen=seen_version(request))


def _review(request: Request, id: UUID) -> None:
    request.documents.review(
        act_of(request),
        id,
        opinion=written(request, "opinion"),
        to=written(request, "to"),
        seen=seen_version(request),
    )


def _sign_off(request: Request, id: UUID) -> None:
    opinion = written(request, "opinion")
    request.documents.sign_off(act_of(request), id, opinion=opinion, seen=seen_version(request))


def _return(request: Request, id: UUID) -> None:
    wanted = written(request, "return_to") or Stage.DRAFTING
    if wanted not in set(Stage):
        raise Refused("没有这个环节，此件没有退回。请在“退回到”中选择一个环节。")
    request.documents.return_to(
        act_of(request),
        id,
        stage=Stage(wanted),
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _recheck(request: Request, id: UUID) -> None:
    opinion = written(request, "opinion")
    request.documents.recheck(act_of(request), id, opinion=opinion, seen=seen_version(request))


def _number(request: Request, id: UUID) -> None:
    request.documents.take_number(act_of(request), id, seen=seen_version(request))


def _typeset(request: Request, id: UUID) -> None:
    request.documents.typeset(act_of(request), id, seen=seen_version(request))


def _release(request: Request, id: UUID) -> None:
    request.documents.release(act_of(request), id, seen=seen_version(request))


def _dispatch(request: Request, id: UUID) -> None:
    request.documents.dispatch(
        act_of(request),
        id,
        addressees=ticked(request, "addressees"),
        answer_due="yes" in ticked(request, "answer_due"),
        seen=seen_version(request),
    )


def _requeue(request: Request, id: UUID) -> None:
    request.check(Permission.Consignment.REQUEUE, _paper(request).it)
    wanted = written(request, "consignment")
    sent = {str(row.subject): row.subject for row in request.consignments.of_document(id)}
    if wanted not in sent:
        raise Refused("此件没有发给这个机关。请在“收文机关”中选择一个。")
    reason = written(request, "opinion")
    request.consignments.requeue(act_of(request), sent[wanted], reason=reason)


DOINGS = {
    "submit": Doing(_submit, "已送核稿"),
    "review": Doing(_review, "已送签发"),
    "sign_off": Doing(_sign_off, "已签发"),
    "return": Doing(_return, "已退回"),
    "recheck": Doing(_recheck, "已复核"),
    "number": Doing(_number, "已取号"),
    "typeset": Doing(_typeset, "已排版"),
    "release": Doing(_release, "已核发"),
    "dispatch": Doing(_dispatch, "已分发"),
    "requeue": Doing(_requeue, "已重新发送"),
}
"""Each act, and what is said when it is done."""


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
    config.add_route("documents", "/documents")
    config.include("documents.outgoing.editor")
    config.add_route("document", "/documents/{id}")
    config.include("documents.outgoing.files")
    config.add_view(
        show_register,
        route_name="documents",
        renderer=TEMPLATES + "documents.jinja2",
        request_method="GET",
    )
    config.add_view(
        show, route_name="document", renderer=TEMPLATES + "document.jinja2", request_method="GET"
    )
    config.add_view(
        act, route_name="document", renderer=TEMPLATES + "document.jinja2", request_method="POST"
    )
    config.add_desk_preview("document", document_preview)
    config.add_rail_item("documents", label="发文", route="documents", icon="document", order=20)
