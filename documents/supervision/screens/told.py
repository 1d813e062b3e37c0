"""How the events of a supervised matter are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.assignments.screens.history import events_on_paper
from documents.assignments.stages import MEANS_WORDS, Means
from documents.screens.paper import Paper
from documents.screens.telling import Told, handed_over, to_whom
from documents.supervision.share import Share
from documents.supervision.stages import (
    KIND_WORDS,
    PROPOSER_WORDS,
    SATISFACTION_WORDS,
    Kind,
    Satisfaction,
)

WHY = {"refused": "退回改派", "transferred": "转由其他单位办理", "withdrawn": "收回"}


def _party(paper: Paper[Any], event: Any) -> str:
    return str(paper.newest.shares[event.party].name)


def _opened(paper: Paper[Any], event: Any) -> str:
    day = paper.day(event.deadline)
    return f"立项 {event.number}，{KIND_WORDS[Kind(event.kind)]}，{day}前办结"


def _assigned(_: Paper[Any], event: Any) -> str:
    shares = [Share.from_json(each) for each in event.shares]
    words = "、".join(f"{each.name}{'主办' if each.host else '协办'}" for each in shares)
    return f"交办 {words}"


def _asked(paper: Paper[Any], event: Any) -> str:
    return f"{_party(paper, event)}申请延期到{paper.day(event.until)}"


def _urged(paper: Paper[Any], event: Any) -> str:
    return f"{MEANS_WORDS[Means(event.means)]} {_party(paper, event)}"


def _reported(paper: Paper[Any], event: Any) -> str:
    late = f"，逾期 {event.days_late} 个工作日" if event.days_late else ""
    kind = f"，{event.answer_class}类" if event.answer_class else ""
    number = f"，{event.answer_number}" if event.answer_number else ""
    return f"{_party(paper, event)}反馈办理结果{kind}{number}{late}"


def _ended(paper: Paper[Any], event: Any) -> str:
    words = f"：{event.words}" if event.words else ""
    return f"{_party(paper, event)}{WHY[event.why]}{words}"


def _answered(paper: Paper[Any], event: Any) -> str:
    who = PROPOSER_WORDS[paper.it.kind]
    return f"登记答复{who}：{event.number}，{event.answer_class}类"


def _feedback(paper: Paper[Any], event: Any) -> str:
    who = PROPOSER_WORDS[paper.it.kind]
    return f"登记{who}的反馈意见：{SATISFACTION_WORDS[Satisfaction(event.satisfaction)]}"


TELLING = {
    "Opened": Told("立项", mark="立项", details=_opened),
    "Assigned": Told("交办", mark="交办", details=_assigned, opinion="note"),
    "ProgressReported": Told(
        "报告进展",
        mark="进展",
        details=lambda paper, event: f"{_party(paper, event)}报告进展",
        who=False,
        opinion="words",
        heading="办理进展",
    ),
    "ExtensionAsked": Told(
        "申请延期",
        mark="申请延期",
        details=_asked,
        who=False,
        opinion="reason",
        heading="延期",
        note=lambda paper, event: f"申请延期到{paper.day(event.until)}",
    ),
    "Extended": Told(
        "同意延期",
        mark="延期",
        details=lambda paper, event: f"同意{_party(paper, event)}延期到{paper.day(event.until)}",
        opinion="words",
        heading="延期",
        note=lambda paper, event: f"延期到{paper.day(event.until)}",
    ),
    "Rearranged": Told(
        "调整承办",
        details=lambda paper, event: (
            f"{_party(paper, event)}{'主办' if event.host else '协办'}，"
            f"时限为{paper.day(event.until)}"
            + (f"：{reason}" if (reason := getattr(event, "reason", "")) else "")
        ),
    ),
    "Denied": Told(
        "不同意延期",
        details=lambda paper, event: f"不同意{_party(paper, event)}延期",
        opinion="reason",
        heading="延期",
    ),
    "Urged": Told("催办", mark="催办", details=_urged, opinion="words"),
    "Reported": Told(
        "反馈", mark="反馈", details=_reported, who=False, opinion="result", heading="办理情况"
    ),
    "SentBack": Told(
        "退回重办",
        mark="退回重办",
        details=lambda paper, event: f"退回{_party(paper, event)}重办",
        opinion="reason",
        heading="督查意见",
    ),
    "ShareEnded": Told("退出承办", details=_ended),
    "Answered": Told("登记答复", mark="答复", details=_answered),
    "FeedbackEntered": Told(
        "登记反馈意见", mark="反馈意见", details=_feedback, opinion="words", heading="反馈意见"
    ),
    "Submitted": Told(
        "报请审阅",
        mark="报审",
        details=lambda paper, event: f"审核，报 {to_whom(paper, event)} 审阅",
        opinion="words",
        heading="督查意见",
    ),
    "Returned": Told("退回", mark="退回", opinion="reason", heading="领导审阅"),
    "Seen": Told("审阅", mark="审阅", opinion="words", heading="领导审阅"),
    "Closed": Told("销号", mark="销号", opinion="words", heading="督查意见"),
    "Dropped": Told("撤项", mark="撤项", opinion="reason", heading="督查意见"),
    "HandedOver": Told("移交", details=handed_over),
}

TOLD_BY_THE_MATTER = frozenset(
    {"Urged", "Extended", "Done", "Withdrawn", "DeadlineSet", "HostChanged"}
)
"""What a share tells of itself and the matter records too: told once."""


def shares_events(request: Request, supervision: UUID) -> Iterable[Any]:
    """What happened in our units' shares, beside the matter's own events."""
    found = events_on_paper(request, supervision)
    return (each for each in found if type(each).__name__ not in TOLD_BY_THE_MATTER)
