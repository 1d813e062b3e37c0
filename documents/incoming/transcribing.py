"""代录 of an instruction: the page of a paper with the form for what its leader decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.incoming.incoming import Incoming
from documents.incoming.page import IncomingPaper, incoming_page
from documents.incoming.stages import Stage
from documents.names import people_choices
from documents.opinions.forms import OPINION, limited_field, opinion_of, readers_of
from documents.opinions.transcribing import (
    WARNING,
    posted_transcription,
    transcription_fields,
)
from documents.permissions import Permission
from documents.screens.acting import (
    act_of,
    kept,
    new_command,
    seen_version,
    try_act,
    uuid_of,
    written,
)
from office.directory.kinds import Role
from office.kernel.refusals import Refused
from office.web.models import Act, ActForm, Choice, Field, Weight

TEMPLATE = "office.web:templates/incoming.jinja2"


def leaders_before(request: Request, it: Incoming) -> tuple[Choice, ...]:
    """The leaders who have the paper and have not acted; for a secretary only their own."""
    waiting = {it.holder.person} if it.stage is Stage.PROPOSED else set()
    if it.stage is Stage.CIRCULATING:
        waiting = {reader for reader, read in it.readers.items() if not read}
    if request.identity.is_secretary:
        waiting &= {request.identity.principal}
    leaders = request.house.directory.people_with_role(it.agency, Role.LEADER)
    return tuple(each for each in people_choices(leaders) if each.value in waiting)


def may_transcribe(request: Request, it: Incoming) -> bool:
    """Whether the person logged in may enter an instruction here and now."""
    guard = request.house.guard
    return bool(
        guard.permits(Permission.Incoming.TRANSCRIBE, request.identity, it)
        and leaders_before(request, it)
    )


def show(request: Request) -> dict[str, Any]:
    """The paper with the form of 代录."""
    return _page(_open(request))


def transcribe(request: Request) -> Any:
    """Enter it; the form again, with what was typed, if it is refused."""
    id = uuid_of(request)

    def again(sentence: str) -> dict[str, Any]:
        paper = _open(request)
        return _page(paper, form=kept(_form(paper), request, sentence))

    def onward(_: None) -> str:
        request.say("已代录领导批示")
        return str(request.route_path("incoming", id=id))

    return try_act(request, lambda: _transcribe(request, id), again=again, onward=onward)


def _transcribe(request: Request, id: UUID) -> None:
    act = act_of(request)
    paper = request.incomings.load(Incoming, id)
    request.check(Permission.Incoming.TRANSCRIBE, paper)
    seen = seen_version(request)
    transcription = posted_transcription(
        request,
        keep=lambda data: request.opinions.keep_scan(
            act, paper, permission=Permission.Incoming.TRANSCRIBE, data=data
        ),
    )
    request.incomings.transcribe(
        act,
        id,
        leader=written(request, "leader"),
        words=opinion_of(request),
        transcription=transcription,
        seen=seen,
        readers=readers_of(request),
    )


def _open(request: Request) -> IncomingPaper:
    paper = IncomingPaper(request, uuid_of(request))
    request.check(Permission.Incoming.VIEW, paper.it)
    request.check(Permission.Incoming.TRANSCRIBE, paper.it)
    if not leaders_before(request, paper.it):
        raise Refused("此件现在没有等候批示的领导，不用代录。请回到公文页面查看办理进度。")
    return paper


def _page(paper: IncomingPaper, *, form: ActForm | None = None) -> dict[str, Any]:
    return {"page": replace(incoming_page(paper), act=form or _form(paper), read_only="")}


def _form(paper: IncomingPaper) -> ActForm:
    request, it = paper.request, paper.it
    leaders = leaders_before(request, it)
    return ActForm(
        action=request.route_path("incoming.transcribe", id=it.id),
        heading="代录领导批示",
        acts=(Act("transcribe", "代录批示", Weight.PRIMARY, key="Ctrl ↵"),),
        command=new_command(),
        seen=str(it.version),
        fields=(
            Field(OPINION, "批示原文", kind="area", rows=2, opinion=True),
            *transcription_fields(request, leaders=leaders),
            limited_field(request, agency=it.agency),
        ),
        warning=WARNING,
    )


def includeme(config: Configurator) -> None:
    """The form and its act."""
    config.add_route("incoming.transcribe", "/incoming/{id}/transcribe")
    for view, method in ((show, "GET"), (transcribe, "POST")):
        config.add_view(
            view, route_name="incoming.transcribe", renderer=TEMPLATE, request_method=method
        )
