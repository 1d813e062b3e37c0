"""The page of an incoming paper as a model: from its events, as of any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.incoming.forms import act_form
from documents.incoming.incoming import Incoming
from documents.incoming.stages import STAGE_WORDS, TRACK_WORDS, Stage, Track
from documents.names import Names
from documents.screens import neighbours, page_images, time_track, timeline
from office.desk.urgency import urgency_badges
from office.web.models import (
    ActForm,
    Badge,
    Fact,
    FileItem,
    Happening,
    IncomingPage,
    Link,
    Opinion,
    OpinionGroup,
    PageImage,
    Preview,
    Slip,
    Step,
    StepState,
    Tone,
)

WORDS = {
    "Arrived": "送达",
    "ArrivedAgain": "再次送达",
    "SignedFor": "签收",
    "Refused": "拒收",
    "Registered": "登记",
    "Proposed": "拟办，报送",
    "Instructed": "批示",
    "Assigned": "分办",
    "Circulated": "传阅",
    "Initialled": "圈阅",
    "Completed": "办结",
}
OPINIONS = {
    "Proposed": ("拟办", "opinion"),
    "Instructed": ("批示", "words"),
    "Assigned": ("分办", "note"),
    "Initialled": ("传阅", "opinion"),
    "Completed": ("办理结果", "result"),
    "Refused": ("拒收", "reason"),
}
HANDLING_STEPS = (
    ("签收", "SignedFor", Stage.ARRIVED),
    ("登记", "Registered", Stage.SIGNED_FOR),
    ("拟办", "Proposed", Stage.REGISTERED),
    ("批示", "Instructed", Stage.PROPOSED),
    ("分办", "Assigned", Stage.INSTRUCTED),
    ("办结", "Completed", Stage.ASSIGNED),
)
READING_STEPS = (
    ("签收", "SignedFor", Stage.ARRIVED),
    ("登记", "Registered", Stage.SIGNED_FOR),
    ("传阅", "Circulated", Stage.REGISTERED),
    ("办结", "Completed", Stage.CIRCULATING),
)

IN_HAND = {"传阅": Stage.CIRCULATING, "办结": Stage.COMPLETED}
"""The steps of a 阅件 while somebody has not read it."""


class Paper:
    """An incoming paper and its history up to one version."""

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        rooms = request.incomings
        standing = rooms.load(Incoming, id)
        self.request = request
        self.history: list[Any] = list(rooms.events.get(id))
        last = len(self.history)
        self.as_of = as_of if as_of is not None and 0 < as_of < last else last
        self.events = self.history[: self.as_of]
        self.it: Incoming = (
            rooms.repository.get(id, version=self.as_of) if self.in_the_past else standing
        )
        self.names = Names(request.house.directory, agency=self.it.agency)

    @property
    def in_the_past(self) -> bool:
        """Whether the page shows an earlier moment; then no act is offered."""
        return self.as_of != len(self.history)

    def images(self) -> tuple[PageImage, ...]:
        """Pictures of the original as it arrived."""
        original = next((part for part in self.it.capsule.parts if part.role == "original"), None)
        if original is None:
            return ()
        data = self.request.house.node.content.get(self.it.agency, original.digest)
        return page_images(
            data,
            address=lambda number: self.request.route_path(
                "incoming.page", id=self.it.id, digest=original.digest, number=number
            ),
        )


def incoming_page(paper: Paper, *, form: ActForm | None = None) -> IncomingPage:
    """The whole page."""
    request, it = paper.request, paper.it
    facts = it.capsule.facts
    act = None if paper.in_the_past else form or act_form(request, it)
    here = request.route_path("incoming", id=it.id)
    return IncomingPage(
        title=facts["title"],
        back=Link("返回", request.route_path("desk"), "back"),
        pages=paper.images(),
        slip=_slip(paper),
        badges=_badges(it),
        number=facts["number"],
        act=act,
        read_only=_read_only(paper) if act is None else "",
        neighbours=None if paper.in_the_past else neighbours(request, it.id),
        track=time_track(
            paper.history,
            as_of=paper.as_of,
            names=lambda event: WORDS[type(event).__name__].partition("，")[0],
            words=lambda event: _sentence(paper, event),
            address=lambda version: f"{here}?as_of={version}",
            now_address=here,
        ),
        sender=it.capsule.sender_name,
        incoming_number=it.number,
        received=_signed_for(paper),
    )


def incoming_preview(request: Request, id: UUID) -> Preview:
    """The paper beside the desk's list."""
    paper = Paper(request, id)
    it = paper.it
    facts = (it.capsule.sender_name, it.capsule.facts["number"], it.number)
    return Preview(
        href=request.route_path("incoming", id=id),
        title=it.capsule.facts["title"],
        badges=urgency_badges(it.capsule.facts["urgency"]),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.images(),
        act=act_form(request, it),
    )


def _signed_for(paper: Paper) -> datetime | None:
    signed = (each for each in paper.events if type(each).__name__ == "SignedFor")
    return next((each.timestamp for each in signed), None)


def _badges(it: Incoming) -> tuple[Badge, ...]:
    track = (Badge(TRACK_WORDS[it.track], Tone.NEUTRAL),) if it.track else ()
    facts = it.capsule.facts
    return (*urgency_badges(facts["urgency"]), Badge(facts["type"]), *track)


def _slip(paper: Paper) -> Slip:
    it = paper.it
    return Slip(
        heading="收文处理单",
        facts=(Fact("状态", _state_words(it)), Fact("时限", it.deadline or "未定")),
        steps=_steps(paper),
        opinions=_opinions(paper),
        timeline=timeline(
            [Happening(event.timestamp, _sentence(paper, event)) for event in paper.events]
        ),
        files=tuple(
            FileItem(
                part.name,
                paper.request.route_path("incoming.file", id=it.id, digest=part.digest),
                part.length,
            )
            for part in it.capsule.parts
        ),
        details=(Fact("成文日期", it.capsule.facts.get("date", "")), *_readers(paper)),
    )


def _state_words(it: Incoming) -> str:
    if it.stage is Stage.REGISTERED and it.track is Track.READING:
        return "待传阅"
    return STAGE_WORDS[it.stage]


def _readers(paper: Paper) -> tuple[Fact, ...]:
    """Whom it was circulated to, and who has not read it yet."""
    at = paper.events[-1].timestamp
    words = [
        f"{paper.names.person(person, at)}{'' if read else '（未阅）'}"
        for person, read in paper.it.readers.items()
    ]
    return (Fact("传阅", "、".join(words)),) if words else ()


def _steps(paper: Paper) -> tuple[Step, ...]:
    it = paper.it
    line: Sequence[tuple[str, str, Stage]] = (
        READING_STEPS if it.track is Track.READING else HANDLING_STEPS
    )
    done = {type(event).__name__: event for event in paper.events}
    if it.stage is Stage.CIRCULATING and not all(it.readers.values()):
        done.pop("Circulated")  # the step in hand until all have read it
        line = tuple((name, event, IN_HAND.get(name, stage)) for name, event, stage in line)
    return tuple(
        Step(name, *_step_state(paper, event=done.get(event), waiting=it.stage is stage))
        for name, event, stage in line
    )


def _step_state(paper: Paper, *, event: Any, waiting: bool) -> tuple[StepState, tuple[str, ...]]:
    if waiting:
        return StepState.NOW, (_holder(paper), "办理中")
    if event is None:
        return StepState.AHEAD, ()
    return StepState.DONE, (paper.names.person(event.by, event.timestamp),)


def _holder(paper: Paper) -> str:
    holder = paper.it.holder
    if holder.person:
        return paper.names.person(holder.person, paper.events[-1].timestamp)
    return "文书" if holder.role else "传阅人"


def _opinions(paper: Paper) -> tuple[OpinionGroup, ...]:
    groups: dict[str, list[Opinion]] = {}
    for event in reversed(paper.events):
        step, attribute = OPINIONS.get(type(event).__name__, ("", ""))
        text = getattr(event, attribute, "") if attribute else ""
        if text:
            opinion = Opinion(
                person=paper.names.person(event.by, event.timestamp),
                post=paper.names.post(event.by, event.timestamp),
                text=text,
                when=event.timestamp,
            )
            groups.setdefault(step, []).append(opinion)
    return tuple(OpinionGroup(step, tuple(found)) for step, found in groups.items())


def _sentence(paper: Paper, event: Any) -> str:
    name = type(event).__name__
    words = WORDS[name]
    if name in ("Arrived", "ArrivedAgain"):
        return f"{paper.it.capsule.sender_name} 来文{words}"
    if name == "Registered":
        words = f"登记 {event.number}，{TRACK_WORDS[Track(event.track)]}"
    elif name in ("Proposed", "Assigned"):
        words = f"{words} {paper.names.person(event.to, event.timestamp)}"
    elif name == "Circulated":
        words = f"传阅 {len(event.to)} 人"
    return f"{paper.names.person(event.by, event.timestamp)} {words}"


def _read_only(paper: Paper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    if paper.it.stage in (Stage.COMPLETED, Stage.REFUSED):
        return f"此件{STAGE_WORDS[paper.it.stage]}。"
    return f"此件{STAGE_WORDS[paper.it.stage]}，正由{_holder(paper)}办理。"
