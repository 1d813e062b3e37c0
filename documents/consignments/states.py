"""Kinds, states and refusal codes of consignments, as the exchange protocol names them."""

from __future__ import annotations

from enum import StrEnum

COURIER = "courier"
"""The part of the system that acts for agencies that send and receive."""


class Kind(StrEnum):
    """What a consignment carries. The value travels and never changes."""

    DOCUMENT = "document"  # 公文
    COUNTERSIGN = "countersign"  # 会签稿
    CONSULTATION = "consultation"  # 征求意见稿
    JOINT_ISSUE = "joint-issue"  # 联合发文
    JOINT_SEALING = "joint-sealing"  # 联合用印
    MEETING_NOTICE = "meeting-notice"  # 会议通知
    BRIEFING = "briefing"  # 简报
    SUBMISSION = "submission"  # 信息报送
    SUPERVISION = "supervision"  # 督办
    ANSWER = "answer"  # 答复
    REMINDER = "reminder"  # 催办
    WITHDRAWAL = "withdrawal"  # 撤回征询
    EFFECT_NOTICE = "effect-notice"  # 效力变更通知: 撤销、废止、失效


class State(StrEnum):
    """Where a consignment stands. The name is its event's name, the value is in events."""

    PREPARED = "prepared"
    QUEUED = "queued"
    TRANSMITTED = "transmitted"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    SIGNED_FOR = "signed-for"
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    REFUSED = "refused"
    RETURNED_MISADDRESSED = "returned-misaddressed"
    EXPIRED = "expired"
    CANCELLED_BEFORE_ACCEPT = "cancelled-before-accept"
    RECALL_REQUESTED = "recall-requested"
    RECALLED = "recalled"
    RECALL_REFUSED = "recall-refused"
    AMEND_REQUESTED = "amend-requested"
    AMENDED = "amended"
    AMEND_REFUSED = "amend-refused"
    DEAD_LETTERED = "dead-lettered"


LINE = (
    State.PREPARED,
    State.QUEUED,
    State.TRANSMITTED,
    State.ACCEPTED,
    State.DELIVERED,
    State.SIGNED_FOR,
    State.REGISTERED,
    State.ASSIGNED,
    State.IN_PROGRESS,
    State.COMPLETED,
)
"""The main line, in order. A consignment never goes back on it, however late a message comes."""

ENDS = frozenset(
    {
        State.REFUSED,
        State.RETURNED_MISADDRESSED,
        State.EXPIRED,
        State.CANCELLED_BEFORE_ACCEPT,
        State.RECALLED,
        State.AMENDED,
        State.DEAD_LETTERED,
    }
)
"""States off the line in which nothing more is expected."""

GIVEN_UP = frozenset({State.EXPIRED, State.CANCELLED_BEFORE_ACCEPT, State.DEAD_LETTERED})
"""Those in which only this side stopped: the addressee may have it and say so later."""


class Asks(StrEnum):
    """What a sender asks of an addressee once it has the document. The value travels."""

    RECALL = "recall"  # 追回
    AMEND = "amend"  # 更正


ASKS_WORDS = {Asks.RECALL: "追回", Asks.AMEND: "更正"}
REQUESTED = {Asks.RECALL: State.RECALL_REQUESTED, Asks.AMEND: State.AMEND_REQUESTED}
GRANTED = {Asks.RECALL: State.RECALLED, Asks.AMEND: State.AMENDED}
DENIED = {Asks.RECALL: State.RECALL_REFUSED, Asks.AMEND: State.AMEND_REFUSED}
REQUEST_OF = {
    State.RECALL_REFUSED: State.RECALL_REQUESTED,
    State.AMEND_REFUSED: State.AMEND_REQUESTED,
}
"""Beside the line: the request that a refusal answers. The consignment stays where it is."""


class Code(StrEnum):
    """Why a consignment was not taken."""

    VERSION_UNSUPPORTED = "Version.Unsupported"
    ENVELOPE_INVALID = "Envelope.Invalid"
    ADDRESSEE_UNKNOWN = "Addressee.Unknown"
    ADDRESSEE_MOVED = "Addressee.Moved"
    ADDRESSEE_NOT_AUTHORISED = "Addressee.NotAuthorised"
    SENDER_MISMATCH = "Sender.Mismatch"
    INTERMEDIARY_NOT_LISTED = "Intermediary.NotListed"
    SIZE_EXCEEDED = "Size.Exceeded"
    FORMAT_UNSUPPORTED = "Format.Unsupported"
    PART_MISSING = "Part.Missing"
    PART_CORRUPT = "Part.Corrupt"
    TYPE_UNMAPPED = "DocType.Unmapped"
    SECRECY_EXCEEDS = "Secrecy.Exceeds"
    SIGNATURE_INVALID = "Signature.Invalid"
    SEAL_INVALID = "Seal.Invalid"
    CONFLICT = "Consignment.Conflict"
    ANSWER_NOT_AWAITED = "Answer.NotAwaited"
    ANSWER_REPEATED = "Answer.Repeated"
    ANSWER_TOO_LATE = "Answer.TooLate"
    ANSWER_OTHER_REVISION = "Answer.OtherRevision"
    BUSY = "Busy"
    INTERNAL = "Internal"
    NOT_SENT = "NotSent"  # never travels: this side could not do its part


class CodeClass(StrEnum):
    """What the sender does about a code."""

    RETRYABLE = "retryable"
    FINAL = "final"
    HUMAN = "human"


RETRYABLE = frozenset({Code.BUSY, Code.INTERNAL, Code.NOT_SENT})
HUMAN = frozenset({Code.ADDRESSEE_MOVED, Code.TYPE_UNMAPPED, Code.SECRECY_EXCEEDS, Code.CONFLICT})


def class_of(code: Code) -> CodeClass:
    """Try again, give up, or show a person."""
    if code in RETRYABLE:
        return CodeClass.RETRYABLE
    return CodeClass.HUMAN if code in HUMAN else CodeClass.FINAL
