"""代录 of a sign-off: the page of a document with the form for what its signer decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.opinions.transcribing import Transcribing, add_transcribing
from documents.outgoing.document import Document
from documents.outgoing.screens.page import DocumentPaper, document_page
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from documents.screens.form_acts import uuid_of
from office.kernel.act import Act
from office.web.models import Choice

TEMPLATE = "office.web:templates/document.jinja2"


def _open(request: Request) -> DocumentPaper:
    paper = DocumentPaper(request, uuid_of(request))
    request.check(Permission.Document.VIEW, paper.it)
    return paper


def _signers(request: Request, it: Document) -> list[Choice]:
    if it.stage is not Stage.SIGNING:
        return []
    name = request.house.directory.person_name
    return [Choice(each, name(each)) for each in it.holder.people]


def _enter(request: Request, act: Act, id: UUID, *, words: str, **filled: Any) -> None:
    request.documents.transcribe(act, id, opinion=words, **filled)


TRANSCRIBING = Transcribing(
    route="document.transcribe",
    permission=Permission.Document.TRANSCRIBE,
    label="代录领导签发",
    words="签发原文",
    open=_open,
    page=document_page,
    leaders=_signers,
    enter=_enter,
)


def includeme(config: Configurator) -> None:
    """The form and its act."""
    add_transcribing(config, TRANSCRIBING, path="/documents/{id}/transcribe", renderer=TEMPLATE)
