"""The steps of answering another agency about its draft."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where an inquiry stands. The value is in events and never changes."""

    ARRIVED = "arrived"
    SIGNED_FOR = "signed-for"
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    APPROVING = "approving"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STAGE_WORDS = {
    Stage.ARRIVED: "待签收",
    Stage.SIGNED_FOR: "待登记",
    Stage.REGISTERED: "待分办",
    Stage.ASSIGNED: "提出意见",
    Stage.APPROVING: "待审定",
    Stage.ANSWERED: "已答复",
    Stage.REFUSED: "已拒收",
    Stage.WITHDRAWN: "来文机关已撤回",
}


class Step(StrEnum):
    """What an inquiry waits for on somebody's desk."""

    SIGN_FOR = "sign_for"
    REGISTER = "register"
    ASSIGN = "assign"
    OPINE = "opine"
    PROPOSE = "propose"
    APPROVE = "approve"


STEP_WORDS = {
    Step.SIGN_FOR: "签收",
    Step.REGISTER: "登记",
    Step.ASSIGN: "分办",
    Step.OPINE: "提出意见",
    Step.PROPOSE: "拟答复",
    Step.APPROVE: "审定",
}

ENDED = frozenset({Stage.ANSWERED, Stage.REFUSED, Stage.WITHDRAWN})
