"""How what passes between us and the supervisor is told, on the page of the paper that came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.screens.paper import Paper
from documents.screens.telling import Told, handed_over, to_whom
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.report import Report
from documents.supervision.said import REPORTING_WORDS, SAID_WORDS, Reporting, Said
from office.kernel.clock import office_day
from office.web.formats import noted_day


def charge_events(request: Request, incoming: UUID) -> Iterable[Any]:
    """What the supervisor said later, and what we reported; that it came is told by the paper."""
    history: Iterable[Any] = request.charges.events.get(Charge.id_of(incoming))
    return (each for each in history if type(each).__name__ in TELLING)


def _until(day: str, *, today: date) -> str:
    return f"到{noted_day(day, today=today)}" if day else ""


def _proposed_words(event: Any) -> str:
    return proposed_words(Report.from_json(event.report), today=office_day(event.timestamp))


def said_sentence(event: Any) -> str:
    """来文机关催办：……."""
    until = _until(event.until, today=office_day(event.timestamp))
    words = f"：{event.words}" if event.words else ""
    return f"来文机关{SAID_WORDS[Said(event.said)]}{until}{words}"


def sent_sentence(event: Any) -> str:
    """反馈办理结果，A类：……."""
    until = _until(event.until, today=office_day(event.timestamp))
    kind = f"，{event.answer_class}类，{event.answer_number}" if event.answer_class else ""
    files = f"（附件 {len(event.files)} 个）" if event.files else ""
    return f"{REPORTING_WORDS[Reporting(event.what)]}{until}{kind}：{event.words}{files}"


def proposed_sentence(event: Any) -> str:
    """报请审定反馈办理结果：……."""
    return f"报请领导审定：{_proposed_words(event)}"


def proposed_words(report: Report, *, today: date) -> str:
    """反馈办理结果，A类：……，附件 2 个."""
    until = _until(report.until, today=today)
    kind = f"，{report.answer_class}类，{report.answer_number}" if report.answer_class else ""
    files = f"（附件 {len(report.files)} 个）" if report.files else ""
    return f"{REPORTING_WORDS[report.what]}{until}{kind}：{report.words}{files}"


def came_back_sentence(event: Any) -> str:
    """反馈办理结果没有送达：……."""
    return f"{REPORTING_WORDS[Reporting(event.what)]}没有送达：{event.words}"


def _came_back(_: Paper[Any], event: Any) -> str:
    return came_back_sentence(event)


def _heard(_: Paper[Any], event: Any) -> str:
    return said_sentence(event)


def _sent(_: Paper[Any], event: Any) -> str:
    return sent_sentence(event)


def _proposed(paper: Paper[Any], event: Any) -> str:
    words = _proposed_words(event)
    return f"拟督办反馈，报 {to_whom(paper, event)} 审定：{words}"


TELLING = {
    "Heard": Told("督办通知", mark="督办", details=_heard, who=False),
    "CameBack": Told("督办反馈未送达", mark="未送达", details=_came_back, who=False),
    "Noted": Told("阅知督办通知"),
    "Proposed": Told("拟督办反馈", mark="拟反馈", details=_proposed),
    "GivenBack": Told("退回修改督办反馈", mark="退回", opinion="reason", heading="审定督办反馈"),
    "HandedOver": Told("移交", details=handed_over),
    "Sent": Told("督办反馈", mark="反馈", details=_sent, opinion="note", heading="审定督办反馈"),
}
