"""What a matter is opened from: a leader's words on an incoming paper, or an approved 签报."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
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
from signing.ink.handwriting import WRITTEN


@dataclass(frozen=True, slots=True)
class Origin:
    """The paper (room, id, title, number), and what the form proposes because of it; `warning`
    where something of it is not for everybody who will see the matter."""

    source: dict[str, str]
    facts: dict[str, str]
    leader: str = ""
    kind: Kind = Kind.OTHER
    warning: str = ""


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
    is_open: bool
    """Whether everybody who sees a matter sees these papers too."""


def _of_incoming(it: Any) -> dict[str, str]:
    facts = it.capsule.facts
    return {
        "title": str(facts["title"]),
        "number": str(facts["number"] or it.number),
        "urgency": str(facts["urgency"]),
    }


def _of_memorandum(it: Any) -> dict[str, str]:
    return {"title": it.facts["title"], "number": it.number, "urgency": it.facts["urgency"]}


SEEN_BY_ALL = "督办事项全机关可见，督办通知单还要发给承办单位。"
CLOSED_WARNING = (
    f"签报只有参与办理的人能看，标题和批语没有带入。{SEEN_BY_ALL}请只填写可以公开的内容。"
)
LIMITED_WARNING = f"这件来文有限定阅看范围的批示，没有带入。{SEEN_BY_ALL}"

ROOMS = {
    "incoming": _Room(
        IncomingPaper,
        Permission.Incoming.VIEW,
        INCOMING_TELLING,
        "批示",
        frozenset({"Instructed"}),
        "批示",
        _of_incoming,
        is_open=True,
    ),
    "memorandum": _Room(
        MemorandumPaper,
        Permission.Memorandum.VIEW,
        MEMORANDUM_TELLING,
        "审批",
        frozenset({"Approved"}),
        "批准",
        _of_memorandum,
        is_open=False,
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
    if not room.is_open:
        return _closed(paper, about, name=name, room=room)
    number = f"（{about['number']}）" if about["number"] else ""
    said = _newest(paper, room)
    who = f"{said.person}{room.said}" if said else ""
    words = said.text if said and said.text != WRITTEN else ""
    told = _event(paper, room, said) if said else None
    return Origin(
        source={
            "room": name,
            "id": str(paper.it.id),
            "title": about["title"],
            "number": about["number"],
            **_ink(told),
        },
        facts={
            "title": about["title"],
            "requirement": words,
            "basis": f"《{about['title']}》{number}{who}",
            "urgency": about["urgency"],
            "instruction": words,
        },
        leader=_leader(told),
        kind=Kind.INSTRUCTION if said else Kind.OTHER,
        warning=LIMITED_WARNING if _limited(paper, room) else "",
    )


def _closed(paper: Paper[Any], about: Mapping[str, str], *, name: str, room: _Room) -> Origin:
    """From a paper that only those who had to do with it see: by its number, and no words."""
    said = _newest(paper, room)
    return Origin(
        source={"room": name, "id": str(paper.it.id), "title": "", "number": about["number"]},
        facts={"basis": f"签报 {about['number']}", "urgency": about["urgency"]},
        leader=_leader(_event(paper, room, said)) if said else "",
        kind=Kind.INSTRUCTION if said else Kind.OTHER,
        warning=CLOSED_WARNING,
    )


def _newest(paper: Paper[Any], room: _Room) -> Opinion | None:
    """The newest words that are for everybody."""
    groups = (each for each in opinions(paper, room.telling) if each.step == room.step)
    limited = _limited(paper, room)
    found = [each for group in groups for each in group.opinions if each.when not in limited]
    return max(found, key=lambda each: each.when, default=None)


def _limited(paper: Paper[Any], room: _Room) -> set[datetime]:
    """When words were said that are for named people alone."""
    said = (each for each in paper.events if type(each).__name__ in room.events)
    return {each.timestamp for each in said if each.readers}


def _event(paper: Paper[Any], room: _Room, said: Opinion) -> Any | None:
    """In which these words stand."""
    found = (each for each in paper.events if type(each).__name__ in room.events)
    return next((each for each in found if each.timestamp == said.when), None)


def _leader(told: Any | None) -> str:
    """Whose words these are."""
    return str(told.behalf or told.by) if told else ""


def _ink(told: Any | None) -> dict[str, str]:
    """The strokes go along: the 督办通知单 shows what the leader wrote, not that they did."""
    ink = getattr(told, "ink", None)
    return {"ink": ink["digest"]} if ink else {}
