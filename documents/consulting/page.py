"""The page of a consultation as a model: who was asked, what they say, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consignments.lines import consignment_lines
from documents.consulting.adopted import unchanged
from documents.consulting.consultation import Consultation
from documents.consulting.forms import act_form, may_follow, other_ways
from documents.consulting.place import (
    DISPOSAL_WORDS,
    RESOLUTION_WORDS,
    Disposal,
    Place,
    Resolution,
)
from documents.consulting.summary import answer_words, counted, treatment_words
from documents.consulting.verdicts import ANSWERS, ASKING_WORDS, AgencyVerdict
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import Told, opinions, time_track, timeline
from office.calendar.asking import working_days
from office.desk.urgency import due_badges, urgency_badges
from office.web.back import back_to_list
from office.web.form_acts import written
from office.web.frame import now
from office.web.models import (
    NO_PAGES,
    ActForm,
    Badge,
    Choice,
    Fact,
    FileItem,
    Link,
    Preview,
    Slip,
    Step,
    StepState,
    Tone,
)
from office.web.models.consulting import (
    CommentLine,
    ConsultationPage,
    DisposalForm,
    PlaceLine,
)

Telling = Callable[[Paper[Any], Any], str]


def _names(paper: Paper[Any], codes: list[str]) -> str:
    first = "、".join(paper.it.places[code].name for code in codes[:3])
    return first if len(codes) <= 3 else f"{first}等 {len(codes)} 家"


def _to(words: str) -> Telling:
    return lambda paper, event: f"{words} {_names(paper, event.codes)}"


def _about(words: str) -> Telling:
    return lambda paper, event: f"{words} {_names(paper, [event.code])}"


def _asked(paper: Paper[Any], event: Any) -> str:
    words = ASKING_WORDS[paper.it.asking]
    return f"送 {len(event.agencies)} 家{words}（第 {event.round} 轮）"


def _answered(paper: Paper[Any], event: Any) -> str:
    words = ANSWERS[paper.it.asking][AgencyVerdict(event.answer["verdict"])]
    late = "（逾期）" if event.late else ""
    by = f"，{event.answer['by']}（{event.answer['post']}）审定"
    return f"{_names(paper, [event.code])} 答复：{words}{late}{by}"


def _overdue(paper: Paper[Any], event: Any) -> str:
    consents = "，视为无意见" if event.consents else ""
    return f"{_names(paper, event.codes)} 逾期未复{consents}"


def _resolved(paper: Paper[Any], event: Any) -> str:
    return f"{_names(paper, [event.code])}：{RESOLUTION_WORDS[Resolution(event.outcome)]}"


def _disposed(paper: Paper[Any], event: Any) -> str:
    words = DISPOSAL_WORDS[Disposal(event.disposal)]
    return f"{words} {_names(paper, [event.code])} 的第 {event.number + 1} 条意见"


def _handed_over(paper: Paper[Any], event: Any) -> str:
    name = paper.names.person
    giver, taker = name(event.giver, event.timestamp), name(event.asker, event.timestamp)
    return f"由 {giver} 移交 {taker} 经办"


TELLING = {
    "Asked": Told("征询", mark="征询", details=_asked),
    "Sent": Told("送出", details=_to("送出")),
    "Answered": Told("答复", mark="答复", details=_answered, who=False),
    "Reminded": Told("催办", mark="催办", details=_to("催办")),
    "Overdue": Told("逾期", mark="逾期", details=_overdue, who=False),
    "Withdrawn": Told("撤回", mark="撤回", details=_to("撤回"), opinion="reason"),
    "Coordinated": Told("协调", mark="协调", details=_resolved, opinion="record"),
    "Escalated": Told("提请裁定", mark="提请裁定", details=_about("提请裁定"), opinion="reason"),
    "Ruled": Told("裁定", mark="裁定", details=_resolved, opinion="words"),
    "Disposed": Told("处理意见", details=_disposed),
    "Summarised": Told("形成意见汇总表", mark="汇总"),
    "HandedOver": Told("移交", details=_handed_over),
}


class ConsultationPaper(Paper[Consultation]):
    """A consultation, as its page shows it."""

    route = "consultation"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.consultations, Consultation, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题 of the draft."""
        return str(self.it.facts["title"])

    def form(self) -> ActForm | None:
        """What the person logged in may do with it."""
        return act_form(self.request, self.it)


def consultation_page(
    paper: ConsultationPaper, *, form: ActForm | None = None, refusal: str = ""
) -> ConsultationPage:
    """The whole page; `refusal` is about 采纳情况, which keep what was typed."""
    request, it = paper.request, paper.it
    act = None if paper.in_the_past else form or paper.form()
    back = back_to_list(request)
    return ConsultationPage(
        title=paper.title,
        back=back,
        pages=NO_PAGES,
        slip=_slip(paper),
        badges=_badges(paper),
        act=act,
        read_only="" if act else _read_only(paper),
        neighbours=neighbours(paper),
        tools=_tools(paper),
        track=time_track(paper, TELLING),
        standing=counted(it),
        places=tuple(_place_line(paper, each) for each in it.places.values()),
        comments=tuple(_comment_lines(request, it)),
        disposing=_disposing(paper, refusal),
        summary=_summary_file(paper),
    )


def consultation_preview(request: Request, id: UUID) -> Preview:
    """The consultation beside the desk's list."""
    paper = ConsultationPaper(request, id)
    it = paper.it
    return Preview(
        href=request.route_path("consultation", id=id),
        title=paper.title,
        badges=(*urgency_badges(it.facts["urgency"]), *_late(paper)),
        facts=(ASKING_WORDS[it.asking], counted(it), f"{paper.day(it.deadline)}前答复"),
    )


def _badges(paper: ConsultationPaper) -> tuple[Badge, ...]:
    it = paper.it
    state = Badge("已办妥", Tone.DONE, "tick") if it.settled else Badge("办理中", Tone.NEUTRAL)
    round = (Badge(f"第 {it.round} 轮", Tone.NEUTRAL),) if it.round > 1 else ()
    kind = Badge(ASKING_WORDS[it.asking])
    return (*urgency_badges(it.facts["urgency"]), kind, *round, state, *_late(paper))


def _late(paper: ConsultationPaper) -> tuple[Badge, ...]:
    """How late the answers are, at the moment shown, while one is waited for."""
    it = paper.it
    waits = any(place.is_asked for place in it.places.values())
    shown = paper.moment if paper.in_the_past else now(paper.request)
    return due_badges(it.deadline, now=shown, days=working_days(paper.request)) if waits else ()


def _place_line(paper: ConsultationPaper, place: Place) -> PlaceLine:
    it, answer = paper.it, place.answer
    notes = [place.withdrawn and f"撤回理由：{place.withdrawn}", treatment_words(place)]
    if place.reminded:
        notes.append(f"催办 {place.reminded} 次")
    return PlaceLine(
        name=place.name,
        state=_state(paper, place),
        answer=answer_words(it, place),
        who=f"{answer.by}　{answer.post}　{answer.on}" if answer else "",
        notes=tuple(filter(None, notes)),
    )


def _state(paper: ConsultationPaper, place: Place) -> Badge:
    it = paper.it
    if place.is_disputed:
        return Badge("待协调", Tone.RETURNED, "return")
    if place.withdrawn:
        return Badge("已撤回", Tone.NEUTRAL)
    if place.is_asked:
        return next(iter(_late(paper)), Badge("待答复", Tone.NEUTRAL))
    if place.is_open:
        return Badge("未轮到", Tone.NEUTRAL)
    if place.undisposed:
        return Badge("待处理意见", Tone.WARNING)
    if not place.consents(it.asking):
        return Badge("须再送", Tone.RETURNED, "return")
    return Badge("逾期答复" if place.late else "已答复", Tone.DONE, "tick")


def _comment_lines(request: Request, it: Consultation) -> Iterator[CommentLine]:
    revision = request.documents.revision_of(it.document)
    for place in it.places.values():
        in_vain = unchanged(it, place, revision=revision)
        for number, comment in enumerate(place.answer.comments if place.answer else ()):
            name = f"{place.code}-{number}"
            stood = place.disposed.get(number)
            chosen = written(request, f"disposal-{name}") or (stood.disposal if stood else "")
            choices = [("", "未登记"), *DISPOSAL_WORDS.items()]
            yield CommentLine(
                agency=place.name,
                clause=comment.clause,
                text=comment.text,
                name=name,
                choices=tuple(
                    Choice(str(value), words, chosen=value == chosen) for value, words in choices
                ),
                treatment=DISPOSAL_WORDS[stood.disposal] if stood else "",
                reason=written(request, f"reason-{name}") or (stood.reason if stood else ""),
                in_vain=number in in_vain,
                unchanged=written(request, f"unchanged-{name}")
                or (stood.unchanged if stood else ""),
            )


def _disposing(paper: ConsultationPaper, refusal: str) -> DisposalForm | None:
    if paper.in_the_past or not may_follow(paper.request, paper.it):
        return None
    return DisposalForm(action=paper.here, seen=str(paper.it.version), refusal=refusal)


def _tools(paper: ConsultationPaper) -> tuple[Link, ...]:
    document = Link("文稿", paper.request.route_path("document", id=paper.it.document), "document")
    if paper.in_the_past:
        return (document,)
    address = paper.request.route_path("consultation.summary", id=paper.it.id)
    summary = Link("预览汇总表", address, "file", apart=True)
    return (document, *other_ways(paper.request, paper.it), summary)


def _summary_file(paper: ConsultationPaper) -> FileItem | None:
    summary = paper.it.summary
    if not summary:
        return None
    href = paper.request.route_path("consultation.file", id=paper.it.id, digest=summary["pages"])
    return FileItem("意见汇总表.pdf", href, summary["length"])


def _slip(paper: ConsultationPaper) -> Slip:
    it = paper.it
    rows = [] if paper.in_the_past else paper.request.consignments.of_document(it.id)
    note = (Fact("说明", it.note),) if it.note else ()
    silence = (Fact("逾期未复", "视为无意见"),) if it.silence_consents else ()
    return Slip(
        heading=f"{ASKING_WORDS[it.asking]}办理单",
        facts=(Fact("答复期限", paper.day(it.deadline)),),
        steps=_steps(paper),
        opinions=opinions(paper, TELLING),
        timeline=timeline(paper, TELLING),
        consignments=consignment_lines(rows),
        details=(
            Fact("经办", paper.names.person(it.asker, paper.history[0].timestamp)),
            *note,
            *silence,
        ),
    )


def _steps(paper: ConsultationPaper) -> tuple[Step, ...]:
    it = paper.it
    places = list(it.places.values())
    answered = sum(not each.is_open for each in places)
    comments = any(each.answer and each.answer.comments for each in places)
    disputed = any(each.is_disputed for each in places)
    undisposed = any(each.undisposed for each in places)
    line = [("送出", True), ("答复", it.complete)]
    if any(each.answer and each.answer.verdict is AgencyVerdict.DISSENT for each in places):
        line.append(("协调", not disputed))
    if comments:
        line.append(("处理意见", not undisposed))
    line.append(("汇总", bool(it.summary)))
    here = next((name for name, done in line if not done), "")
    counts = {"答复": (f"{answered} / {len(places)}",)}
    return tuple(
        Step(name, _step_state(done=done, now=name == here), counts.get(name, ()))
        for name, done in line
    )


def _step_state(*, done: bool, now: bool) -> StepState:
    if done:
        return StepState.DONE
    return StepState.NOW if now else StepState.AHEAD


def _read_only(paper: ConsultationPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    if paper.it.settled:
        return "答复已齐，意见已处理。"
    return "由经办人和文书办理。"
