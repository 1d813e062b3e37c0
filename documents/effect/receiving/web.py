"""阅知 of a change of effect over HTTP."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from documents.effect.receiving.page import heard_mark
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from documents.screens.form_acts import act_of, uuid_of
from documents.screens.paper import Paper
from office.web.models import EffectMark


def note(request: Request) -> Any:
    """The person took note; back to the paper."""
    paper = request.incomings.load(Incoming, uuid_of(request))
    request.check(Permission.Incoming.VIEW, paper)
    request.effect_notices.note_effect(act_of(request), paper.id)
    request.say("已阅知，来文机关将收到回执")
    return HTTPSeeOther(location=request.route_path("incoming", id=paper.id))


def _mark(paper: Paper[Any]) -> EffectMark | None:
    until = paper.events[-1].timestamp if paper.in_the_past else None
    return heard_mark(paper.request, paper.it.id, until=until)


def includeme(config: Configurator) -> None:
    """Route and view."""
    config.add_paper_mark("incoming", _mark)
    config.add_route("incoming.effect", "/incoming/{id}/effect")
    config.add_view(note, route_name="incoming.effect", request_method="POST")
