"""The page of an incoming paper as a model: from its events, as of any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.assignments.screens.lines import share_lines
from documents.circulation.screens.lines import reading_lists
from documents.consignments.capsule import Part
from documents.incoming.arriving.mail import BODY
from documents.incoming.arriving.scans import PDF
from documents.incoming.incoming import Incoming
from documents.incoming.routes import Route
from documents.incoming.screens.arrival import WAY_IN, arrival_facts, source_facts
from documents.incoming.screens.forms import act_form
from documents.incoming.screens.giving_back import GIVING_BACK, asked_badges
from documents.incoming.screens.stamp import stamp_lines
from documents.incoming.screens.steps import holder_words, steps
from documents.incoming.screens.words import opinions_by_round, words_above
from documents.incoming.stages import (
    SENT_AWAY,
    STAGE_WORDS,
    TRACK_WORDS,
    WAY_WORDS,
    Stage,
    Track,
    Way,
)
from documents.numbering.shown import identifier_facts
from documents.screens.additions import limit_added, links_added, mark_added
from documents.screens.other_posts import way_to_act
from documents.screens.pages import pictured_pages
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import Told, time_track, timeline, to_whom
from office.desk.urgency import urgency_badges
from office.web.back import back_to_list
from office.web.formats import printed_day
from office.web.models import (
    NO_PAGES,
    ActForm,
    Badge,
    Fact,
    FileItem,
    IncomingPage,
    Link,
    PageSet,
    Preview,
    Slip,
    Tone,
)

TEXTS = ("original", "text", "proof")
"""Roles of parts that are the paper itself; all others are attached to it."""


def _instructed(_: Paper[Any], event: Any) -> str:
    words = "批示" if event.words else "圈阅，同意拟办意见"
    parts = (
        "转为阅件" if event.track == Track.READING else "",
        "以本批示为准" if event.supersedes else "",
        f"第 {event.round} 轮" if event.round > 1 else "",
    )
    more = "，".join(part for part in parts if part)
    return f"{words}（{more}）" if more else words


def _parties(paper: Paper[Any], event: Any, words: Sequence[str]) -> str:
    return "、".join(paper.names.party(each, event.timestamp) for each in words)


def _assigned(paper: Paper[Any], event: Any) -> str:
    helping = f"，{_parties(paper, event, event.helpers)}协办" if event.helpers else ""
    return f"分办 {_parties(paper, event, [event.host])}主办{helping}"


def _helpers_added(paper: Paper[Any], event: Any) -> str:
    return f"加派 {_parties(paper, event, event.helpers)}协办"


def _handed_back(paper: Paper[Any], event: Any) -> str:
    return f"{_parties(paper, event, [event.party])}退回改派：{event.reason}"


def _passed_on(paper: Paper[Any], event: Any) -> str:
    return (
        f"同意由{_parties(paper, event, [event.party])}转{_parties(paper, event, [event.to])}办理"
    )


def _rescheduled(paper: Paper[Any], event: Any) -> str:
    return f"办理时限为{paper.day(event.deadline)}" if event.deadline else "不再规定办理时限"


TELLING = {
    **WAY_IN,
    **GIVING_BACK,
    "Retracked": Told(
        "改变分类",
        details=lambda _, event: f"转为{TRACK_WORDS[Track(event.track)]}",
        opinion="reason",
    ),
    "Proposed": Told(
        "拟办",
        mark="拟办",
        details=lambda paper, event: f"拟办，报送 {to_whom(paper, event)}",
        opinion="opinion",
    ),
    "Instructed": Told(
        "批示",
        mark="批示",
        details=_instructed,
        opinion="words",
        bare=Badge("圈阅，同意拟办意见", Tone.DONE, "tick"),
    ),
    "Assigned": Told("分办", mark="分办", details=_assigned, opinion="note"),
    "HelpersAdded": Told("加派协办", details=_helpers_added, opinion="note", heading="分办"),
    "Heeded": Told("按新批示布置", opinion="words", heading="分办"),
    "HandedBack": Told(
        "退回改派",
        mark="退回改派",
        details=_handed_back,
        opinion="reason",
        note=lambda paper, event: f"{_parties(paper, event, [event.party])}退回",
    ),
    "PassedOn": Told("转办", details=_passed_on),
    "Scanned": Told("补扫描件", details=lambda _, event: f"补扫描件 {len(event.parts)} 个"),
    "Rescheduled": Told("调整时限", details=_rescheduled, who=False),
    "SentBack": Told("退回重办", mark="退回重办", opinion="reason", heading="办结审核"),
    "AnswerBegun": Told("拟复文"),
    "Answered": Told("复文", mark="复文", details=lambda _, event: f"复文 {event.number} 已发出"),
    "HandedOver": Told(
        "移交",
        details=lambda paper, event: (
            f"移交：由 {paper.names.person(event.giver, event.timestamp)}"
            f" 交 {paper.names.person(event.taker, event.timestamp)}"
        ),
    ),
    "Completed": Told(
        "办结",
        mark="办结",
        details=lambda _, event: f"办结（{WAY_WORDS[Way(event.way)]}）",
        opinion="result",
        heading="办理结果",
    ),
    "Acknowledged": Told("阅知办结情况"),
    "Reopened": Told(
        "重新办理",
        mark="重新办理",
        details=lambda _, event: f"重新办理，第 {event.round} 轮",
        opinion="reason",
    ),
}
TOLD_ELSEWHERE = ("Circulated", "ReadByAll", "CirculationWithdrawn", "Handled")
"""What the circulation itself tells, with whom and why; and the host's own report."""


class IncomingPaper(Paper[Incoming]):
    """An incoming paper, as its page shows it."""

    route = "incoming"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.incomings, Incoming, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题."""
        return str(self.it.capsule.facts["title"])

    def untold(self, own: Sequence[Any]) -> Iterable[Any]:
        """What is told by the circulations and shares."""
        return (each for each in own if type(each).__name__ in TOLD_ELSEWHERE)

    def form(self) -> ActForm | None:
        """What the person logged in may do with it, below the words that it is about."""
        form = act_form(self.request, self.it)
        return form and replace(form, about=words_above(self, TELLING, form.heading))

    def shown_digest(self) -> str:
        """Of all that came."""
        return self.it.capsule.digest

    def step_of(self, event: Any) -> str:
        """A later round says which it is; words of the first need not."""
        round = self._round_of(event)
        return f"第 {round} 轮" if round > 1 else ""

    def rounds(self) -> dict[int, int]:
        """To which round each thing told belongs, by its place."""
        return {place: self._round_of(each) for place, each in enumerate(self.told)}

    def _round_of(self, event: Any) -> int:
        """A unit's share belongs to one round; the paper's own events follow each other."""
        other = self.told_by(event)
        if other is not self:
            return int(getattr(other.it, "round", 1))
        before = [each for each in self.history if each.timestamp <= event.timestamp]
        return max(getattr(each, "round", 1) for each in before)

    def _words_of_mail(self) -> PageSet | None:
        """What an e-mail says that brought no pages; None where there is none."""
        body = next((part for part in self.it.capsule.parts if part.name == BODY), None)
        if body is None:
            return None
        data = self.request.house.node.content.get(self.it.agency, body.digest)
        return PageSet(text=data.decode("utf-8", "replace"))

    def pages(self) -> PageSet:
        """Pictures of the original as it arrived."""
        texts = (part for part in self.it.capsule.parts if part.role == "original")
        original = next((part for part in texts if part.media_type == PDF), None)
        if original is None:
            return self._words_of_mail() or _without_pages(self.it)
        return pictured_pages(self.request, self.it, original.digest, route=self.route)


def incoming_page(paper: IncomingPaper, *, form: ActForm | None = None) -> IncomingPage:
    """The whole page."""
    request, it = paper.request, paper.it
    facts = it.capsule.facts
    act = None if paper.in_the_past else form or paper.form()
    return IncomingPage(
        title=facts["title"],
        back=back_to_list(request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=_badges(it),
        number=facts["number"],
        act=act,
        read_only=_read_only(paper) if act is None else "",
        switch=way_to_act(paper) if act is None else None,
        neighbours=neighbours(paper),
        tools=_tools(paper),
        track=time_track(paper, TELLING),
        sender=it.capsule.sender_name,
        incoming_number=it.number,
        received=_signed_for(paper),
        effect=mark_added(paper),
        stamp=stamp_lines(paper),
    )


def _sheet(paper: IncomingPaper) -> Link:
    """文件处理单, as of the moment that the page shows."""
    as_of = {"as_of": str(paper.as_of)} if paper.in_the_past else None
    where = paper.request.route_path("incoming.sheet", id=paper.it.id, _query=as_of)
    return Link("处理单", where, "print")


def _copies(paper: IncomingPaper) -> tuple[Link, ...]:
    if paper.in_the_past or not paper.it.number:
        return ()
    where = paper.request.route_path("incoming.copies", id=paper.it.id)
    return (Link("二次分发、翻印", where, "print"),)


def incoming_preview(request: Request, id: UUID) -> Preview:
    """The paper beside the desk's list."""
    paper = IncomingPaper(request, id)
    it = paper.it
    facts = (it.capsule.sender_name, it.capsule.facts["number"], it.number)
    return Preview(
        href=request.route_path("incoming", id=id),
        title=it.capsule.facts["title"],
        badges=urgency_badges(it.capsule.facts["urgency"]),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.pages(),
        act=paper.form(),
        effect=mark_added(paper),
    )


def _without_pages(it: Incoming) -> PageSet:
    if it.stage is Stage.ON_PAPER:
        return PageSet(instead="涉密件在纸上办理，这里没有页面。")
    if it.route is Route.EXCHANGE:
        return NO_PAGES
    return PageSet(instead="补登时没有附正件的扫描件，请看原件。")


def _tools(paper: IncomingPaper) -> tuple[Link, ...]:
    """Of a 涉密件 nothing more is done here than that it is known to have come."""
    if paper.it.stage is Stage.ON_PAPER:
        return ()
    return (*links_added(paper), _sheet(paper), *_copies(paper))


def _signed_for(paper: IncomingPaper) -> datetime | None:
    signed = (each for each in paper.events if type(each).__name__ == "SignedFor")
    return next((each.timestamp for each in signed), None)


def _badges(it: Incoming) -> tuple[Badge, ...]:
    track = (Badge(TRACK_WORDS[it.track], Tone.NEUTRAL),) if it.track else ()
    facts = it.capsule.facts
    kind = (Badge(facts["type"]),) if facts["type"] else ()
    round = (Badge(f"第 {it.round} 轮", Tone.NEUTRAL),) if it.round > 1 else ()
    asked = asked_badges(it)
    return (*urgency_badges(facts["urgency"]), *kind, *track, *round, *asked)


def _slip(paper: IncomingPaper) -> Slip:
    it = paper.it
    return Slip(
        heading="收文处理单",
        facts=(
            Fact("状态", _state_words(it)),
            Fact("时限", limit_added(paper) or paper.day(it.deadline) or "未定"),
        ),
        steps=steps(paper),
        opinions=opinions_by_round(paper, TELLING, paper.rounds()),
        timeline=timeline(paper, TELLING),
        shares=share_lines(paper),
        readings=reading_lists(paper),
        files=tuple(_file(paper, each) for each in it.capsule.parts if each.role not in TEXTS),
        texts=tuple(_file(paper, each) for each in it.capsule.parts if each.role in TEXTS),
        details=(
            Fact("成文日期", printed_day(it.capsule.facts.get("date", ""))),
            *identifier_facts(it.capsule.facts.get("identifier", "")),
            *source_facts(it),
            *arrival_facts(paper),
        ),
    )


def _file(paper: IncomingPaper, part: Part) -> FileItem:
    href = paper.request.route_path("incoming.file", id=paper.it.id, digest=part.digest)
    return FileItem(part.name, href, part.length)


def _state_words(it: Incoming) -> str:
    if it.stage is Stage.SCREENED and it.track is Track.READING:
        return "待传阅"
    return STAGE_WORDS[it.stage]


def _read_only(paper: IncomingPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    if paper.it.stage in (
        Stage.COMPLETED,
        *SENT_AWAY,
        Stage.ON_PAPER,
        Stage.FOLDED,
    ):
        return f"此件{STAGE_WORDS[paper.it.stage]}。"
    return f"此件{STAGE_WORDS[paper.it.stage]}，正由{holder_words(paper)}办理。"
