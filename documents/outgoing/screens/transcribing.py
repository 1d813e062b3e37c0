"""代录 of a sign-off: the page of a document with the form for what its signer decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.handling.transcription import Source
from documents.opinions.transcribing import TranscribingDesk, add_transcribing
from documents.outgoing.document import Document
from documents.outgoing.route import Verdict
from documents.outgoing.screens.forms import people_field, verdict_field, verdict_of
from documents.outgoing.screens.page import DocumentPaper, document_page
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.refusals import Refused
from office.web.form_acts import ticked, uuid_of, written
from office.web.models import Choice, Field

DECISIONS = {Verdict.AGREE: "同意签发", Verdict.DISSENT: "不同意签发，退回拟稿"}


def _open(request: Request) -> DocumentPaper:
    paper = DocumentPaper(request, uuid_of(request))
    request.check(Permission.Document.VIEW, paper.it)
    return paper


def _leaders(request: Request, it: Document) -> list[Choice]:
    name = request.house.directory.person_name
    return [Choice(each, name(each)) for each in request.documents.leaders_before(it)]


def _on_the_way(request: Request, it: Document) -> list[Field]:
    """What a leader decided, and whom the paper goes to when all have spoken.

    Nothing is chosen beforehand at the sign-off: whoever enters words must say what they decide.
    """
    if it.stage is Stage.SIGNING:
        choices = tuple(Choice(verdict, words) for verdict, words in DECISIONS.items())
        return [Field("verdict", "领导的决定", kind="radios", choices=choices)]
    step = it.next_step()
    last = any(map(it.is_last_to_speak, request.documents.leaders_before(it)))
    return [verdict_field(), *([people_field(request, it, step)] if step and last else [])]


def _sources(it: Document) -> Sequence[Source]:
    """Only a sign-off can wait for 补签 after a telephone call."""
    return [each for each in Source if each is not Source.TELEPHONE or it.stage is Stage.SIGNING]


def _enter(request: Request, act: Act, id: UUID, *, words: str, **filled: Any) -> None:
    if _open(request).it.stage is Stage.SIGNING and written(request, "verdict") not in DECISIONS:
        raise Refused("请在“领导的决定”中选定同意签发，或者不同意、退回。您填写的内容已保留。")
    request.documents.transcribe(
        act, id, opinion=words, verdict=verdict_of(request), to=ticked(request, "to"), **filled
    )


TRANSCRIBING = TranscribingDesk(
    route="document.transcribe",
    permission=Permission.Document.TRANSCRIBE,
    label="代录领导签批",
    words="签批原文",
    open=_open,
    page=document_page,
    leaders=_leaders,
    enter=_enter,
    more=_on_the_way,
    sources=_sources,
)


def includeme(config: Configurator) -> None:
    """The form and its act."""
    add_transcribing(config, TRANSCRIBING, path="/documents/{id}/transcribe", template="document")
