"""What may be asked of another agency, and what it may answer. The values travel."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from documents.consignments.states import Kind


class Asking(StrEnum):
    """What is asked of another agency about a draft."""

    COUNTERSIGN = "countersign"  # 会签
    JOINT = "joint"  # 联合行文
    COMMENTS = "comments"  # 征求意见


ASKING_WORDS = {
    Asking.COUNTERSIGN: "会签",
    Asking.JOINT: "联合行文",
    Asking.COMMENTS: "征求意见",
}
PAPER_WORDS = {
    Asking.COUNTERSIGN: "会签稿",
    Asking.JOINT: "联合发文稿",
    Asking.COMMENTS: "征求意见稿",
}
CONSIGNED_AS = {
    Asking.COUNTERSIGN: Kind.COUNTERSIGN,
    Asking.JOINT: Kind.JOINT_ISSUE,
    Asking.COMMENTS: Kind.CONSULTATION,
}
"""As which kind of consignment it travels."""


class AgencyVerdict(StrEnum):
    """An agency's answer in one word."""

    AGREE = "agree"
    AGREE_WITH_COMMENTS = "agree-with-comments"
    DISSENT = "dissent"
    NO_COMMENT = "no-comment"


ANSWERS = {
    Asking.COUNTERSIGN: {
        AgencyVerdict.AGREE: "同意会签",
        AgencyVerdict.AGREE_WITH_COMMENTS: "同意，有修改意见",
        AgencyVerdict.DISSENT: "不同意",
    },
    Asking.JOINT: {
        AgencyVerdict.AGREE: "同意签发",
        AgencyVerdict.DISSENT: "不同意",
    },
    Asking.COMMENTS: {
        AgencyVerdict.NO_COMMENT: "无意见",
        AgencyVerdict.AGREE_WITH_COMMENTS: "有修改意见",
        AgencyVerdict.DISSENT: "不同意",
    },
}
"""Which answers each question has, in the trade's words.

Who issues a document jointly signs off its pages as they are, or does not: consent with a
condition would bind to a text that nobody has seen.
"""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: the place in the text that it is about, and what is said."""

    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agency answers, in the words that leave its house.

    `by` and `post` name the leader who approved it, `on` the day (ISO). `revision` and `pages` are
    the digests of the text and of the pages that the answer is about. `signature` is the name in
    which a joint issuer signs.
    """

    verdict: AgencyVerdict
    by: str
    post: str
    on: str
    revision: str
    pages: str
    opinion: str = ""
    comments: tuple[Comment, ...] = ()
    signature: str = ""

    def to_json(self) -> dict[str, Any]:
        """A plain JSON value."""
        value = asdict(self)
        return {**value, "verdict": str(self.verdict), "comments": list(value["comments"])}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Answer:
        """Read what `to_json` wrote. Raises KeyError, TypeError or ValueError for what is none."""
        return cls(
            **{
                **value,
                "verdict": AgencyVerdict(value["verdict"]),
                "comments": tuple(Comment(**each) for each in value["comments"]),
            }
        )


def wrong_answer(asking: Asking, verdict: AgencyVerdict, comments: tuple[Comment, ...]) -> str:
    """Why this is no answer to the question, in a sentence; empty if it is one."""
    allowed = ANSWERS[asking]
    if verdict not in allowed:
        return f"{ASKING_WORDS[asking]}的答复只能是：{'、'.join(allowed.values())}。请改选。"
    if verdict in (AgencyVerdict.AGREE_WITH_COMMENTS, AgencyVerdict.DISSENT) and not comments:
        return f"答复“{allowed[verdict]}”须逐条写明意见和理由，请填写意见后再报。"
    if verdict in (AgencyVerdict.AGREE, AgencyVerdict.NO_COMMENT) and comments:
        return (
            f"答复“{allowed[verdict]}”不能附修改意见。有意见的，请改选其他答复；没有的，请清空。"
        )
    return ""
