"""What who supervises and who carries out say to each other between two agencies."""

from __future__ import annotations

from enum import StrEnum


class Said(StrEnum):
    """What who supervises says later. The value travels and never changes."""

    WARNED = "warned"
    URGED = "urged"
    EXTENDED = "extended"
    DENIED = "denied"
    SENT_BACK = "sent-back"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


SAID_WORDS = {
    Said.WARNED: "提醒时限",
    Said.URGED: "催办",
    Said.EXTENDED: "同意延期",
    Said.DENIED: "不同意延期",
    Said.SENT_BACK: "退回重办",
    Said.CLOSED: "销号",
    Said.WITHDRAWN: "撤回督办",
}

ENDING = frozenset({Said.CLOSED, Said.WITHDRAWN})
"""After these nothing more is reported."""


class Reporting(StrEnum):
    """What who carries out reports. The value travels and never changes."""

    PROGRESS = "progress"
    EXTENSION = "extension"
    RESULT = "result"


REPORTING_WORDS = {
    Reporting.PROGRESS: "报告进展",
    Reporting.EXTENSION: "申请延期",
    Reporting.RESULT: "反馈办理结果",
}
