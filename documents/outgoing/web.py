"""Outgoing documents over HTTP: the register, the page with its acts, stored pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import or_, select

from documents import serving
from documents.outgoing.document import Document
from documents.outgoing.forms import act_form
from documents.outgoing.page import Paper, document_page, document_preview, file_name, known_pages
from documents.outgoing.registers import documents
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.permissions import Permission
from documents.screens import (
    act_of,
    as_of_version,
    kept,
    like,
    paper_or_desk,
    seen_version,
    ticked,
    try_act,
    turned,
    uuid_of,
    words_of,
    written,
)
from office.desk.urgency import urgency_badges
from office.kernel.refusals import Missing, Refused
from office.web.models import Badge, Link, Register, RegisterRow, Tone

TEMPLATES = "office.web:templates/"


def show_register(request: Request) -> dict[str, Any]:
    """发文登记簿 of the agency, newest first, by words of title or number."""
    request.check(Permission.Document.VIEW, request.identity)
    query = request.params.get("q", "").strip()
    wanted = select(documents).where(documents.c.agency == request.identity.agency)
    for word in words_of(query):
        wanted = wanted.where(or_(like(documents.c.title, word), like(documents.c.number, word)))
    found = turned(request, wanted, order=(documents.c.changed_at.desc(), documents.c.subject))
    may_draft = any(role.value == "drafter" for role in request.identity.roles)
    primary = Link("拟稿", request.route_path("document.draft"), "draft") if may_draft else None
    return {
        "page": Register(
            title="发文",
            columns=("文号", "文种"),
            rows=tuple(_row(request, row) for row in found.rows),
            action=request.route_path("documents"),
            query=query,
            total=found.total,
            primary=primary,
            older=found.older,
            newer=found.newer,
        )
    }


def show(request: Request) -> dict[str, Any]:
    """The document, as it stands or `?as_of=` one of its events."""
    paper = _paper(request, as_of=as_of_version(request))
    return {"page": document_page(paper)}


def act(request: Request) -> Any:
    """One act on the document; the page again, with what was typed, if it is refused."""
    id = uuid_of(request)
    name = written(request, "act")
    if name not in ACTS:
        raise Refused("不认识这个操作，什么也没有改变。请从页面上的按钮办理。")
    carry_out, said = ACTS[name]

    def again(sentence: str) -> dict[str, Any]:
        paper = _paper(request)
        form = kept(act_form(request, paper.document), request, sentence)
        if form is None:
            raise Refused(sentence)
        return {"page": replace(document_page(paper, form=form), act=form)}

    def onward() -> str:
        document = request.documents.load(Document, id)
        return paper_or_desk(
            request,
            said=f"{said}　{document.facts['title']}",
            form=act_form(request, document),
            paper=request.route_path("document", id=id),
        )

    return try_act(request, lambda: carry_out(request, id), again=again, onward=onward)


def page_picture(request: Request) -> Response:
    """A page of a file that the document's history names."""
    return serving.picture(_stored(request), int(request.matchdict["number"]))


def proof_picture(request: Request) -> Response:
    """A page of the draft as it would be laid out."""
    paper = _paper(request)
    revision = request.matchdict["digest"]
    if revision != paper.document.revision:
        raise HTTPNotFound
    data = request.proofs.pdf(paper.document.agency, revision)
    return serving.picture(data, int(request.matchdict["number"]))


def file(request: Request) -> Response:
    """The stored PDF."""
    paper = _paper(request)
    return serving.pdf(_stored(request), name=file_name(paper.document))


def _paper(request: Request, *, as_of: int | None = None) -> Paper:
    paper = Paper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Document.VIEW, paper.document)
    return paper


def _stored(request: Request) -> bytes:
    paper = _paper(request)
    digest = request.matchdict["digest"]
    if digest not in known_pages(paper.history):
        raise Missing("没有找到这份材料。请从公文页面打开。")
    data: bytes = request.house.node.content.get(paper.document.agency, digest)
    return data


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
    request.check(Permission.Consignment.REQUEUE, _paper(request).document)
    wanted = written(request, "consignment")
    sent = {str(row.subject): row.subject for row in request.consignments.of_document(id)}
    if wanted not in sent:
        raise Refused("此件没有发给这个机关。请在“收文机关”中选择一个。")
    reason = written(request, "opinion")
    request.consignments.requeue(act_of(request), sent[wanted], reason=reason)


ACTS: dict[str, tuple[Callable[[Request, UUID], None], str]] = {
    "submit": (_submit, "已送核稿"),
    "review": (_review, "已送签发"),
    "sign_off": (_sign_off, "已签发"),
    "return": (_return, "已退回"),
    "recheck": (_recheck, "已复核"),
    "number": (_number, "已取号"),
    "typeset": (_typeset, "已排版"),
    "release": (_release, "已核发"),
    "dispatch": (_dispatch, "已分发"),
    "requeue": (_requeue, "已重新发送"),
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
    """Routes and views; the editor has its own module."""
    config.add_route("documents", "/documents")
    config.include("documents.outgoing.editor")
    config.add_route("document", "/documents/{id}")
    config.add_route("document.page", "/documents/{id}/pages/{digest}/{number:\\d+}.png")
    config.add_route("document.proof", "/documents/{id}/proofs/{digest}/{number:\\d+}.png")
    config.add_route("document.file", "/documents/{id}/files/{digest}.pdf")
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
    config.add_view(page_picture, route_name="document.page", request_method="GET")
    config.add_view(proof_picture, route_name="document.proof", request_method="GET")
    config.add_view(file, route_name="document.file", request_method="GET")
    config.add_desk_preview("document", document_preview)
    config.add_rail_item("documents", label="发文", route="documents", icon="document", order=20)
