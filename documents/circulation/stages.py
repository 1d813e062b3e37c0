"""How a circulation stands, how it stands with each reader, and what it puts on desks."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a circulation stands. The value is in registers and never changes."""

    GOING = "going"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


STAGE_WORDS = {
    Stage.GOING: "传阅中",
    Stage.FINISHED: "传阅完毕",
    Stage.WITHDRAWN: "已收回",
}


class Mode(StrEnum):
    """依次: the next is reached when the one before has read it; 同时: all at once. The value is
    in events and never changes."""

    IN_ORDER = "in-order"
    AT_ONCE = "at-once"


MODE_WORDS = {Mode.AT_ONCE: "同时传阅", Mode.IN_ORDER: "依次传阅"}


class Mark(StrEnum):
    """How it stands with one reader."""

    AHEAD = "ahead"
    REACHED = "reached"
    READ = "read"
    INSTRUCTED = "instructed"
    SKIPPED = "skipped"


MARK_WORDS = {
    Mark.AHEAD: "未传到",
    Mark.REACHED: "未阅",
    Mark.READ: "已阅",
    Mark.INSTRUCTED: "已阅，有批示",
    Mark.SKIPPED: "跳过",
}

DONE = frozenset({Mark.READ, Mark.INSTRUCTED})
"""Who has read it."""


class Step(StrEnum):
    """What a circulation waits for on somebody's desk."""

    READ = "read"
    ADMIT = "admit_reader"
    FOR_ANOTHER = "read_for_another"


STEP_WORDS = {Step.READ: "阅", Step.ADMIT: "审定加阅", Step.FOR_ANOTHER: "代办催阅"}
