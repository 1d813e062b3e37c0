"""Autosave over HTTP: called by the editor's script, it answers with a line of plain text."""

from __future__ import annotations

from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.revisions.autosave.application import Autosaves
from documents.revisions.autosave.forms import EDITING, ONE_TRY, finished, owner_of
from office.kernel.refusals import Refused
from office.web.form_acts import uuid_of, written
from office.web.formats import clock_time
from office.web.forms import typed


def autosave_new(request: Request) -> Response:
    """Keep what is typed into a new draft."""
    request.check(Permission.Document.DRAFT, request.identity)
    return _kept(request, None)


def autosave(request: Request) -> Response:
    """Keep what is typed into the editor of a document."""
    id = uuid_of(request)
    request.check(Permission.Document.REVISE, request.documents.load(Document, id))
    return _kept(request, id)


def discard(request: Request) -> HTTPSeeOther:
    """放弃 what is not saved, and back to where it was offered."""
    editing = _editing(request)
    onward = _offered_at(request)
    finished(request, editing)
    request.say("已放弃没有存稿的内容")
    return HTTPSeeOther(onward)


def _offered_at(request: Request) -> str:
    """The editor in which it was offered: of a new draft, or of the document it names."""
    subject = written(request, "subject")
    if not subject:
        return str(request.route_path("document.draft"))
    try:
        return str(request.route_path("document.revise", id=UUID(subject)))
    except ValueError as error:
        raise HTTPNotFound from error


def _kept(request: Request, subject: UUID | None) -> Response:
    fields = typed(request)
    try:
        at = request.autosaves.keep(
            owner_of(request),
            _editing(request),
            subject=subject,
            fields={name: text for name, text in fields.items() if name not in ONE_TRY},
            images=fields.get("images"),
        )
    except Refused as refusal:
        return Response(str(refusal), status=422, content_type="text/plain", charset="utf-8")
    told = f"已自动保存 {clock_time(at)}"
    return Response(told, content_type="text/plain", charset="utf-8")


def _editing(request: Request) -> str:
    editing = written(request, EDITING)
    if not editing or len(editing) > 64:
        raise Refused("这次自动保存没有编号，没有保存。请刷新页面后重试，或者按“存稿”。")
    return editing


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_request_method(
        lambda request: request.house.find(Autosaves), "autosaves", reify=True
    )
    config.add_route("draft.autosave", "/drafts/autosave")
    config.add_route("draft.discard", "/drafts/discard")
    config.add_route("document.autosave", "/documents/{id}/autosave")
    for view, route in (
        (autosave_new, "draft.autosave"),
        (autosave, "document.autosave"),
        (discard, "draft.discard"),
    ):
        config.add_view(view, route_name=route, request_method="POST")
