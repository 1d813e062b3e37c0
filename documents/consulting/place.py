"""One agency's place in a consultation: asked, reminded, its answer, and what came of that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from documents.consulting.verdicts import AgencyVerdict, Answer, Asking
from office.kernel.refusals import Refused


class Resolution(StrEnum):
    """What came of a dissent. The value is in events and never changes."""

    AS_IS = "as-is"  # 协调一致，按原稿
    NEW_TEXT = "new-text"  # 协调一致，修改文稿
    UPHELD = "upheld"  # 上级裁定：按原稿
    CHANGED = "changed"  # 上级裁定：修改文稿
    STOPPED = "stopped"  # 上级裁定：不发


RESOLUTION_WORDS = {
    Resolution.AS_IS: "协调一致，按原稿",
    Resolution.NEW_TEXT: "协调一致，修改文稿",
    Resolution.UPHELD: "上级裁定，按原稿",
    Resolution.CHANGED: "上级裁定，修改文稿",
    Resolution.STOPPED: "上级裁定，不予制发",
}
COORDINATIONS = (Resolution.AS_IS, Resolution.NEW_TEXT)
RULINGS = (Resolution.UPHELD, Resolution.CHANGED, Resolution.STOPPED)


class Disposal(StrEnum):
    """What was done with a comment. The value is in events and never changes."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"


DISPOSAL_WORDS = {
    Disposal.ADOPTED: "采纳",
    Disposal.PARTLY: "部分采纳",
    Disposal.REJECTED: "未采纳",
}


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a comment was disposed of, and why where it was not simply adopted.

    `unchanged`: why the text stays as it was although the comment was adopted.
    """

    disposal: Disposal
    reason: str = ""
    unchanged: str = ""

    def to_json(self) -> dict[str, str]:
        """As it stands in events."""
        return {**asdict(self), "disposal": str(self.disposal)}


@dataclass(slots=True)
class Place:
    """An agency in the line. `silent`: the deadline passed, which counts as 无意见."""

    code: str
    name: str
    consignment: str
    sent_at: datetime | None = None
    reminded: int = 0
    overdue: bool = False
    withdrawn: str = ""
    silent: bool = False
    answer: Answer | None = None
    answered_at: datetime | None = None
    late: bool = False
    escalated_to: str = ""
    resolution: Resolution | None = None
    disposed: dict[int, Treatment] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether an answer is still expected (be it that it was not even asked yet)."""
        return not (self.answer or self.withdrawn or self.silent)

    @property
    def is_asked(self) -> bool:
        """Whether it has the paper, and an answer is expected."""
        return self.is_open and self.sent_at is not None

    @property
    def is_disputed(self) -> bool:
        """Whether it dissents and neither coordination nor a superior has settled that."""
        dissents = self.answer is not None and self.answer.verdict is AgencyVerdict.DISSENT
        return dissents and self.resolution is None and not self.withdrawn

    @property
    def undisposed(self) -> list[int]:
        """Which of its comments nobody has disposed of."""
        if self.answer is None or self.withdrawn:
            return []
        return [
            number for number in range(len(self.answer.comments)) if number not in self.disposed
        ]

    def must_be_treatable(self, number: int, treatment: Treatment) -> None:
        """Refuse what is no comment of its, and a comment set aside without a reason."""
        if self.answer is None or not 0 <= number < len(self.answer.comments):
            raise Refused("没有这一条意见，没有登记采纳情况。请刷新页面后再登记。")
        if treatment.disposal is not Disposal.ADOPTED and not treatment.reason.strip():
            clause = self.answer.comments[number].clause
            raise Refused(
                f"{self.name}对“{clause}”的意见部分采纳或未采纳，须写明理由。请补上理由后再登记。"
            )

    def consents(self, asking: Asking) -> bool:
        """Whether the document may go on as it was shown, as far as this agency goes.

        For a joint issue nothing but its own sign-off counts (条例 第二十二条).
        """
        if self.withdrawn:
            return True
        if self.silent:
            return asking is not Asking.JOINT
        if self.answer is None:
            return False
        if self.answer.verdict is not AgencyVerdict.DISSENT:
            return True
        if asking is Asking.JOINT:
            return False
        if asking is Asking.COMMENTS:
            return self.resolution not in (None, Resolution.STOPPED)
        return self.resolution in (Resolution.AS_IS, Resolution.UPHELD)


def asked_of(places: Iterable[Place], *, deadline: str) -> dict[str, str]:
    """What the asker is to do about these, and by when: by the deadline while one is silent."""
    each = list(places)
    due = deadline if any(place.is_asked for place in each) else ""
    return {"wanted": _wanted(each), "due": due}


def _wanted(each: Sequence[Place]) -> str:
    """In the desk's words; empty for nothing."""
    if any(place.is_disputed and not place.escalated_to for place in each):
        return "协调分歧"
    if any(place.is_disputed for place in each):
        return "登记裁定"
    if any(place.undisposed for place in each):
        return "处理意见"
    return "催办" if any(place.is_open and place.overdue for place in each) else ""
