"""渠道: the ways in which a copy reaches its recipient (条例 第二十五条（四）、第二十六条)."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How a copy travels. The value is in events and never changes."""

    EXCHANGE = "exchange"
    CONFIDENTIAL = "confidential"
    POST = "post"
    PICK_UP = "pick-up"
    KEPT = "kept"


CHANNEL_WORDS = {
    Channel.EXCHANGE: "网络",
    Channel.CONFIDENTIAL: "机要",
    Channel.POST: "邮寄",
    Channel.PICK_UP: "自取",
    Channel.KEPT: "留存",
}

PAPER = (Channel.CONFIDENTIAL, Channel.POST, Channel.PICK_UP)
"""A person hands the copy over and enters by hand who signed for it."""
