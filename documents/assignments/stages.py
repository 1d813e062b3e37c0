"""How an assignment stands, and what it puts on desks."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where an assignment stands. The value is in events and registers and never changes."""

    OPEN = "open"
    IN_HAND = "in-hand"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


STAGE_WORDS = {
    Stage.OPEN: "待领办",
    Stage.IN_HAND: "承办中",
    Stage.REFUSED: "已退回改派",
    Stage.DONE: "已报结果",
    Stage.WITHDRAWN: "已收回",
}

AT_WORK = frozenset({Stage.OPEN, Stage.IN_HAND})
"""While it is so somebody has it to do."""


class Step(StrEnum):
    """What an assignment waits for on somebody's desk."""

    TAKE_UP = "take_up"
    HANDLE = "handle"
    DECIDE = "decide_request"
    ANSWER_URGING = "answer_urging"


STEP_WORDS = {
    Step.TAKE_UP: "领办",
    Step.HANDLE: "承办",
    Step.DECIDE: "审定申请",
    Step.ANSWER_URGING: "答复催办",
}


class Asked(StrEnum):
    """What who handles it may ask of the office. The value is in events and never changes."""

    EXTENSION = "extension"
    TRANSFER = "transfer"


ASKED_WORDS = {Asked.EXTENSION: "延期", Asked.TRANSFER: "转办"}


class Means(StrEnum):
    """How somebody was urged (催办). The value is in events and never changes."""

    SYSTEM = "system"
    TELEPHONE = "telephone"
    IN_PERSON = "in-person"
    LETTER = "letter"


MEANS_WORDS = {
    Means.SYSTEM: "系统催办",
    Means.TELEPHONE: "电话催办",
    Means.IN_PERSON: "当面催办",
    Means.LETTER: "书面催办",
}
