"""What a matter is opened from: a leader's words on an incoming paper, or an approved 签报."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.incoming.screens.page import TELLING as INCOMING_TELLING
from documents.incoming.screens.page import IncomingPaper
from documents.memoranda.page import TELLING as MEMORANDUM_TELLING
from documents.memoranda.page import MemorandumPaper
from documents.permissions import Permission
from documents.screens.paper import Paper
from documents.screens.telling import Telling, opinions
from documents.supervision.stages import Kind
from office.kernel.refusals import Missing
from office.web.models import Opinion


@dataclass(frozen=True, slots=True)
class Origin:
    """The paper (room, id, title, number), and what the form proposes because of it."""

    source: dict[str, str]
    facts: dict[str, str]
    leader: str = ""
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class _Room:
    """Papers that matters are opened from: how one is opened, whose words count (the `step`),
    and in which events those people stand."""

    open: Callable[[Request, UUID], Paper[Any]]
    permission: str
    telling: Telling
    step: str
    events: frozenset[str]
    said: str
    about: Callable[[Any], Mapping[str, str]]


def _of_incoming(it: Any) -> dict[str, str]:
    facts = it.capsule.facts
    return {
        "title": str(facts["title"]),
        "number": str(facts["number"] or it.number),
        "urgency": str(facts["urgency"]),
    }


def _of_memorandum(it: Any) -> dict[str, str]:
    return {"title": it.facts["title"], "number": it.number, "urgency": it.facts["urgency"]}


ROOMS = {
    "incoming": _Room(
        IncomingPaper,
        Permission.Incoming.VIEW,
        INCOMING_TELLING,
        "批示",
        frozenset({"Instructed"}),
        "批示",
        _of_incoming,
    ),
    "memorandum": _Room(
        MemorandumPaper,
        Permission.Memorandum.VIEW,
        MEMORANDUM_TELLING,
        "审批",
        frozenset({"Approved"}),
        "批准",
        _of_memorandum,
    ),
}
"""By the name of the route, which is also how the address of the form names the paper."""


def origin_of(request: Request) -> Origin:
    """What the address names (`?incoming=` or `?memorandum=` an id), else nothing."""
    for name, room in ROOMS.items():
        if asked := request.params.get(name, ""):
            return _from(_opened(request, room, asked), name=name, room=room)
    return Origin({}, {})


def _opened(request: Request, room: _Room, asked: str) -> Paper[Any]:
    try:
        paper = room.open(request, UUID(asked))
    except ValueError as error:
        raise Missing("没有找到立项所依据的文件。请从它的页面立项。") from error
    request.check(room.permission, paper.it)
    return paper


def _from(paper: Paper[Any], *, name: str, room: _Room) -> Origin:
    about = room.about(paper.it)
    number = f"（{about['number']}）" if about["number"] else ""
    said = _newest(paper, room)
    who = f"{said.person}{room.said}" if said else ""
    words = said.text if said else ""
    return Origin(
        source={
            "room": name,
            "id": str(paper.it.id),
            "title": about["title"],
            "number": about["number"],
        },
        facts={
            "title": about["title"],
            "requirement": words,
            "basis": f"《{about['title']}》{number}{who}",
            "urgency": about["urgency"],
            "instruction": words,
        },
        leader=_leader(paper, room, said) if said else "",
        kind=Kind.INSTRUCTION if said else Kind.OTHER,
    )


def _newest(paper: Paper[Any], room: _Room) -> Opinion | None:
    """The newest words that whoever looks may read."""
    groups = (each for each in opinions(paper, room.telling) if each.step == room.step)
    found = [each for group in groups for each in group.opinions if not each.withheld]
    return max(found, key=lambda each: each.when, default=None)


def _leader(paper: Paper[Any], room: _Room, said: Opinion) -> str:
    """Whose words these are."""
    for each in paper.events:
        if type(each).__name__ in room.events and each.timestamp == said.when:
            return str(each.behalf or each.by)
    return ""
