"""How the events of an assignment are told, on its own page and on that of its paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.assignments.stages import ASKED_WORDS, MEANS_WORDS, Asked, Means
from documents.screens.paper import Paper
from documents.screens.telling import Told, handed_over, to_whom


def _party(paper: Paper[Any], event: Any) -> str:
    return paper.names.party(paper.it.party.word, event.timestamp)


def _opened(paper: Paper[Any], event: Any) -> str:
    day = f"，{paper.day(event.deadline)}前办结" if event.deadline else ""
    return f"分给{_party(paper, event)}{'主办' if event.host else '协办'}{day}"


def _taken_up(paper: Paper[Any], event: Any) -> str:
    return f"领办（{_party(paper, event)}）"


def _given(paper: Paper[Any], event: Any) -> str:
    return f"{_party(paper, event)}交 {to_whom(paper, event)} 承办"


def _asked(paper: Paper[Any], event: Any) -> str:
    words = f"{_party(paper, event)}申请{ASKED_WORDS[Asked(event.what)]}"
    if event.until:
        return f"{words}到{paper.day(event.until)}"
    return f"{words}给{paper.names.party(event.to, event.timestamp)}"


def _urged(paper: Paper[Any], event: Any) -> str:
    whom = paper.names.person(event.whom, event.timestamp) if event.whom else ""
    return f"{MEANS_WORDS[Means(event.means)]} {_party(paper, event)}{whom}"


def _reason(event: Any) -> str:
    """Events from before it was kept have none."""
    reason = getattr(event, "reason", "")
    return f"：{reason}" if reason else ""


def _with_files(event: Any) -> str:
    """Events from before files could be handed in have none."""
    files = getattr(event, "files", None) or ()
    return f"（附件 {len(files)} 个）" if files else ""


TELLING = {
    "Opened": Told("分办", mark="分办", details=_opened, opinion="note"),
    "TakenUp": Told("领办", mark="领办", details=_taken_up),
    "Given": Told("二次分办", mark="二次分办", details=_given, opinion="note"),
    "Refused": Told(
        "退回改派",
        mark="退回改派",
        details=lambda paper, event: f"{_party(paper, event)}退回改派",
        opinion="reason",
    ),
    "ProgressReported": Told(
        "报告进展",
        mark="进展",
        details=lambda paper, event: f"{_party(paper, event)}报告进展{_with_files(event)}",
        opinion="words",
        heading="办理进展",
    ),
    "Asked": Told("申请", mark="申请", details=_asked, opinion="reason", note=_asked),
    "Extended": Told(
        "同意延期",
        mark="延期",
        details=lambda paper, event: f"同意{_party(paper, event)}延期到{paper.day(event.until)}",
        opinion="words",
        heading="申请",
        note=lambda paper, event: f"延期到{paper.day(event.until)}",
    ),
    "Transferred": Told(
        "同意转办",
        mark="转办",
        details=lambda paper, event: (
            f"同意由{_party(paper, event)}转{paper.names.party(event.to, event.timestamp)}办理"
        ),
        opinion="words",
        heading="申请",
    ),
    "Denied": Told("不同意所请", opinion="reason", heading="申请"),
    "Urged": Told("催办", mark="催办", details=_urged, opinion="words"),
    "UrgingAnswered": Told("答复催办", opinion="words", heading="催办"),
    "Done": Told(
        "报办理结果",
        mark="报结果",
        details=lambda paper, event: f"{_party(paper, event)}报办理结果{_with_files(event)}",
        opinion="result",
        heading="办理结果",
    ),
    "SentBack": Told("退回重办", mark="退回重办", opinion="reason", heading="办结审核"),
    "Withdrawn": Told(
        "收回",
        mark="收回",
        details=lambda paper, event: f"收回{_party(paper, event)}的承办：{event.reason}",
    ),
    "HostChanged": Told(
        "变更主办",
        details=lambda paper, event: (
            f"{_party(paper, event)}改为{'主办' if event.host else '协办'}{_reason(event)}"
        ),
    ),
    "DeadlineSet": Told(
        "调整时限",
        details=lambda paper, event: (
            f"{_party(paper, event)}的时限调整为{paper.day(event.deadline)}{_reason(event)}"
        ),
    ),
    "Instructed": Told("有新批示", details=lambda *_: "有新批示，已送承办单位", who=False),
    "HandedOver": Told("移交", details=handed_over),
}
TOLD_BY_THE_PAPER = frozenset({"Opened", "Transferred", "SentBack", "Instructed", "Refused"})
"""What the paper's own events say, in one sentence for all parties."""


def events_on_paper(request: Request, paper: UUID) -> Iterable[Any]:
    """What happened in every share of handling the paper, beside the paper's own events."""
    for row in request.assignments.on_paper(paper):
        for event in request.assignments.events.get(row.subject):
            if type(event).__name__ not in TOLD_BY_THE_PAPER:
                yield event
