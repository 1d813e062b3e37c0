"""The steps of 收文办理 (条例 第二十四条)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where an incoming document stands. The value is in events and never changes."""

    ARRIVED = "arrived"
    SIGNED_FOR = "signed-for"
    REGISTERED = "registered"
    PROPOSED = "proposed"
    INSTRUCTED = "instructed"
    ASSIGNED = "assigned"
    CIRCULATING = "circulating"
    COMPLETED = "completed"
    REFUSED = "refused"


STAGE_WORDS = {
    Stage.ARRIVED: "待签收",
    Stage.SIGNED_FOR: "待登记",
    Stage.REGISTERED: "待拟办",
    Stage.PROPOSED: "待批示",
    Stage.INSTRUCTED: "待分办",
    Stage.ASSIGNED: "承办中",
    Stage.CIRCULATING: "传阅中",
    Stage.COMPLETED: "已办结",
    Stage.REFUSED: "已拒收",
}


class Step(StrEnum):
    """What a paper waits for on somebody's desk."""

    SIGN_FOR = "sign_for"
    REGISTER = "register"
    PROPOSE = "propose"
    INSTRUCT = "instruct"
    ASSIGN = "assign"
    HANDLE = "handle"
    CIRCULATE = "circulate"
    READ = "read"
    COMPLETE = "complete"


STEP_WORDS = {
    Step.SIGN_FOR: "签收",
    Step.REGISTER: "登记",
    Step.PROPOSE: "拟办",
    Step.INSTRUCT: "批示",
    Step.ASSIGN: "分办",
    Step.HANDLE: "承办",
    Step.CIRCULATE: "传阅",
    Step.READ: "阅",
    Step.COMPLETE: "办结",
}


class Track(StrEnum):
    """办件 needs handling, 阅件 is for reading; an instruction turns the second into the first."""

    HANDLING = "handling"
    READING = "reading"


TRACK_WORDS = {Track.HANDLING: "办件", Track.READING: "阅件"}
