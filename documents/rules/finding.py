"""What a rule finds: where, how serious, under which clause, and how it can be put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from documents.manuscript import Manuscript

Fix = Callable[[Manuscript], Manuscript]
"""Puts one finding right. Made for the manuscript that was checked; on another text it changes
nothing."""


class Severity(StrEnum):
    """An error stops the draft; a warning may be overridden with a reason, which is recorded."""

    ERROR = "error"
    WARNING = "warning"


SEVERITY_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


class Element(StrEnum):
    """Where something stands, in the order of 条例 第九条. The names are the manuscript's."""

    DOCUMENT = "document"
    COPY_NUMBER = "copy_number"
    CLASSIFICATION = "classification"
    URGENCY = "urgency"
    ISSUER = "issuer"
    NUMBER = "number"
    SIGNERS = "signers"
    TITLE = "title"
    RECIPIENTS = "recipients"
    BODY = "body"
    ATTENDANCE = "attendance"
    ATTACHMENTS = "attachments"
    SIGNATURE = "signature"
    DATE = "date"
    NOTE = "note"
    ENCLOSURE = "enclosure"
    COPIES = "copies"
    UNRECOGNISED = "unrecognised"


ELEMENT_WORDS = {
    Element.DOCUMENT: "全文",
    Element.COPY_NUMBER: "份号",
    Element.CLASSIFICATION: "密级和保密期限",
    Element.URGENCY: "紧急程度",
    Element.ISSUER: "发文机关",
    Element.NUMBER: "发文字号",
    Element.SIGNERS: "签发人",
    Element.TITLE: "标题",
    Element.RECIPIENTS: "主送机关",
    Element.BODY: "正文",
    Element.ATTENDANCE: "出席人员",
    Element.ATTACHMENTS: "附件说明",
    Element.SIGNATURE: "发文机关署名",
    Element.DATE: "成文日期",
    Element.NOTE: "附注",
    Element.ENCLOSURE: "印发件",
    Element.COPIES: "抄送机关",
    Element.UNRECOGNISED: "未排入的原文",
}
_ORDER = {each: place for place, each in enumerate(Element)}


@dataclass(frozen=True, slots=True)
class Position:
    """An element, or a range in it.

    `item` counts blocks of a body or an enclosure, attachments, or unrecognised lines from 0;
    None where the element is one text. `start` and `end` count characters; None: all of it.
    """

    element: Element
    item: int | None = None
    start: int | None = None
    end: int | None = None

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Positions sort by it as a reader meets them."""
        whole = -1
        return (
            _ORDER[self.element],
            whole if self.item is None else self.item,
            whole if self.start is None else self.start,
            whole if self.end is None else self.end,
        )

    def __str__(self) -> str:
        words = ELEMENT_WORDS[self.element]
        if self.item is not None:
            words += f"第{self.item + 1}{_counted(self.element)}"
        if self.start is not None and self.end is not None:
            first, last = self.start + 1, max(self.start + 1, self.end)
            words += f"第{first}字" if first == last else f"第{first}至{last}字"
        return words

    def to_json(self) -> dict[str, Any]:
        """Counts from 0, as the manuscript's JSON does."""
        return {
            "element": str(self.element),
            "item": self.item,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about one place."""

    rule: str
    clause: str
    severity: Severity
    message: str
    position: Position
    fix: Fix | None = field(default=None, compare=False, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Without the fix, which is a function."""
        return {
            "rule": self.rule,
            "clause": self.clause,
            "severity": str(self.severity),
            "message": self.message,
            "position": self.position.to_json(),
        }


def _counted(element: Element) -> str:
    if element is Element.ATTACHMENTS:
        return "个附件"
    return "行" if element is Element.UNRECOGNISED else "段"
