"""Opinions and remarks in a paper's events, as pieces that are found by whoever may read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from office.searching.indexed import Piece

WORDS = ("opinion", "words", "note", "reason", "result", "explained", "record")
"""Attributes of events that hold what somebody said."""

HEADINGS = {
    "Proposed": "拟办",
    "Instructed": "批示",
    "Assigned": "分办",
    "Begun": "传阅说明",
    "Initialled": "传阅",
    "ReaderAsked": "请求加阅",
    "Declined": "不加阅",
    "Given": "二次分办",
    "ProgressReported": "办理进展",
    "Asked": "申请",
    "Extended": "同意延期",
    "Transferred": "同意转办",
    "Denied": "不同意所请",
    "Urged": "催办",
    "UrgingAnswered": "答复催办",
    "Done": "办理结果",
    "Completed": "办理结果",
    "Refused": "拒收",
    "Submitted": "拟稿说明",
    "Reviewed": "核稿",
    "Countersigned": "会签",
    "Endorsed": "审签",
    "SecrecyReviewed": "保密审查",
    "DissentSettled": "协调",
    "SignedOff": "签发",
    "Ratified": "补签",
    "Rechecked": "复核",
    "Proofread": "校对",
    "Returned": "退回",
    "SentBack": "退回",
    "Abandoned": "撤稿",
    "Opined": "内部意见",
    "Answered": "审定",
    "Checked": "办公室审核",
    "Differed": "会签",
    "Approved": "审批",
    "Disapproved": "审批",
}
"""Under which each stands in results; what is not named here stands under 意见."""


def spoken(events: Iterable[Any], *, name: Callable[[str], str]) -> Iterator[Piece]:
    """Everybody's words. Those for named people only are for these, and for who wrote them."""
    for event in events:
        text = "\n".join(filter(None, (getattr(event, each, "") for each in WORDS)))
        if text and hasattr(event, "by"):
            heading = HEADINGS.get(type(event).__name__, "意见")
            who = name(event.behalf or event.by)
            yield Piece(f"{heading}　{who}", text, readers=_readers(event))


def acted(events: Iterable[Any]) -> tuple[str, ...]:
    """The ids of all who had to do with it: who acted, and for whom."""
    named = (
        each
        for event in events
        for each in (getattr(event, "by", ""), event.behalf, getattr(event, "turn", ""))
    )
    return tuple(dict.fromkeys(filter(None, named)))


def _readers(event: Any) -> tuple[str, ...]:
    """Nobody for words that are for all; else whom `documents.handling.limits` lets read them."""
    readers = getattr(event, "readers", None)
    if not readers:
        return ()
    entered = (getattr(event, "transcribed", None) or {}).get("by", "")
    own = (event.by, getattr(event, "turn", ""), event.behalf, entered)
    return tuple(dict.fromkeys(filter(None, (*readers, *own))))
