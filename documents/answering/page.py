"""The page of an inquiry as a model: from its events, as of any of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.answering.forms import act_form
from documents.answering.inquiry import Inquiry
from documents.answering.stages import ENDED, STAGE_WORDS, Stage
from documents.consignments.capsule import Part
from documents.consignments.lines import consignment_lines
from documents.consulting.travelling import PAGES, TEXT
from documents.consulting.verdicts import ANSWERS, PAPER_WORDS, AgencyVerdict
from documents.screens.pages import pictured_pages
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import (
    Told,
    handed_over,
    opinions,
    time_track,
    timeline,
    to_whom,
)
from office.calendar.asking import working_days
from office.desk.urgency import due_badges, urgency_badges
from office.web.back import back_to_list
from office.web.frame import now
from office.web.models import (
    NO_PAGES,
    ActForm,
    Badge,
    Fact,
    FileItem,
    IncomingPage,
    PageSet,
    Preview,
    Slip,
    Step,
    StepState,
    Tone,
)


def _arrived(paper: Paper[Any], event: Any) -> str:
    again = "再次" if type(event).__name__ == "ArrivedAgain" else ""
    words = PAPER_WORDS[paper.it.asking]
    return f"{paper.it.capsule.sender_name} {words}{again}送达"


def _assigned(paper: Paper[Any], event: Any) -> str:
    others = f"，{len(event.helpers)} 人会同提出意见" if event.helpers else ""
    return f"分办 {to_whom(paper, event)}{others}"


def _proposed(paper: Paper[Any], event: Any) -> str:
    words = ANSWERS[paper.it.asking][AgencyVerdict(event.proposal["verdict"])]
    return f"拟答复“{words}”，报 {to_whom(paper, event)} 审定"


def _answered(paper: Paper[Any], event: Any) -> str:
    words = ANSWERS[paper.it.asking][AgencyVerdict(event.answer["verdict"])]
    return f"审定答复：{words}"


def _reminded(paper: Paper[Any], event: Any) -> str:
    return f"{paper.it.capsule.sender_name} 催办{_with(event.words)}"


def _withdrawn(paper: Paper[Any], event: Any) -> str:
    return f"{paper.it.capsule.sender_name} 撤回征询{_with(event.reason)}"


def _with(words: str) -> str:
    return f"：{words}" if words else ""


TELLING = {
    "Arrived": Told("送达", mark="送达", details=_arrived, who=False),
    "ArrivedAgain": Told("再次送达", mark="再次送达", details=_arrived, who=False),
    "SignedFor": Told("签收", mark="签收"),
    "Refused": Told("拒收", mark="拒收", opinion="reason"),
    "Registered": Told("登记", mark="登记", details=lambda _, event: f"登记 {event.number}"),
    "Assigned": Told("分办", mark="分办", details=_assigned, opinion="note"),
    "Opined": Told("提出意见", mark="意见", opinion="words", heading="内部意见"),
    "Proposed": Told("拟答复", mark="拟答复", details=_proposed),
    "SentBack": Told("退回重拟", mark="退回", opinion="reason", heading="退回"),
    "Answered": Told("审定答复", mark="答复", details=_answered, opinion="words", heading="审定"),
    "HandedOver": Told("移交", details=handed_over),
    "Reminded": Told("催办", mark="催办", details=_reminded, who=False),
    "Withdrawn": Told("撤回", mark="撤回", details=_withdrawn, who=False),
}
STEPS = (
    ("签收", "SignedFor", Stage.ARRIVED),
    ("登记", "Registered", Stage.SIGNED_FOR),
    ("分办", "Assigned", Stage.REGISTERED),
    ("拟答复", "Proposed", Stage.ASSIGNED),
    ("审定", "Answered", Stage.APPROVING),
)


class InquiryPaper(Paper[Inquiry]):
    """An inquiry, as its page shows it."""

    route = "inquiry"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.inquiries, Inquiry, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题."""
        return str(self.it.capsule.facts["title"])

    def form(self) -> ActForm | None:
        """What the person logged in may do with it."""
        return act_form(self.request, self.it)

    def pages(self) -> PageSet:
        """Pictures of the pages as they arrived."""
        part = next((part for part in self.it.capsule.parts if part.role == PAGES), None)
        if part is None:
            return NO_PAGES
        return pictured_pages(self.request, self.it, part.digest, route=self.route)


def inquiry_page(paper: InquiryPaper, *, form: ActForm | None = None) -> IncomingPage:
    """The whole page."""
    request, it = paper.request, paper.it
    act = None if paper.in_the_past else form or paper.form()
    return IncomingPage(
        title=paper.title,
        back=back_to_list(request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=_badges(paper),
        act=act,
        read_only=_read_only(paper) if act is None else "",
        neighbours=neighbours(paper),
        track=time_track(paper, TELLING),
        sender=it.capsule.sender_name,
        incoming_number=it.number,
    )


def inquiry_preview(request: Request, id: UUID) -> Preview:
    """The inquiry beside the desk's list."""
    paper = InquiryPaper(request, id)
    it = paper.it
    facts = (it.capsule.sender_name, PAPER_WORDS[it.asking], f"{paper.day(it.deadline)}前答复")
    return Preview(
        href=request.route_path("inquiry", id=id),
        title=paper.title,
        badges=(*urgency_badges(it.capsule.facts["urgency"]), *_late(paper)),
        facts=facts,
        pages=paper.pages(),
        act=paper.form(),
    )


def files_of(it: Inquiry) -> Iterator[Part]:
    """What came to be read: the pages and the attachments, not the text for machines."""
    yield from (part for part in it.capsule.parts if part.role != TEXT)


def _badges(paper: InquiryPaper) -> tuple[Badge, ...]:
    it = paper.it
    urged = (Badge(f"催办 {it.reminded} 次", Tone.WARNING, "retry"),) if it.reminded else ()
    facts = it.capsule.facts
    kind = Badge(PAPER_WORDS[it.asking])
    return (*urgency_badges(facts["urgency"]), kind, *urged, *_late(paper))


def _late(paper: InquiryPaper) -> tuple[Badge, ...]:
    """How late the answer is, at the moment shown."""
    if paper.it.stage in ENDED:
        return ()
    shown = paper.moment if paper.in_the_past else now(paper.request)
    return due_badges(paper.it.deadline, now=shown, days=working_days(paper.request))


def _slip(paper: InquiryPaper) -> Slip:
    it = paper.it
    rows = [] if paper.in_the_past else paper.request.consignments.of_document(it.id)
    return Slip(
        heading="征询件办理单",
        facts=(Fact("状态", STAGE_WORDS[it.stage]), Fact("答复期限", paper.day(it.deadline))),
        steps=_steps(paper),
        opinions=opinions(paper, TELLING),
        timeline=timeline(paper, TELLING),
        consignments=consignment_lines(rows),
        files=tuple(_file(paper, part) for part in files_of(it) if part.role != PAGES),
        texts=tuple(_file(paper, part) for part in files_of(it) if part.role == PAGES),
        details=(*_asked(paper), *_answer(it)),
    )


def _file(paper: InquiryPaper, part: Part) -> FileItem:
    route = "inquiry.file" if part.role == PAGES else "inquiry.attachment"
    href = paper.request.route_path(route, id=paper.it.id, digest=part.digest)
    return FileItem(part.name, href, part.length)


def _asked(paper: InquiryPaper) -> Iterator[Fact]:
    facts = paper.it.capsule.facts
    if facts["note"]:
        yield Fact("来文说明", facts["note"])
    if issuers := facts.get("issuers"):
        yield Fact("联合行文机关", "、".join(issuers))
    if facts.get("silence_consents"):
        yield Fact("逾期未复", "视为无意见")
    at = paper.events[-1].timestamp
    if paper.it.helpers:
        words = [
            f"{paper.names.person(person, at)}{'' if opined else '（未提出）'}"
            for person, opined in paper.it.helpers.items()
        ]
        yield Fact("会同提出意见", "、".join(words))


def _answer(it: Inquiry) -> Iterator[Fact]:
    """The words that go out, or went: a leader reads them before approving."""
    if not it.proposal:
        return
    words = ANSWERS[it.asking][AgencyVerdict(it.proposal["verdict"])]
    yield Fact("答复" if it.answer else "拟答复", words)
    for comment in it.proposal["comments"]:
        yield Fact(f"“{comment['clause']}”", comment["text"])  # a bare 一 looks like a dash


def _steps(paper: InquiryPaper) -> tuple[Step, ...]:
    done = {type(event).__name__: event for event in paper.events}
    if paper.it.stage is Stage.ASSIGNED:
        done.pop("Proposed", None)  # sent back
    return tuple(
        Step(name, *_step_state(paper, event=done.get(event), waiting=paper.it.stage is stage))
        for name, event, stage in STEPS
    )


def _step_state(
    paper: InquiryPaper, *, event: Any, waiting: bool
) -> tuple[StepState, tuple[str, ...]]:
    if waiting:
        return StepState.NOW, (_holder(paper), "办理中")
    if event is None:
        return StepState.AHEAD, ()
    return StepState.DONE, (paper.names.person(event.by, event.timestamp),)


def _holder(paper: InquiryPaper) -> str:
    holder = paper.it.holder
    if holder.person:
        return paper.names.person(holder.person, paper.events[-1].timestamp)
    return "文书"


def _read_only(paper: InquiryPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    words = STAGE_WORDS[paper.it.stage]
    if paper.it.stage in ENDED:
        return f"此件{words}。"
    return f"此件{words}，正由{_holder(paper)}办理。"
