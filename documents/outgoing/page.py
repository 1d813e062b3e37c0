"""The page of an outgoing document as a model: from its events, as of any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consignments.lines import consignment_lines, receipts
from documents.outgoing.document import Document
from documents.outgoing.forms import act_form
from documents.outgoing.sheets import pages_of
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import Told, opinions, time_track, timeline, to_whom
from office.desk.urgency import urgency_badges
from office.kernel.clock import office_day
from office.web.formats import clock_time
from office.web.frame import now
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
    Step,
    StepState,
    Tone,
)


def _returned(paper: Paper[Any], event: Any) -> str:
    return f"退回{STAGE_WORDS[Stage(event.stage)]}"


def _handed_on(words: str) -> Callable[[Paper[Any], Any], str]:
    return lambda paper, event: f"{words} {to_whom(paper, event)}"


BACK = Badge("退回", Tone.RETURNED, "return")
AGREED = Badge("同意", Tone.DONE, "tick")
TELLING = {
    "Drafted": Told("拟稿", mark="拟稿"),
    "Revised": Told("修改文稿"),
    "Submitted": Told("送核稿", details=_handed_on("送核稿")),
    "Reviewed": Told(
        "核稿，送签发",
        mark="核稿",
        details=_handed_on("核稿，送签发"),
        opinion="opinion",
        heading="核稿",
    ),
    "SignedOff": Told(
        "签发", mark="签发", opinion="opinion", heading="签发", verdict=AGREED, consent=True
    ),
    "Returned": Told(
        "退回", mark="退回", details=_returned, opinion="reason", heading="退回", verdict=BACK
    ),
    "Rechecked": Told("复核，无实质修改", mark="复核", opinion="opinion", heading="复核"),
    "Numbered": Told("取号", mark="编号", details=lambda _, event: f"取号 {event.number}"),
    "Typeset": Told("排版", mark="排版"),
    "Released": Told("核发"),
    "Dispatched": Told(
        "分发", mark="分发", details=lambda _, event: f"分发 {len(event.consignments)} 家"
    ),
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
"""Which event ends which stage."""


class DocumentPaper(Paper[Document]):
    """A document, as its page shows it."""

    route = "document"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.documents, Document, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题."""
        return str(self.it.facts["title"])

    def form(self) -> ActForm | None:
        """What the person logged in may do with it."""
        return act_form(self.request, self.it)

    def pages(self) -> PageSet:
        """The stored pages, or the draft as it would be laid out."""
        return pages_of(self.request, self.it)


def document_page(paper: DocumentPaper, *, form: ActForm | None = None) -> DocumentPage:
    """The whole page."""
    request, document = paper.request, paper.it
    act = None if paper.in_the_past else form or paper.form()
    return DocumentPage(
        title=document.facts["title"],
        back=Link("返回", request.route_path("desk"), "back"),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=(*urgency_badges(document.facts["urgency"]), Badge(document.facts["type"])),
        number=document.number,
        act=act,
        read_only=_read_only(paper) if act is None else "",
        neighbours=neighbours(paper),
        tools=_tools(paper),
        track=time_track(paper, TELLING),
    )


def document_preview(request: Request, id: UUID) -> Preview:
    """The document beside the desk's list."""
    paper = DocumentPaper(request, id)
    document = paper.it
    facts = (document.facts["issuer"], document.number, STAGE_WORDS[document.stage])
    return Preview(
        href=request.route_path("document", id=id),
        title=document.facts["title"],
        badges=urgency_badges(document.facts["urgency"]),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.pages(),
        act=paper.form(),
    )


def _slip(paper: DocumentPaper) -> Slip:
    document, names = paper.it, paper.names
    drafted = paper.history[0]
    rows = [] if paper.in_the_past else paper.request.consignments.of_document(document.id)
    return Slip(
        heading="发文办理单",
        facts=(
            Fact("拟稿", names.person(document.drafter, drafted.timestamp)),
            Fact("文号", document.number or "签发后编号"),
        ),
        steps=_steps(paper),
        opinions=opinions(paper, TELLING),
        timeline=timeline(paper, TELLING),
        consignments=consignment_lines(rows),
        receipts=receipts(paper.request.consignments, rows),
        files=_files(paper),
        details=(
            Fact("主送", document.facts["recipients"]),
            Fact("密级", document.facts["classification"] or "不涉密"),
        ),
    )


def _steps(paper: DocumentPaper) -> tuple[Step, ...]:
    done: dict[Stage, Any] = {}
    for event in paper.events:
        name = type(event).__name__
        if name == "Returned":
            back = Stage(event.stage)
            done = {stage: each for stage, each in done.items() if stage.order < back.order}
        elif name in DONE_BY:
            done[DONE_BY[name]] = event
    document = paper.it
    return tuple(
        Step(STAGE_WORDS[stage], *_step_state(paper, stage, done.get(stage), document))
        for stage in Stage
        if stage is not Stage.DISPATCHED
    )


def _step_state(
    paper: DocumentPaper, stage: Stage, event: Any, document: Document
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


def file_name(document: Document) -> str:
    """What the pages are called as a file: by the number only once it is on them."""
    return f"{document.number}.pdf" if document.original else "送审稿.pdf"


def _files(paper: DocumentPaper) -> tuple[FileItem, ...]:
    stored = paper.it.stored_pages
    if not stored:
        return ()
    document = paper.it
    name = file_name(document)
    href = paper.request.route_path("document.file", id=document.id, digest=stored["pages"])
    files = (FileItem(name, href, stored["length"], stored["count"]),)
    if "ofd" not in stored:
        return files
    href = paper.request.route_path("document.ofd", id=document.id, digest=stored["ofd"])
    return (*files, FileItem(f"{document.number}.ofd", href, stored["ofd_length"]))


def _tools(paper: DocumentPaper) -> tuple[Link, ...]:
    request, document = paper.request, paper.it
    may = request.house.guard.permits("document.revise", request.identity, document)
    if paper.in_the_past:
        return ()
    export = Link("导出 .docx", request.route_path("document.word", id=document.id), "download")
    if not may or document.stage not in (Stage.DRAFTING, Stage.REVIEWING):
        return (export,)
    edit = Link("修改文稿", request.route_path("document.revise", id=document.id), "draft")
    return (edit, export)


def _read_only(paper: DocumentPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    document = paper.it
    if document.holder.nobody:
        return "此件已分发，办理情况见递送与回执。"
    at = paper.events[-1].timestamp
    who = paper.names.person(document.holder.person, at) if document.holder.person else "文书"
    return f"此件正由{who}办理：{STAGE_WORDS[document.stage]}。"
