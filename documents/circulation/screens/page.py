"""The page of a circulation: the paper with whom it goes to, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.circulation.circulation import Circulation
from documents.circulation.screens.forms import FORMS, act_form
from documents.circulation.screens.history import TELLING, people, said_already
from documents.circulation.screens.lines import reading_list
from documents.circulation.stages import MODE_WORDS, STAGE_WORDS, Stage
from documents.screens.about import PaperAbout
from documents.screens.acted_on import acted_on, latest
from documents.screens.other_posts import way_to_act
from documents.screens.paper import neighbours
from documents.screens.telling import opinions, time_track, timeline
from office.desk.urgency import urgency_badges
from office.web.back import back_to_list
from office.web.form_acts import written
from office.web.models import (
    ActForm,
    Badge,
    Fact,
    IncomingPage,
    Link,
    OpinionGroup,
    Preview,
    Slip,
)


class CirculationPaper(PaperAbout[Circulation]):
    """A circulation, as its page shows it."""

    route = "circulation"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.circulations, Circulation, id, as_of=as_of)

    def untold(self, own: Sequence[Any]) -> Iterable[Any]:
        """Whom it reached at once with what the event before tells."""
        return said_already(own)

    def form(self) -> ActForm | None:
        """What the person logged in may do with it, below the words that it is about."""
        form = act_form(self.request, self.it)
        note = acted_on(self, TELLING, latest(self, "Begun"))
        return form and replace(form, about=(*note, *self.said_of_it("Instructed")))

    def waits(self) -> bool:
        """Whoever arranges who reads it stays with it, too."""
        return bool(written(self.request, "form")) or super().waits()


def circulation_page(paper: CirculationPaper, *, form: ActForm | None = None) -> IncomingPage:
    """The whole page."""
    it = paper.it
    act = None if paper.in_the_past else form or paper.form()
    return IncomingPage(
        title=paper.title,
        back=back_to_list(paper.request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=(*urgency_badges(it.about["urgency"]), Badge("传阅")),
        act=act,
        read_only=_read_only(paper) if act is None else "",
        switch=way_to_act(paper) if act is None else None,
        neighbours=neighbours(paper),
        tools=_tools(paper),
        track=time_track(paper, TELLING),
        heads=paper.heads,
    )


def circulation_preview(request: Request, id: UUID) -> Preview:
    """The circulation beside the desk's list."""
    paper = CirculationPaper(request, id)
    it = paper.it
    facts = (it.about["origin"], it.about["number"], _progress(paper))
    return Preview(
        href=request.route_path("circulation", id=id),
        title=paper.title,
        badges=urgency_badges(it.about["urgency"]),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.pages(),
        act=paper.form(),
    )


def _tools(paper: CirculationPaper) -> tuple[Link, ...]:
    if paper.in_the_past:
        return ()
    whole = (Link("看公文", paper.about.here, "incoming"),) if paper.about else ()
    return (*whole, *FORMS.links(paper.request, paper.it))


def _slip(paper: CirculationPaper) -> Slip:
    it = paper.it
    return Slip(
        heading="传阅单",
        facts=(Fact("状态", STAGE_WORDS[it.stage]), Fact("方式", MODE_WORDS[it.mode])),
        opinions=_opinions(paper),
        readings=(reading_list(paper, it),),
        timeline=timeline(paper, TELLING),
        details=(Fact("现在", _now_with(paper)),) if it.stage is Stage.GOING else (),
    )


def _opinions(paper: CirculationPaper) -> tuple[OpinionGroup, ...]:
    """Those of the paper, among which are those of its readers; of the past its own alone."""
    if paper.in_the_past or paper.about is None or not paper.about_telling:
        return opinions(paper, TELLING)
    return opinions(paper.about, paper.about_telling)


def _now_with(paper: CirculationPaper) -> str:
    holders = paper.it.holders
    return f"在 {people(paper, paper.told[-1], holders)} 处" if holders else "没有人手中"


def _progress(paper: CirculationPaper) -> str:
    it = paper.it
    return f"已阅 {len(it.read)} / {len(it.places)} 人"


def _read_only(paper: CirculationPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    if paper.it.stage is Stage.GOING:
        return f"此件传阅中，{_now_with(paper)}。"
    return f"这次传阅{STAGE_WORDS[paper.it.stage]}。"
