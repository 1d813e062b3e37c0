"""The steps of 拟制 and 发文办理 in their order (条例 第十八至二十二条、第二十五条)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where an outgoing document stands. The value is in events and never changes."""

    DRAFTING = "drafting"
    CONSULTING = "consulting"
    REVIEWING = "reviewing"
    COUNTERSIGNING = "countersigning"
    ENDORSING = "endorsing"
    JOINT = "joint"
    SIGNING = "signing"
    RECHECKING = "rechecking"
    NUMBERING = "numbering"
    TYPESETTING = "typesetting"
    PROOFREADING = "proofreading"
    PRINTING = "printing"
    SEALING = "sealing"
    RELEASING = "releasing"
    DISPATCHING = "dispatching"
    DISPATCHED = "dispatched"
    ABANDONED = "abandoned"

    @property
    def order(self) -> int:
        """Its place in the line."""
        return list(Stage).index(self)


STAGE_WORDS = {
    Stage.DRAFTING: "拟稿",
    Stage.CONSULTING: "征求意见",
    Stage.REVIEWING: "核稿",
    Stage.COUNTERSIGNING: "会签",
    Stage.ENDORSING: "审签",
    Stage.JOINT: "联合签发",
    Stage.SIGNING: "签发",
    Stage.RECHECKING: "复核",
    Stage.NUMBERING: "编号",
    Stage.TYPESETTING: "排版",
    Stage.PROOFREADING: "校对",
    Stage.PRINTING: "印制",
    Stage.SEALING: "用印",
    Stage.RELEASING: "核发",
    Stage.DISPATCHING: "分发",
    Stage.DISPATCHED: "已分发",
    Stage.ABANDONED: "已撤稿",
}
"""What is asked of the holder at each step, in the trade's words."""

ON_THE_WAY = (
    *(Stage.CONSULTING, Stage.REVIEWING, Stage.COUNTERSIGNING, Stage.ENDORSING),
    Stage.JOINT,
)
"""Steps of a route between the draft and the sign-off."""

OF_OTHERS = (Stage.CONSULTING, Stage.JOINT)
"""Steps that nobody in the house takes, but other agencies."""

ASKING_OTHERS = (*OF_OTHERS, Stage.COUNTERSIGNING)
"""Steps that other agencies may take."""

ISSUING = tuple(stage for stage in Stage if Stage.SIGNING.order < stage.order)[:-2]
"""发文办理, in its order: every step that a type may need after sign-off."""

NEEDED = (Stage.RECHECKING, Stage.NUMBERING, Stage.TYPESETTING, Stage.RELEASING, Stage.DISPATCHING)
"""The steps of 发文办理 that no type goes without."""

LEAST = (Stage.DRAFTING, Stage.REVIEWING, Stage.SIGNING, *NEEDED, Stage.DISPATCHED)
"""The way that the plainest document goes."""

OVER = (Stage.DISPATCHED, Stage.ABANDONED)
"""Where nothing is left to do."""
