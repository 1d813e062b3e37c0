"""The page of a memorandum as a model: the filled-in form, and beside it what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.circulation.screens.lines import reading_lists
from documents.memoranda.forms import act_form
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.sheets import FORM, form_values, screen_address, screen_of
from documents.memoranda.stages import STAGE_WORDS, STEP_WORDS, Stage, Step
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.revisions.lines import attached_files, attachments_link
from documents.screens.additions import links_added
from documents.screens.pages import drawn_pages
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import (
    AGREED,
    BACK,
    Told,
    handed_over,
    opinions,
    time_track,
    timeline,
)
from office.desk.urgency import urgency_badges
from office.web.back import back_to_list
from office.web.models import (
    ActForm,
    Badge,
    DocumentPage,
    Fact,
    FileItem,
    Link,
    PageSet,
    Preview,
    Slip,
    Tone,
)
from office.web.models import Step as SlipStep
from office.web.models import StepState as State

CIRCLED = Badge("圈阅", Tone.DONE, "tick")
DIFFERED = Badge("不同意见", Tone.WARNING)
REFUSED = Badge("不批准", Tone.RETURNED)


def _to_whom(paper: Paper[Any], event: Any, words: str) -> str:
    """The act, and to whom the memorandum went with it."""
    names = [paper.names.person(each, event.timestamp) for each in event.move["comes"]]
    if event.move["stage"] != Stage.ROUND or not names:
        return words
    return f"{words}，送 {'、'.join(names)}"


def _said(words: str, *, mark: str = "", heading: str = "", **how: Any) -> Told:
    """What somebody on the route said as they handed it on."""
    return Told(
        words,
        mark=mark or words,
        details=lambda paper, event: _to_whom(paper, event, words),
        opinion="opinion",
        heading=heading,
        **how,
    )


def _submitted(paper: Paper[Any], event: Any) -> str:
    return _to_whom(paper, event, f"呈报 {event.number}")


def _returned(_: Paper[Any], event: Any) -> str:
    return f"退回拟稿人，修改后{'直接送回' if event.straight else '重新呈报'}"


TELLING = {
    "Drafted": Told("拟稿", mark="拟稿"),
    "Revised": Told("修改签报"),
    "Submitted": Told("呈报", mark="呈报", details=_submitted),
    "Reviewed": _said("部门审核", mark="审核", verdict=AGREED, consent=True),
    "Checked": _said("办公室审核", mark="审核", verdict=AGREED, consent=True),
    "Countersigned": _said("会签", verdict=AGREED, consent=True),
    "Differed": _said("会签，有不同意见", mark="会签", heading="会签", verdict=DIFFERED),
    "Approved": _said("批准", mark="审批", heading="审批", bare=CIRCLED),
    "Disapproved": _said("不批准", mark="审批", heading="审批", verdict=REFUSED),
    "Returned": Told("退回", mark="退回", details=_returned, opinion="reason", verdict=BACK),
    "TakenBack": Told("取回"),
    "HandedOver": Told("移交", details=handed_over),
    "Acknowledged": Told("阅知办理结果", mark="阅知"),
    "BecameDocument": Told("转为公文", mark="转为公文"),
}


UNTOLD = ("ReadersChanged",)
"""What the circulation itself tells."""


class MemorandumPaper(Paper[Memorandum]):
    """A memorandum, as its page shows it."""

    route = "memorandum"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.memoranda, Memorandum, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题."""
        return str(self.it.facts["title"])

    def untold(self, own: Sequence[Any]) -> Iterable[Any]:
        """Who may see it is told by the circulation."""
        return (each for each in own if type(each).__name__ in UNTOLD)

    def form(self) -> ActForm | None:
        """What the person logged in may do with it."""
        return act_form(self.request, self.it)

    def seen(self, event: Any) -> str:
        """The form as the person saw it then (design D7)."""
        shown = getattr(event, "shown", None) or {}
        if "pages" not in shown:
            return ""
        where = {"id": self.it.id, "digest": shown["pages"]}
        return str(self.request.route_path("memorandum.file", **where))

    def shown_digest(self) -> str:
        """Of the form as it stands, which is stored with what is said of it."""
        shown = self.request.printer.shown(
            self.it.agency, FORM, form_values(self, TELLING), revision=self.it.revision
        )
        return str(shown["pages"])

    def pages(self) -> PageSet:
        """The form as it was filled in by then."""
        screen = screen_of(self, TELLING)
        return drawn_pages(screen, address=screen_address(self, screen))


def memorandum_page(paper: MemorandumPaper, *, form: ActForm | None = None) -> DocumentPage:
    """The whole page."""
    it = paper.it
    act = None if paper.in_the_past else form or paper.form()
    return DocumentPage(
        title=paper.title,
        back=back_to_list(paper.request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=(*urgency_badges(it.facts["urgency"]), Badge("签报"), *_result_badge(it)),
        number=it.number,
        act=act,
        read_only=_read_only(paper) if act is None else "",
        neighbours=neighbours(paper),
        tools=_tools(paper),
        track=time_track(paper, TELLING),
    )


def memorandum_preview(request: Request, id: UUID) -> Preview:
    """The memorandum beside the desk's list."""
    paper = MemorandumPaper(request, id)
    facts = (paper.it.facts["unit"], paper.it.number, STAGE_WORDS[paper.it.stage])
    return Preview(
        href=request.route_path("memorandum", id=id),
        title=paper.title,
        badges=urgency_badges(paper.it.facts["urgency"]),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.pages(),
        act=paper.form(),
    )


def file_name(paper: MemorandumPaper) -> str:
    """What the printed form is called as a file."""
    return f"{paper.it.number or '签报（未呈报）'}.pdf"


def _result_badge(it: Memorandum) -> tuple[Badge, ...]:
    if not it.stage.is_over:
        return ()
    approved = it.stage is Stage.APPROVED
    tone, icon = (Tone.DONE, "tick") if approved else (Tone.RETURNED, "return")
    return (Badge(STAGE_WORDS[it.stage], tone, icon),)


def _slip(paper: MemorandumPaper) -> Slip:
    it = paper.it
    return Slip(
        heading="签报办理单",
        facts=(Fact("编号", it.number or "呈报后编号"), Fact("状态", STAGE_WORDS[it.stage])),
        steps=_steps(paper),
        opinions=opinions(paper, TELLING),
        timeline=timeline(paper, TELLING),
        readings=reading_lists(paper),
        texts=_files_seen(paper),
        files=attached_files(paper.request, it, route=paper.route),
        details=(
            Fact("呈报部门", it.facts["unit"]),
            Fact("拟稿", paper.names.person(it.drafter, paper.events[0].timestamp)),
            Fact("密级", it.facts["classification"] or "不涉密"),
        ),
    )


def _steps(paper: MemorandumPaper) -> tuple[SlipStep, ...]:
    """拟稿, then a step for each turn of the route."""
    it = paper.it
    drafting = it.stage is Stage.DRAFTING
    first = SlipStep(
        "拟稿", State.NOW if drafting else State.DONE, (_names(paper, (it.drafter,)),)
    )
    turns = (
        SlipStep(_step_name(turn.step), _state(it, place), (_names(paper, turn.people),))
        for place, turn in enumerate(it.route)
    )
    return (first, *turns)


def _step_name(step: Step) -> str:
    return {Step.REVIEW: "部门", Step.CHECK: "办公室"}.get(step, STEP_WORDS[step])


def _state(it: Memorandum, place: int) -> State:
    if it.stage.is_over:
        return State.DONE if place <= it.place else State.AHEAD
    if it.stage is Stage.DRAFTING:
        return State.AHEAD
    if place == it.place:
        return State.NOW
    return State.DONE if place < it.place else State.AHEAD


def _names(paper: MemorandumPaper, people: tuple[str, ...]) -> str:
    at = paper.events[-1].timestamp
    return "、".join(paper.names.person(each, at) for each in people)


def _files_seen(paper: MemorandumPaper) -> tuple[FileItem, ...]:
    """The pages as whoever decided saw them (design D7), the newest first."""
    found = []
    for event in reversed(paper.events):
        if href := paper.seen(event):
            words = TELLING[type(event).__name__].words
            name = f"{paper.names.who(event)} {words}时所见"
            found.append(FileItem(name, href, event.shown["length"], event.shown["count"]))
    return tuple(found)


def _tools(paper: MemorandumPaper) -> tuple[Link, ...]:
    request, it = paper.request, paper.it
    as_of = {"as_of": str(paper.as_of)} if paper.in_the_past else None
    printed = Link(
        "打印签报",
        request.route_path("memorandum.sheet", id=it.id, _query=as_of),
        "print",
        apart=True,
    )
    may = request.house.guard.permits
    edit = Link("修改", request.route_path("memorandum.revise", id=it.id), "draft")
    editable = (
        not paper.in_the_past
        and it.stage is Stage.DRAFTING
        and may(Permission.Memorandum.REVISE, request.identity, it)
    )
    made = Link("打开公文", request.route_path("document", id=it.document or it.id), "document")
    return (
        *((edit,) if editable else ()),
        *((made,) if it.document else ()),
        *(() if paper.in_the_past else (attachments_link(request, it, route=paper.route),)),
        *links_added(paper),
        printed,
    )


def _read_only(paper: MemorandumPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    it = paper.it
    if it.stage.is_over:
        return f"此件{STAGE_WORDS[it.stage]}。"
    return f"此件正由{_names(paper, it.waiting)}办理。"


def memorandum_of(request: Request, document: Document) -> tuple[Link, ...]:
    """On a document's page: the 签报 that it was made from, for whoever may see that."""
    found = request.memoranda.of_document(document.agency, document.id)
    if found is None or not request.house.guard.permits(
        Permission.Memorandum.VIEW, request.identity, request.memoranda.load(Memorandum, found)
    ):
        return ()
    return (Link("签报", request.route_path("memorandum", id=found), "briefing"),)
