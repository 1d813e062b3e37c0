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

ENDED = frozenset({Stage.ANSWERED, Stage.REFUSED, Stage.WITHDRAWN})
