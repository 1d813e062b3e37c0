"""What happened to a record, a sentence for each kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from documents.archive.inspection import STAGE_WORDS, InspectionStage
from documents.archive.outcomes import OUTCOME_WORDS, Outcome
from documents.archive.retention import RETENTION_WORDS, Retention
from documents.names import Names


def record_sentence(names: Names, event: Any) -> str:
    """Who did what."""
    return f"{names.who(event)} {TELLING[type(event).__name__](names, event)}"


def _inspected(_: Names, event: Any) -> str:
    stage = STAGE_WORDS[InspectionStage(event.stage)]
    result = f"{len(event.faults)} 处不合格" if event.faults else "全部合格"
    return f"{stage}检测，{len(event.passed)} 项合格，{result}"


def _preserved(_: Names, event: Any) -> str:
    lacking = [each for each in event.files if each["why"]]
    stamped = len(event.files) - len(lacking)
    words = [f"加存档时间戳 {stamped} 个文件"] if stamped else []
    words += [f"{len(lacking)} 个文件没有加上：{lacking[0]['why']}"] if lacking else []
    return "；".join(words) or "不再续加存档时间戳"


def _lent(names: Names, event: Any) -> str:
    who = names.person(event.to, event.timestamp)
    return f"借给 {who}，{event.until} 前归还，用途：{event.purpose}"


def _overdue(names: Names, event: Any) -> str:
    who = names.person(event.to, event.timestamp)
    return f"{who}借阅到期（{event.until}）没有归还，提醒归还"


def _appraised(_: Names, event: Any) -> str:
    term = f"，改为{RETENTION_WORDS[Retention(event.retention)]}" if event.retention else ""
    return f"鉴定：{OUTCOME_WORDS[Outcome(event.outcome)]}{term}。{event.opinion}"


TELLING: Mapping[str, Callable[[Names, Any], str]] = {
    "Filed": lambda _, event: f"归档，档号 {event.code}，{event.reason}",
    "Supplemented": lambda _, event: f"补充归档 {len(event.parts)} 个文件：{event.reason}",
    "Inspected": _inspected,
    "Preserved": _preserved,
    "Lent": _lent,
    "LoanOverdue": _overdue,
    "Returned": lambda _, event: f"登记归还：{event.note}" if event.note else "登记归还",
    "Appraised": _appraised,
    "DestructionProposed": lambda *_: "列入销毁清册",
    "DestructionDeclined": lambda _, event: f"不予销毁：{event.reason}",
    "HandedOver": lambda _, event: f"移交 {event.archive}",
    "ImportConfirmed": lambda _, event: f"登记接收确认，{event.on}，交接文据 {event.receipt}",
    "CameBack": lambda _, event: f"档案馆退回：{event.reason}",
}
"""By the name of the event's class."""
