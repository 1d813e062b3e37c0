"""阅知 of a change of effect over HTTP."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from documents.effect.badges import force_badges
from documents.effect.receiving.lookup import heard_forces_on
from documents.effect.receiving.page import heard_mark
from documents.effect.told import HEARD_TELLING, heard_events
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from documents.screens.paper import AddedHistory, Paper
from office.desk.title_marks import Marks
from office.kernel.clock import office_day
from office.web.form_acts import act_of, uuid_of
from office.web.frame import now
from office.web.models import EffectMark


def note(request: Request) -> Any:
    """The person took note; back to the paper."""
    paper = request.incomings.load(Incoming, uuid_of(request))
    request.check(Permission.Incoming.VIEW, paper)
    request.effect_notices.note_effect(act_of(request), paper.id)
    request.say("已阅知，来文机关将收到回执")
    return HTTPSeeOther(location=request.route_path("incoming", id=paper.id))


def _mark(paper: Paper[Any]) -> EffectMark | None:
    return heard_mark(paper.request, paper.it.id, shown=paper)


def marks(request: Request, ids: Collection[UUID]) -> Marks:
    """Beside the titles of received papers: what their sender took out of force."""
    forces = heard_forces_on(request.house.node.store, ids, office_day(now(request)))
    return {id: force_badges(force) for id, force in forces.items()}


def includeme(config: Configurator) -> None:
    """Route and view."""
    config.add_paper_mark("incoming", _mark)
    config.add_paper_history("incoming", AddedHistory(heard_events, HEARD_TELLING))
    config.add_desk_marks("incoming", marks)
    config.add_route("incoming.effect", "/incoming/{id}/effect")
    config.add_view(note, route_name="incoming.effect", request_method="POST")
