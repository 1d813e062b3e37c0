"""The steps of 收文办理 (条例 第二十四条)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where an incoming document stands. The value is in events and never changes."""

    ARRIVED = "arrived"
    SIGNED_FOR = "signed-for"
    REGISTERED = "registered"
    SCREENED = "screened"
    PROPOSED = "proposed"
    INSTRUCTED = "instructed"
    ASSIGNED = "assigned"
    HANDLED = "handled"
    CIRCULATING = "circulating"
    COMPLETED = "completed"
    REFUSED = "refused"
    RETURNED = "returned"
    ON_PAPER = "on-paper"
    FOLDED = "folded"
    RECALLED = "recalled"
    AMENDED = "amended"


STAGE_WORDS = {
    Stage.ARRIVED: "待签收",
    Stage.SIGNED_FOR: "待登记",
    Stage.REGISTERED: "待初审",
    Stage.SCREENED: "待拟办",
    Stage.PROPOSED: "待批示",
    Stage.INSTRUCTED: "待分办",
    Stage.ASSIGNED: "承办中",
    Stage.HANDLED: "待办结",
    Stage.CIRCULATING: "传阅中",
    Stage.COMPLETED: "已办结",
    Stage.REFUSED: "已拒收",
    Stage.RETURNED: "已退文",
    Stage.ON_PAPER: "纸质办理",
    Stage.FOLDED: "已并件",
    Stage.RECALLED: "已追回",
    Stage.AMENDED: "已更正，以新件为准",
}

SENT_AWAY = (Stage.REFUSED, Stage.RETURNED, Stage.RECALLED, Stage.AMENDED)
"""Where it is the sender's again, or another takes its place: nothing more is done with it."""


class Step(StrEnum):
    """What a paper waits for on somebody's desk."""

    SIGN_FOR = "sign_for"
    REGISTER = "register"
    SCREEN = "screen"
    PROPOSE = "propose"
    INSTRUCT = "instruct"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    CIRCULATE = "circulate"
    COMPLETE = "complete"
    ACKNOWLEDGE = "acknowledge"
    ANSWER_REQUEST = "answer_request"
    ALARM = "alarm"


STEP_WORDS = {
    Step.SIGN_FOR: "签收",
    Step.REGISTER: "登记",
    Step.SCREEN: "初审",
    Step.PROPOSE: "拟办",
    Step.INSTRUCT: "批示",
    Step.ASSIGN: "分办",
    Step.REASSIGN: "改派",
    Step.CIRCULATE: "传阅",
    Step.COMPLETE: "办结",
    Step.ACKNOWLEDGE: "阅知办结",
    Step.ANSWER_REQUEST: "答复来文机关的请求",
    Step.ALARM: "来文久未签收",
}


class Track(StrEnum):
    """办件 needs handling, 阅件 is for reading; an instruction turns one into the other."""

    HANDLING = "handling"
    READING = "reading"


TRACK_WORDS = {Track.HANDLING: "办件", Track.READING: "阅件"}


class Way(StrEnum):
    """How a paper was completed (办结方式). The value is in events and never changes."""

    ANSWERED = "answered"
    DONE = "done"
    TELEPHONE = "telephone"
    MEETING = "meeting"
    FORWARDED = "forwarded"
    FILED = "filed"
    NOT_HANDLED = "not-handled"
    READ = "read"


WAY_WORDS = {
    Way.ANSWERED: "复文",
    Way.DONE: "已办理",
    Way.TELEPHONE: "电话答复",
    Way.MEETING: "会议研究",
    Way.FORWARDED: "转送",
    Way.FILED: "存查",
    Way.NOT_HANDLED: "不办",
    Way.READ: "阅毕",
}
