"""How a supervised matter stands, what kinds there are, and what it puts on desks."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What is supervised (督办类别). The value is in events and registers and never changes."""

    DECISION = "decision"
    INSTRUCTION = "instruction"
    MEETING = "meeting"
    CONGRESS = "congress"
    CONFERENCE = "conference"
    OTHER = "other"


KIND_WORDS = {
    Kind.DECISION: "决策督查",
    Kind.INSTRUCTION: "批示督办",
    Kind.MEETING: "会议议定",
    Kind.CONGRESS: "人大建议",
    Kind.CONFERENCE: "政协提案",
    Kind.OTHER: "其他",
}

PROPOSED = frozenset({Kind.CONGRESS, Kind.CONFERENCE})
"""Kinds that deputies or members proposed: they are answered to, within a statutory term."""

PROPOSER_WORDS = {Kind.CONGRESS: "人大代表", Kind.CONFERENCE: "政协委员"}


class Stage(StrEnum):
    """Where a matter stands. The value is in events and never changes."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    REPORTED = "reported"
    SUBMITTED = "submitted"
    SEEN = "seen"
    CLOSED = "closed"
    DROPPED = "dropped"


STAGE_WORDS = {
    Stage.OPENED: "待交办",
    Stage.ASSIGNED: "承办中",
    Stage.REPORTED: "待审核",
    Stage.SUBMITTED: "待领导审阅",
    Stage.SEEN: "待销号",
    Stage.CLOSED: "已销号",
    Stage.DROPPED: "已撤项",
}

ENDED = frozenset({Stage.CLOSED, Stage.DROPPED})
"""Nothing is left to do."""


class Step(StrEnum):
    """What a matter waits for on somebody's desk."""

    ASSIGN = "assign_supervision"
    DECIDE = "decide_supervision"
    CHECK = "check_supervision"
    SEE = "see_supervision"
    CLOSE = "close_supervision"
    URGE = "urge_supervision"


STEP_WORDS = {
    Step.ASSIGN: "交办",
    Step.DECIDE: "审定延期申请",
    Step.CHECK: "审核反馈",
    Step.SEE: "审阅督办结果",
    Step.CLOSE: "销号",
    Step.URGE: "红灯催办",
}


class ShareStage(StrEnum):
    """Where one party's share stands. The value is in events and never changes."""

    AT_WORK = "at-work"
    REPORTED = "reported"
    ENDED = "ended"


SHARE_WORDS = {
    ShareStage.AT_WORK: "承办中",
    ShareStage.REPORTED: "已反馈",
    ShareStage.ENDED: "已退出",
}


class AnswerClass(StrEnum):
    """How far what was proposed is carried out. The value is in events and never changes."""

    A = "A"
    B = "B"
    C = "C"


ANSWER_WORDS = {
    AnswerClass.A: "A类：已经解决或者基本解决",
    AnswerClass.B: "B类：正在解决或者列入计划逐步解决",
    AnswerClass.C: "C类：因条件限制等暂不能解决，作说明解释",
}


class Satisfaction(StrEnum):
    """What who proposed it says of the answer. The value is in events and never changes."""

    SATISFIED = "satisfied"
    PARTLY = "partly"
    DISSATISFIED = "dissatisfied"


SATISFACTION_WORDS = {
    Satisfaction.SATISFIED: "满意",
    Satisfaction.PARTLY: "基本满意",
    Satisfaction.DISSATISFIED: "不满意",
}


class Light(StrEnum):
    """How a matter under way stands in time."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


LIGHT_WORDS = {Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯"}
