"""The page of a supervised matter as a model: from its events, as of any of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consignments.lines import consignment_lines
from documents.consignments.states import COURIER, ENDS, State
from documents.names import Names
from documents.permissions import Permission
from documents.screens.additions import kind_of, links_added
from documents.screens.other_posts import way_to_act
from documents.screens.pages import drawn_pages
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import opinions, time_track, timeline
from documents.supervision.screens.files import report_files
from documents.supervision.screens.forms import FORMS, act_form
from documents.supervision.screens.lights import light_badge, lit_on
from documents.supervision.screens.sheet import screen_address, sheet_screen
from documents.supervision.screens.tabs import RAIL
from documents.supervision.screens.told import TELLING
from documents.supervision.screens.words import words_above
from documents.supervision.share import Share
from documents.supervision.stages import (
    ENDED,
    KIND_WORDS,
    PROPOSER_WORDS,
    SATISFACTION_WORDS,
    SHARE_WORDS,
    STAGE_WORDS,
    Satisfaction,
    ShareStage,
    Stage,
)
from documents.supervision.supervision import Supervision
from office.desk.urgency import urgency_badges
from office.kernel.clock import office_day
from office.web.back import back_to_list
from office.web.form_acts import uuid_of
from office.web.models import (
    ActForm,
    Badge,
    Fact,
    Link,
    PageSet,
    Preview,
    ShareLine,
    Slip,
    Step,
    StepState,
    SupervisionPage,
    Tone,
)

STEPS = (
    ("立项", "Opened", None),
    ("交办", "Assigned", Stage.OPENED),
    ("承办", "Reported", Stage.ASSIGNED),
    ("审核", "Submitted", Stage.REPORTED),
    ("领导审阅", "Seen", Stage.SUBMITTED),
    ("销号", "Closed", Stage.SEEN),
)
_SHARE_TONES = {ShareStage.REPORTED: Tone.DONE, ShareStage.ENDED: Tone.RETURNED}


class _Parties(Names):
    """What an agency reported by a consignment is its own, not the courier's."""

    def __init__(self, paper: Paper[Supervision]) -> None:
        super().__init__(paper.request.house.directory, agency=paper.it.agency)
        self._shares = paper.it.shares

    def who(self, event: Any) -> str:
        """The agency by its name; people by theirs."""
        share = self._shares.get(getattr(event, "party", ""))
        return share.name if event.by == COURIER and share else super().who(event)


class SupervisionPaper(Paper[Supervision]):
    """A supervised matter, as its page shows it."""

    route = "supervision"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.supervisions, Supervision, id, as_of=as_of)
        self.names = _Parties(self)

    @property
    def title(self) -> str:
        """督办事项."""
        return str(self.it.facts["title"])

    def form(self) -> ActForm | None:
        """What the person logged in may do with it, below the words that it is about."""
        form = act_form(self.request, self.it)
        return form and replace(form, about=words_above(self, form.heading))

    def pages(self) -> PageSet:
        """督办通知单 as it was filled in by then."""
        screen = sheet_screen(self)
        return drawn_pages(screen, address=screen_address(self, screen))


def open_paper(request: Request, *, as_of: int | None = None) -> SupervisionPaper:
    """The matter that the address names, for whoever may see it."""
    request.rail = RAIL
    paper = SupervisionPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Supervision.VIEW, paper.it)
    return paper


def supervision_page(paper: SupervisionPaper, *, form: ActForm | None = None) -> SupervisionPage:
    """The whole page."""
    it = paper.it
    act = None if paper.in_the_past else form or paper.form()
    return SupervisionPage(
        title=paper.title,
        back=back_to_list(paper.request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=_badges(paper),
        number=it.number,
        act=act,
        read_only=_read_only(paper) if act is None else "",
        switch=way_to_act(paper) if act is None else None,
        neighbours=neighbours(paper),
        tools=_tools(paper),
        track=time_track(paper, TELLING),
        heads=tuple(_heads(paper)),
    )


def supervision_preview(request: Request, id: UUID) -> Preview:
    """The matter beside the desk's list."""
    paper = SupervisionPaper(request, id)
    facts = (paper.it.number, KIND_WORDS[paper.it.kind], f"{paper.day(paper.it.deadline)}前办结")
    return Preview(
        href=paper.here,
        title=paper.title,
        badges=_badges(paper),
        facts=facts,
        pages=paper.pages(),
        act=paper.form(),
    )


def _badges(paper: SupervisionPaper) -> tuple[Badge, ...]:
    it = paper.it
    kind = Badge(KIND_WORDS[it.kind])
    if it.stage in ENDED:
        return (*urgency_badges(it.facts["urgency"]), kind)
    return (*urgency_badges(it.facts["urgency"]), kind, light_badge(_lit(paper)))


def _lit(paper: SupervisionPaper) -> Any:
    today = office_day(paper.moment) if paper.in_the_past else None
    return lit_on(paper.request, paper.it.deadline, today=today)


def _heads(paper: SupervisionPaper) -> Iterator[Fact]:
    it = paper.it
    yield Fact("督办编号", it.number)
    yield Fact("立项依据", it.facts["basis"])
    if it.is_proposed:
        number = it.facts.get("proposal_number", "")
        words = f"{it.facts['proposer']}{f'（{number}）' if number else ''}"
        yield Fact(PROPOSER_WORDS[it.kind], words)
    if it.leader:
        yield Fact("批示领导", paper.names.person(it.leader, paper.moment))
    yield Fact("办理要求", it.facts["requirement"])


def _tools(paper: SupervisionPaper) -> tuple[Link, ...]:
    request, it = paper.request, paper.it
    as_of = {"as_of": str(paper.as_of)} if paper.in_the_past else None
    where = request.route_path("supervision.sheet", id=it.id, _query=as_of)
    printed = Link("打印通知单", where, "print", apart=True)
    if paper.in_the_past:
        return (printed,)
    return (printed, *_source(paper), *links_added(paper), *FORMS.links(request, it))


def _source(paper: SupervisionPaper) -> tuple[Link, ...]:
    """The paper that it was opened from, for whoever may see that."""
    request, source = paper.request, paper.it.source
    kind = kind_of(request, source.get("room", ""))
    if kind is None:
        return ()
    other = kind.open(request, UUID(source["id"]))
    if not request.house.guard.permits(kind.permission, request.identity, other.it):
        return ()
    return (Link("看立项来源", other.here, "incoming"),)


def _slip(paper: SupervisionPaper) -> Slip:
    it = paper.it
    rows = [] if paper.in_the_past else paper.request.consignments.of_document(it.id)
    return Slip(
        heading="督办单",
        facts=(Fact("状态", STAGE_WORDS[it.stage]), Fact("办理时限", paper.day(it.deadline))),
        steps=_steps(paper),
        opinions=opinions(paper, TELLING),
        timeline=timeline(paper, TELLING),
        files=report_files(paper),
        shares=tuple(_share_line(paper, each, rows) for each in it.shares.values()),
        consignments=consignment_lines(rows),
        details=tuple(_details(paper)),
    )


def _details(paper: SupervisionPaper) -> Iterator[Fact]:
    it = paper.it
    if it.stage not in ENDED and (note := _lit(paper).note):
        yield Fact("工作日", note)
    if it.latest:
        yield Fact("至迟答复", paper.day(it.latest))
    if it.answer_class:
        yield Fact("答复", f"{it.answer_class}类　{it.answer_number}")
    if it.satisfaction:
        yield Fact("反馈意见", SATISFACTION_WORDS[Satisfaction(it.satisfaction)])


def _share_line(paper: SupervisionPaper, share: Share, sent: Sequence[Any]) -> ShareLine:
    agency = bool(share.agency)
    href = "" if agency else paper.request.route_path("assignment", id=share.link)
    return ShareLine(
        party=share.name,
        role="主办" if share.host else "协办",
        handler="",
        due=paper.day(share.deadline),
        badges=tuple(_share_badges(paper, share, sent)),
        href=href,
    )


def _share_badges(paper: SupervisionPaper, share: Share, sent: Sequence[Any]) -> Iterator[Badge]:
    tone = _SHARE_TONES.get(share.stage, Tone.NEUTRAL)
    waits = share.at_work and any(_is_unsigned(row) for row in sent if _brings(row, share))
    yield Badge("待签收" if waits else SHARE_WORDS[share.stage], tone)
    if share.at_work:
        today = office_day(paper.moment) if paper.in_the_past else None
        yield light_badge(lit_on(paper.request, share.deadline, today=today))
    if share.answer_class:
        yield Badge(f"{share.answer_class}类")
    if share.asked:
        yield Badge(f"申请延期到{paper.day(share.asked)}", Tone.WARNING)
    if share.urged:
        yield Badge(f"催办 {share.urged} 次", Tone.WARNING, "retry")
    if share.sent_back:
        yield Badge(f"退回 {share.sent_back} 次", Tone.RETURNED, "return")


def _brings(row: Any, share: Share) -> bool:
    """Whether this is the consignment by which an agency gets the matter."""
    return bool(share.agency) and str(row.subject) == share.link


def _is_unsigned(row: Any) -> bool:
    return row.signed_for_at is None and State(row.state) not in ENDS


def _steps(paper: SupervisionPaper) -> tuple[Step, ...]:
    it = paper.it
    done = {type(event).__name__: event for event in paper.events}
    names = [name for name, _, stage in STEPS if stage is it.stage]
    now_at = names[0] if names else ""
    order = [name for name, _, _ in STEPS]
    found = []
    for name, event, _ in STEPS:
        ahead = bool(now_at) and order.index(name) > order.index(now_at)
        happened = None if ahead else done.get(event)
        found.append(_step(paper, name, happened, now=name == now_at))
    return tuple(found)


def _step(paper: SupervisionPaper, name: str, event: Any, *, now: bool) -> Step:
    if now:
        return Step(name, StepState.NOW, (_holder(paper), "办理中"))
    if event is None:
        return Step(name, StepState.AHEAD, ())
    return Step(name, StepState.DONE, (paper.names.who(event),))


def _holder(paper: SupervisionPaper) -> str:
    holder = paper.it.holder
    if holder.person:
        return paper.names.person(holder.person, paper.moment)
    return "文书" if holder.role else "承办单位"


def _read_only(paper: SupervisionPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    words = STAGE_WORDS[paper.it.stage]
    if paper.it.stage in ENDED:
        return f"此项{words}。"
    return f"此项{words}，正由{_holder(paper)}办理。"
