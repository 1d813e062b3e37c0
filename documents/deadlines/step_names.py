"""What the steps of all rooms are called where they stand side by side."""

from __future__ import annotations

from collections.abc import Mapping

from documents.answering.registers import ROOM as INQUIRY
from documents.answering.stages import STEP_WORDS as OF_INQUIRIES
from documents.assignments.registers import ROOM as ASSIGNMENT
from documents.assignments.stages import STEP_WORDS as OF_ASSIGNMENTS
from documents.circulation.registers import ROOM as CIRCULATION
from documents.circulation.stages import STEP_WORDS as OF_CIRCULATIONS
from documents.consulting.registers import ROOM as CONSULTATION
from documents.consulting.registers import STEP as FOLLOW
from documents.distribution.registers import ROOM as DISTRIBUTION
from documents.effect.registers import ROOM as EFFECT
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.stages import STEP_WORDS as OF_INCOMINGS
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.memoranda.stages import STEP_WORDS as OF_MEMORANDA
from documents.outgoing.registers import ROOM as OUTGOING
from documents.outgoing.stages import STAGE_WORDS as OF_OUTGOINGS
from documents.supervision.charges.registers import ROOM as CHARGE
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.stages import STEP_WORDS as OF_MATTERS

ROOM_WORDS: Mapping[str, str] = {
    INCOMING: "收文",
    OUTGOING: "发文",
    ASSIGNMENT: "承办",
    MEMORANDUM: "签报",
    INQUIRY: "征求意见",
    CONSULTATION: "征询",
    SUPERVISION: "督办",
}
STEP_WORDS: Mapping[str, Mapping[str, str]] = {
    INCOMING: {str(step): words for step, words in OF_INCOMINGS.items()},
    OUTGOING: {
        **{str(step): words for step, words in OF_OUTGOINGS.items()},
        "secrecy": "保密审查",
        "ratify": "补签",
    },
    CONSULTATION: {FOLLOW: "办理答复"},
    SUPERVISION: {str(step): words for step, words in OF_MATTERS.items()},
    ASSIGNMENT: {str(step): words for step, words in OF_ASSIGNMENTS.items()},
    MEMORANDUM: {str(step): words for step, words in OF_MEMORANDA.items()},
    INQUIRY: {str(step): words for step, words in OF_INQUIRIES.items()},
}


_OTHER_ROOMS: Mapping[str, str] = {
    CIRCULATION: "传阅",
    CHARGE: "交办督办",
    DISTRIBUTION: "分发",
    EFFECT: "文件效力",
    "record": "档案",
    "destruction_list": "销毁清册",
    "destruction": "销毁",
    "shelf_inspection": "库房检查",
}
_OTHER_STEPS: Mapping[str, Mapping[str, str]] = {
    CIRCULATION: {str(step): words for step, words in OF_CIRCULATIONS.items()},
    CHARGE: {"note_charge": "阅知", "approve": "审定反馈", "revise": "修改反馈"},
    DISTRIBUTION: {"approve": "审批补发"},
    EFFECT: {"decide": "决定效力"},
    "record": {"give_back": "归还借阅", "urge": "催还借阅", "mend": "处理不合格"},
    "destruction_list": {"check": "审核销毁", "approve": "批准销毁"},
    "destruction": {"approve": "批准销毁"},
    "shelf_inspection": {"settle": "处理不合格"},
}
"""Rooms that the table of limits has no line for; a desk may still have something due there. The
archive stands above this room: its rooms are named by their routes."""


_ACTS: Mapping[tuple[str, str], str] = {
    (ASSIGNMENT, "handle"): "finish",
    (ASSIGNMENT, "answer_urging"): "answer",
    (OUTGOING, "drafting"): "submit",
    (OUTGOING, "consulting"): "conclude",
    (OUTGOING, "reviewing"): "review",
    (OUTGOING, "countersigning"): "countersign",
    (OUTGOING, "endorsing"): "endorse",
    (OUTGOING, "signing"): "sign_off",
}
"""What is done at a step (the last part of the permission), where its name does not say it."""


def act_of_step(room: str, step: str) -> str:
    """The act that a delegation has to cover for somebody to do what a step asks."""
    return _ACTS.get((room, step), step)


def step_words(room: str, step: str) -> str:
    """What a step is called; the step's own name where its room says nothing."""
    known = STEP_WORDS.get(room) or _OTHER_STEPS.get(room, {})
    return known.get(step, step)


def room_words(room: str) -> str:
    """What the papers of a room are called; the room's own name where nobody says it."""
    return ROOM_WORDS.get(room) or _OTHER_ROOMS.get(room, room)
