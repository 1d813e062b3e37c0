"""The steps at which somebody gives an opinion, and what a mere circle (圈阅) means at each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class OpinionStep(StrEnum):
    """Where an opinion is asked for. The value is in events and never changes."""

    REVIEW = "review"
    ENDORSE = "endorse"
    COUNTERSIGN = "countersign"
    SIGN_OFF = "sign-off"
    RECHECK = "recheck"
    RETURN = "return"
    APPROVE = "approve"
    PROPOSE = "propose"
    INSTRUCT = "instruct"
    ASSIGN = "assign"
    CIRCULATE = "circulate"
    COMPLETE = "complete"
    SEE = "see"


STEP_WORDS: Mapping[OpinionStep, str] = {
    OpinionStep.REVIEW: "核稿",
    OpinionStep.ENDORSE: "审签",
    OpinionStep.COUNTERSIGN: "会签",
    OpinionStep.SIGN_OFF: "签发",
    OpinionStep.RECHECK: "复核",
    OpinionStep.RETURN: "退回",
    OpinionStep.APPROVE: "审批",
    OpinionStep.PROPOSE: "拟办",
    OpinionStep.INSTRUCT: "批示",
    OpinionStep.ASSIGN: "分办",
    OpinionStep.CIRCULATE: "传阅",
    OpinionStep.COMPLETE: "办结",
    OpinionStep.SEE: "督办审阅",
}

CIRCLE_MEANS: Mapping[OpinionStep, str] = {
    OpinionStep.SIGN_OFF: "圈阅即视为同意签发（《条例》第二十二条）。",
    OpinionStep.ENDORSE: "圈阅即视为同意，送下一位领导。",
    OpinionStep.COUNTERSIGN: "圈阅即视为会签同意。",
    OpinionStep.APPROVE: "圈阅即视为同意。",
    OpinionStep.INSTRUCT: "圈阅即视为同意拟办意见。",
    OpinionStep.CIRCULATE: "圈阅表示已阅，不表示同意或者不同意。",
}
"""Where a circle without words is an act by itself, and what it is taken for."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Of one step: the phrases offered, and the words that stand for an opinion left empty.

    Without a `default` an opinion left empty is recorded as what it is: an act without words.
    """

    phrases: tuple[str, ...] = ()
    default: str = ""


STANDARD: Mapping[OpinionStep, Arrangement] = {
    OpinionStep.REVIEW: Arrangement(
        ("文种、格式无误，请{next}同志审签", "请{next}同志阅示", "请修改后再送"), "已核"
    ),
    OpinionStep.ENDORSE: Arrangement(("同意，请{next}同志签发", "请{next}同志阅示"), "同意"),
    OpinionStep.COUNTERSIGN: Arrangement(("同意", "无不同意见", "建议修改后会签"), "同意"),
    OpinionStep.SIGN_OFF: Arrangement(("同意", "同意印发", "请修改后再送"), "同意"),
    OpinionStep.RECHECK: Arrangement(("无误", "请修改后再送")),
    OpinionStep.RETURN: Arrangement(("请修改后再送", "请补充会签", "依据不足，请补充")),
    OpinionStep.APPROVE: Arrangement(("同意", "请{next}同志阅示", "请研究后再报"), "同意"),
    OpinionStep.PROPOSE: Arrangement(("拟请{next}同志阅示", "拟请牵头办理", "拟传阅")),
    OpinionStep.INSTRUCT: Arrangement(("同意", "请抓紧落实", "请阅处", "请提出意见")),
    OpinionStep.ASSIGN: Arrangement(("请按批示办理", "请{next}同志办理")),
    OpinionStep.CIRCULATE: Arrangement(("已阅", "请抓紧落实"), "已阅"),
    OpinionStep.COMPLETE: Arrangement(("已办理完毕", "已复函", "已阅存")),
    OpinionStep.SEE: Arrangement(("同意销号", "请继续跟踪", "请补充办理结果")),
}
"""What every agency begins with; its clerks change it."""
