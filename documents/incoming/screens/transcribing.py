"""代录 of an instruction: the page of a paper with the form for what its leader decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.incoming.incoming import Incoming
from documents.incoming.screens.fields import instructing_fields
from documents.incoming.screens.page import IncomingPaper, incoming_page
from documents.incoming.screens.taking_in import track_of
from documents.incoming.stages import Stage, Track
from documents.names import anybody
from documents.opinions.transcribing import TranscribingDesk, add_transcribing
from documents.permissions import Permission
from office.directory.kinds import Role
from office.kernel.act import Act
from office.web.form_acts import uuid_of, written
from office.web.models import Choice


def _open(request: Request) -> IncomingPaper:
    paper = IncomingPaper(request, uuid_of(request))
    request.check(Permission.Incoming.VIEW, paper.it)
    return paper


def _leaders(request: Request, it: Incoming) -> list[Choice]:
    waiting = {it.holder.person} if it.stage is Stage.PROPOSED else set()
    if it.stage is Stage.CIRCULATING:
        waiting = set(request.circulations.holders_of(it.id))
    leaders = request.house.directory.people_with_role(it.agency, Role.LEADER)
    if it.may_be_instructed_later:  # any of them may have said something further
        return list(anybody(leaders))
    return [each for each in anybody(leaders) if each.value in waiting]


def _enter(request: Request, act: Act, paper: UUID, **filled: Any) -> None:
    turned = written(request, "turned")
    request.incomings.transcribe(
        act,
        paper,
        track=track_of(request, "turned") if turned else Track.HANDLING,
        supersedes=bool(written(request, "supersedes")),
        **filled,
    )


TRANSCRIBING = TranscribingDesk(
    route="incoming.transcribe",
    permission=Permission.Incoming.TRANSCRIBE,
    label="代录领导批示",
    words="批示原文",
    open=_open,
    page=incoming_page,
    leaders=_leaders,
    enter=_enter,
    more=instructing_fields,
)


def includeme(config: Configurator) -> None:
    """The form and its act."""
    add_transcribing(config, TRANSCRIBING, path="/incoming/{id}/transcribe", template="incoming")
