"""The steps of 拟制 and 发文办理 in their order (条例 第十八至二十二条、第二十五条)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where an outgoing document stands. The value is in events and never changes."""

    DRAFTING = "drafting"
    REVIEWING = "reviewing"
    SIGNING = "signing"
    RECHECKING = "rechecking"
    NUMBERING = "numbering"
    TYPESETTING = "typesetting"
    RELEASING = "releasing"
    DISPATCHING = "dispatching"
    DISPATCHED = "dispatched"

    @property
    def order(self) -> int:
        """Its place in the line."""
        return list(Stage).index(self)


STAGE_WORDS = {
    Stage.DRAFTING: "拟稿",
    Stage.REVIEWING: "核稿",
    Stage.SIGNING: "签发",
    Stage.RECHECKING: "复核",
    Stage.NUMBERING: "编号",
    Stage.TYPESETTING: "排版",
    Stage.RELEASING: "核发",
    Stage.DISPATCHING: "分发",
    Stage.DISPATCHED: "已分发",
}
"""What is asked of the holder at each step, in the trade's words."""
