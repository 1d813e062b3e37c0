"""The steps of a memorandum (签报): from its drafter through unit and office to the leaders."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a memorandum stands. The value is in events and never changes."""

    DRAFTING = "drafting"
    ROUND = "round"
    APPROVED = "approved"
    DISAPPROVED = "disapproved"

    @property
    def is_over(self) -> bool:
        """Whether the leaders have decided."""
        return self in (Stage.APPROVED, Stage.DISAPPROVED)


STAGE_WORDS = {
    Stage.DRAFTING: "拟稿",
    Stage.ROUND: "呈批中",
    Stage.APPROVED: "已批准",
    Stage.DISAPPROVED: "未批准",
}


class Step(StrEnum):
    """What is asked of those whose turn it is. The value is in events and never changes.

    Those whose turn a route says; before it the drafter's, and behind it.
    """

    SUBMIT = "submit"
    REVIEW = "review"
    COUNTERSIGN = "countersign"
    CHECK = "check"
    APPROVE = "approve"
    ACKNOWLEDGE = "acknowledge"


STEP_WORDS = {
    Step.SUBMIT: "修改",
    Step.REVIEW: "部门审核",
    Step.COUNTERSIGN: "会签",
    Step.CHECK: "办公室审核",
    Step.APPROVE: "审批",
    Step.ACKNOWLEDGE: "阅办理结果",
}


class TurnVerdict(StrEnum):
    """What somebody said at their turn. The value is in events and never changes."""

    AGREED = "agreed"
    DIFFERED = "differed"
    DISAPPROVED = "disapproved"
