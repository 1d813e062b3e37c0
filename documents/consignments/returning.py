"""Why a paper is not taken: the codes that go with 拒收 and 退文, for both sides."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """The coded reason. The value travels in receipts and is in events, and never changes."""

    MISADDRESSED = "misaddressed"
    NOT_OURS = "not-ours"
    AGAINST_RULES = "against-rules"
    WRONG_FORM = "wrong-form"
    NOT_CONSULTED = "not-consulted"
    INCOMPLETE = "incomplete"
    OTHER = "other"


FAULT_WORDS = {
    Fault.MISADDRESSED: "错投",
    Fault.NOT_OURS: "不属本机关职权",
    Fault.AGAINST_RULES: "违反行文规则",
    Fault.WRONG_FORM: "文种、格式不符",
    Fault.NOT_CONSULTED: "未经协商、会签",
    Fault.INCOMPLETE: "附件不全",
    Fault.OTHER: "其他",
}


def fault_and_words(code: str, text: str) -> str:
    """错投：应送市水务局. A code that is not known here (of another system) is left out."""
    word = FAULT_WORDS[Fault(code)] if code in set(Fault) and code != Fault.OTHER else ""
    return "：".join(part for part in (word, text) if part)
