"""The page of an outgoing document as a model: from its events, as of any of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consignments.lines import consignment_lines, receipts
from documents.names import Names
from documents.outgoing.document import Document
from documents.outgoing.forms import act_form
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.screens import neighbours, page_images, time_track, timeline
from office.desk.urgency import urgency_badges
from office.kernel.clock import office_day
from office.kernel.entity import Event
from office.web.formats import clock_time
from office.web.frame import now
from office.web.models import (
    ActForm,
    Badge,
    DocumentPage,
    Fact,
    FileItem,
    Happening,
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
    "Drafted": "拟稿",
    "Revised": "修改文稿",
    "Submitted": "送核稿",
    "Reviewed": "核稿，送签发",
    "SignedOff": "签发",
    "Returned": "退回",
    "Rechecked": "复核，无实质修改",
    "Numbered": "取号",
    "Typeset": "排版",
    "Released": "核发",
    "Dispatched": "分发",
}
NAMED = {
    "Drafted": "拟稿",
    "Reviewed": "核稿",
    "SignedOff": "签发",
    "Returned": "退回",
    "Rechecked": "复核",
    "Numbered": "编号",
    "Typeset": "排版",
    "Dispatched": "分发",
}
DONE_BY = {
    "Submitted": Stage.DRAFTING,
    "Reviewed": Stage.REVIEWING,
    "SignedOff": Stage.SIGNING,
    "Rechecked": Stage.RECHECKING,
    "Numbered": Stage.NUMBERING,
    "Typeset": Stage.TYPESETTING,
    "Released": Stage.RELEASING,
    "Dispatched": Stage.DISPATCHING,
}
OPINIONS = {"Reviewed": "核稿", "SignedOff": "签发", "Returned": "退回", "Rechecked": "复核"}


class Paper:
    """A document and its history up to one version, with what the page needs to say of it."""

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        rooms = request.documents
        self.request = request
        self.now_standing: Document = rooms.load(Document, id)
        self.history: list[Any] = list(rooms.events.get(id))
        last = len(self.history)
        self.as_of = as_of if as_of is not None and 0 < as_of < last else last
        self.events = self.history[: self.as_of]
        self.document: Document = (
            self.now_standing
            if self.as_of == len(self.history)
            else rooms.repository.get(id, version=self.as_of)
        )
        self.names = Names(request.house.directory, agency=self.document.agency)

    @property
    def in_the_past(self) -> bool:
        """Whether the page shows an earlier moment; then no act is offered."""
        return self.as_of != len(self.history)

    def images(self) -> tuple[PageImage, ...]:
        """Pictures of the stored pages, or of the draft as it would be laid out."""
        request, id = self.request, self.document.id
        stored = self.document.stored_pages
        if stored:
            data = request.documents.node.content.get(self.document.agency, stored["pages"])
            name, route = stored["pages"], "document.page"
        else:
            data = request.proofs.pdf(self.document.agency, self.document.revision)
            name, route = self.document.revision, "document.proof"
        return page_images(
            data,
            address=lambda number: request.route_path(route, id=id, digest=name, number=number),
        )


def document_page(paper: Paper, *, form: ActForm | None = None) -> DocumentPage:
    """The whole page."""
    request, document = paper.request, paper.document
    act = None if paper.in_the_past else form or act_form(request, document)
    here = request.route_path("document", id=document.id)
    return DocumentPage(
        title=document.facts["title"],
        back=Link("返回", request.route_path("desk"), "back"),
        pages=paper.images(),
        slip=_slip(paper),
        badges=(*urgency_badges(document.facts["urgency"]), Badge(document.facts["type"])),
        number=document.number,
        act=act,
        read_only=_read_only(paper) if act is None else "",
        neighbours=None if paper.in_the_past else neighbours(request, document.id),
        tools=_tools(paper),
        track=time_track(
            paper.history,
            as_of=paper.as_of,
            names=lambda event: NAMED.get(type(event).__name__, ""),
            words=lambda event: _sentence(paper, event),
            address=lambda version: f"{here}?as_of={version}",
            now_address=here,
        ),
    )


def document_preview(request: Request, id: UUID) -> Preview:
    """The document beside the desk's list."""
    paper = Paper(request, id)
    document = paper.document
    facts = (document.facts["issuer"], document.number, STAGE_WORDS[document.stage])
    return Preview(
        href=request.route_path("document", id=id),
        title=document.facts["title"],
        badges=urgency_badges(document.facts["urgency"]),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.images(),
        act=act_form(request, document),
    )


def _slip(paper: Paper) -> Slip:
    document, names = paper.document, paper.names
    drafted = paper.history[0]
    rows = [] if paper.in_the_past else paper.request.consignments.of_document(document.id)
    return Slip(
        heading="发文办理单",
        facts=(
            Fact("拟稿", names.person(document.drafter, drafted.timestamp)),
            Fact("文号", document.number or "签发后编号"),
        ),
        steps=_steps(paper),
        opinions=_opinions(paper),
        timeline=timeline(
            [Happening(event.timestamp, _sentence(paper, event)) for event in paper.events]
        ),
        consignments=consignment_lines(rows),
        receipts=receipts(paper.request.consignments, rows),
        files=_files(paper),
        details=(
            Fact("主送", document.facts["recipients"]),
            Fact("密级", document.facts["classification"] or "不涉密"),
        ),
    )


def _steps(paper: Paper) -> tuple[Step, ...]:
    done: dict[Stage, Any] = {}
    for event in paper.events:
        name = type(event).__name__
        if name == "Returned":
            back = Stage(event.stage)
            done = {stage: each for stage, each in done.items() if stage.order < back.order}
        elif name in DONE_BY:
            done[DONE_BY[name]] = event
    document = paper.document
    return tuple(
        Step(STAGE_WORDS[stage], *_step_state(paper, stage, done.get(stage), document))
        for stage in Stage
        if stage is not Stage.DISPATCHED
    )


def _step_state(
    paper: Paper, stage: Stage, event: Any, document: Document
) -> tuple[StepState, tuple[str, ...]]:
    if document.stage is stage:
        holder = document.holder
        at = paper.events[-1].timestamp
        who = paper.names.person(holder.person, at) if holder.person else "文书"
        return StepState.NOW, (who, "办理中")
    if event is not None:
        today = office_day(now(paper.request))
        on = office_day(event.timestamp)
        when = clock_time(event.timestamp) if on == today else f"{on.day}日"
        return StepState.DONE, (paper.names.person(event.by, event.timestamp), when)
    return StepState.AHEAD, ()


def _opinions(paper: Paper) -> tuple[OpinionGroup, ...]:
    groups: dict[str, list[Opinion]] = {}
    for event in reversed(paper.events):
        name = type(event).__name__
        if name not in OPINIONS:
            continue
        opinion = _opinion(paper, event, name)
        if opinion is not None:
            groups.setdefault(OPINIONS[name], []).append(opinion)
    return tuple(OpinionGroup(step, tuple(found)) for step, found in groups.items())


def _opinion(paper: Paper, event: Any, name: str) -> Opinion | None:
    text = event.reason if name == "Returned" else event.opinion
    if not text and name != "SignedOff":
        return None  # 签发 without words is consent, and stands in the list; others say nothing
    verdict = Badge("退回", Tone.RETURNED, "return") if name == "Returned" else None
    if name == "SignedOff":
        verdict = Badge("同意", Tone.DONE, "tick")
    return Opinion(
        person=paper.names.person(event.by, event.timestamp),
        post=paper.names.post(event.by, event.timestamp),
        text=text,
        when=event.timestamp,
        verdict=verdict,
    )


def _sentence(paper: Paper, event: Event) -> str:
    it: Any = event
    name = type(event).__name__
    words = WORDS[name]
    if name == "Numbered":
        words = f"取号 {it.number}"
    elif name == "Dispatched":
        words = f"分发 {len(it.consignments)} 家"
    elif name == "Returned":
        words = f"退回{STAGE_WORDS[Stage(it.stage)]}"
    elif name in ("Submitted", "Reviewed"):
        words = f"{words} {paper.names.person(it.to, it.timestamp)}"
    return f"{paper.names.person(it.by, it.timestamp)} {words}"


def file_name(document: Document) -> str:
    """What the pages are called as a file: by the number only once it is on them."""
    return f"{document.number}.pdf" if document.original else "送审稿.pdf"


def _files(paper: Paper) -> tuple[FileItem, ...]:
    stored = paper.document.stored_pages
    if not stored:
        return ()
    document = paper.document
    name = file_name(document)
    href = paper.request.route_path("document.file", id=document.id, digest=stored["pages"])
    return (FileItem(name, href, stored["length"], stored["count"]),)


def _tools(paper: Paper) -> tuple[Link, ...]:
    request, document = paper.request, paper.document
    may = request.house.guard.permits("document.revise", request.identity, document)
    if paper.in_the_past or not may or document.stage not in (Stage.DRAFTING, Stage.REVIEWING):
        return ()
    return (Link("修改文稿", request.route_path("document.revise", id=document.id), "draft"),)


def _read_only(paper: Paper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    document = paper.document
    if document.holder.nobody:
        return "此件已分发，办理情况见递送与回执。"
    at = paper.events[-1].timestamp
    who = paper.names.person(document.holder.person, at) if document.holder.person else "文书"
    return f"此件正由{who}办理：{STAGE_WORDS[document.stage]}。"


def known_pages(events: Sequence[Any]) -> set[str]:
    """Digests of every page file that the document's history names."""
    return {
        stored["pages"]
        for event in events
        for stored in (getattr(event, "shown", None), getattr(event, "original", None))
        if stored
    }
