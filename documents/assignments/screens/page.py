"""The page of an assignment: the paper it is about, with what this party has to do about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.assignments.assignment import Assignment
from documents.assignments.screens.forms import DECIDING, FORMS, act_form
from documents.assignments.screens.history import TELLING
from documents.assignments.screens.lines import badges_of
from documents.assignments.stages import STAGE_WORDS, Stage
from documents.consignments.capsule import Part
from documents.screens.about import PaperAbout
from documents.screens.acted_on import acted_on, latest
from documents.screens.additions import links_added
from documents.screens.other_posts import way_to_act
from documents.screens.paper import neighbours
from documents.screens.telling import group_opinions, opinions, time_track, timeline
from office.desk.urgency import urgency_badges
from office.web.back import back_to_list
from office.web.models import (
    ActForm,
    Badge,
    Fact,
    FileItem,
    IncomingPage,
    Link,
    OpinionGroup,
    Preview,
    Slip,
    Step,
    StepState,
)

WAYS = {"incoming": ("看来文", "incoming"), "supervision": ("看督办单", "supervision")}
"""To what the share is in."""
TAKEN, GIVEN = "领办", "交办"
STEPS = (("分办", "Opened"), (TAKEN, "Given"), ("报结果", "Done"))


class AssignmentPaper(PaperAbout[Assignment]):
    """An assignment, as its page shows it."""

    route = "assignment"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.assignments, Assignment, id, as_of=as_of)

    def form(self) -> ActForm | None:
        """What the person logged in may do with it, below the words that it is about."""
        form = act_form(self.request, self.it)
        return form and replace(form, about=_about(self, form.heading))


def assignment_page(paper: AssignmentPaper, *, form: ActForm | None = None) -> IncomingPage:
    """The whole page."""
    it = paper.it
    act = None if paper.in_the_past else form or paper.form()
    return IncomingPage(
        title=paper.title,
        back=back_to_list(paper.request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=(*urgency_badges(it.about["urgency"]), Badge("主办" if it.host else "协办")),
        act=act,
        read_only=_read_only(paper) if act is None else "",
        switch=way_to_act(paper) if act is None else None,
        neighbours=neighbours(paper),
        tools=_tools(paper),
        track=time_track(paper, TELLING),
        heads=paper.heads,
    )


def assignment_preview(request: Request, id: UUID) -> Preview:
    """The assignment beside the desk's list."""
    paper = AssignmentPaper(request, id)
    it = paper.it
    facts = (it.about["origin"], it.about["number"], "主办" if it.host else "协办")
    return Preview(
        href=request.route_path("assignment", id=id),
        title=paper.title,
        badges=(*urgency_badges(it.about["urgency"]), *badges_of(paper, it)),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.pages(),
        act=paper.form(),
    )


def _tools(paper: AssignmentPaper) -> tuple[Link, ...]:
    if paper.in_the_past:
        return ()
    label, icon = WAYS.get(paper.it.room, WAYS["incoming"])
    whole = (Link(label, paper.about.here, icon),) if paper.about else ()
    return (*whole, *links_added(paper), *FORMS.links(paper.request, paper.it))


def _slip(paper: AssignmentPaper) -> Slip:
    it = paper.it
    party = paper.names.party(it.party.word, paper.moment)
    return Slip(
        heading="承办单",
        facts=(
            Fact("状态", _standing(it)),
            Fact("时限", paper.day(it.deadline) or "未定"),
        ),
        steps=_steps(paper),
        opinions=_opinions(paper),
        timeline=timeline(paper, TELLING),
        files=tuple(_file(paper, each) for each in it.files),
        details=(
            Fact("主办" if it.host else "协办", party),
            *_handler(paper),
            Fact("退回期限", paper.day(it.refusable_until) or "不限"),
        ),
    )


def _file(paper: AssignmentPaper, part: Part) -> FileItem:
    href = paper.request.route_path("assignment.file", id=paper.it.id, digest=part.digest)
    return FileItem(part.name, href, part.length)


def _standing(it: Assignment) -> str:
    """What somebody was given by name waits for nobody to take it up."""
    return STAGE_WORDS[Stage.IN_HAND if it.stage is Stage.OPEN and it.handler else it.stage]


def _handler(paper: AssignmentPaper) -> tuple[Fact, ...]:
    """Who in the unit handles it; where the person is the party, that is said already."""
    it = paper.it
    if not it.handler or it.handler == it.party.key:
        return ()
    return (Fact("承办人", paper.names.person(it.handler, paper.moment)),)


def _about(paper: AssignmentPaper, heading: str) -> tuple[OpinionGroup, ...]:
    """What is asked, for who decides on it; else the leader's words, and those to this party."""
    if heading in DECIDING:
        return acted_on(paper, TELLING, latest(paper, "Asked"))
    own = acted_on(paper, TELLING, latest(paper, "Opened", "Given", "SentBack", "Urged"))
    return (*own, *paper.said_of_it("Instructed"))


def _opinions(paper: AssignmentPaper) -> tuple[OpinionGroup, ...]:
    """Its own, and of the paper 拟办 and 批示: what whoever handles it goes by. The paper tells
    what was said when it was given out, and what happened here: each stands here once."""
    if paper.about is None:
        return opinions(paper, TELLING)
    own = [each for each in paper.told if type(each).__name__ != "Opened"]
    others = [each for each in paper.about.told if each.originator_id != paper.it.id]
    return (
        *group_opinions(paper, TELLING, own),
        *group_opinions(paper.about, paper.about_telling, others),
    )


def _steps(paper: AssignmentPaper) -> tuple[Step, ...]:
    it = paper.it
    done = {type(event).__name__: event for event in paper.events}
    passed_on = "Given" in done
    done.setdefault("Given", done.get("TakenUp"))
    in_hand = it.stage is Stage.IN_HAND or (it.stage is Stage.OPEN and bool(it.handler))
    waiting = "Done" if in_hand else {Stage.OPEN: "Given"}.get(it.stage, "")
    return tuple(
        _step(
            paper,
            GIVEN if key == "Given" and passed_on else name,
            done.get(key),
            now=waiting == key,
        )
        for name, key in STEPS
        # Whoever was given it by name at once never had to take it up.
        if not (key == "Given" and in_hand and done[key] is None)
    )


def _step(paper: AssignmentPaper, name: str, event: Any, *, now: bool) -> Step:
    if now:
        return Step(name, StepState.NOW, ("办理中",))
    if event is None:
        return Step(name, StepState.AHEAD, ())
    return Step(name, StepState.DONE, (paper.names.who(event),))


def _read_only(paper: AssignmentPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    return f"这项承办{STAGE_WORDS[paper.it.stage]}。"
