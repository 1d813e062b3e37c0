"""What the steps of all rooms are called where they stand side by side."""

from __future__ import annotations

from collections.abc import Mapping

from documents.answering.registers import ROOM as INQUIRY
from documents.answering.stages import STEP_WORDS as OF_INQUIRIES
from documents.assignments.registers import ROOM as ASSIGNMENT
from documents.assignments.stages import STEP_WORDS as OF_ASSIGNMENTS
from documents.consulting.registers import ROOM as CONSULTATION
from documents.consulting.registers import STEP as FOLLOW
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.stages import STEP_WORDS as OF_INCOMINGS
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.memoranda.stages import STEP_WORDS as OF_MEMORANDA
from documents.outgoing.registers import ROOM as OUTGOING
from documents.outgoing.stages import STAGE_WORDS as OF_OUTGOINGS
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
    return STEP_WORDS.get(room, {}).get(step, step)
