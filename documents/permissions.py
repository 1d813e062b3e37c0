"""What may be done with papers and who may: names, and the predicates that
the rules (`documents.permission_map`) are made of."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from documents.handling.party import UNIT, Party
from office.access.identity import Identity
from office.access.permissions import Predicate, named
from office.directory.kinds import ADMINISTRATORS, Role


class Permission:
    """Greppable names, each the object and the act."""

    class Document(StrEnum):
        """发文."""

        VIEW = "document.view"
        DRAFT = "document.draft"
        REVISE = "document.revise"
        SUBMIT = "document.submit"
        ABANDON = "document.abandon"
        REVIEW = "document.review"
        COUNTERSIGN = "document.countersign"
        ENDORSE = "document.endorse"
        REVIEW_SECRECY = "document.review_secrecy"
        OBJECT_ON_SECRECY = "document.object_on_secrecy"
        SET_OPENNESS_BACK = "document.set_openness_back"
        CONSULT = "document.consult"
        CONCLUDE = "document.conclude"
        SETTLE = "document.settle"
        REROUTE = "document.reroute"
        REDIRECT = "document.redirect"
        TAKE_BACK = "document.take_back"
        HAND_OVER = "document.hand_over"
        SIGN_OFF = "document.sign_off"
        RATIFY = "document.ratify"
        DENY_SIGN_OFF = "document.deny_sign_off"
        ACKNOWLEDGE = "document.acknowledge"
        RETURN = "document.return"
        RECHECK = "document.recheck"
        NUMBER = "document.number"
        VOID_NUMBER = "document.void_number"
        TYPESET = "document.typeset"
        PROOFREAD = "document.proofread"
        PRINT = "document.print"
        SEAL = "document.seal"
        SEND_BACK = "document.send_back"
        RELEASE = "document.release"
        DISPATCH = "document.dispatch"
        TRANSCRIBE = "document.transcribe"

    class Series(StrEnum):
        """编号序列."""

        VIEW = "series.view"
        BEGIN = "series.begin"
        RESERVE = "series.reserve"
        RELEASE = "series.release"
        USE = "series.use"
        VOID = "series.void"
        CLOSE = "series.close"
        REOPEN = "series.reopen"

    class Consignment(StrEnum):
        """递送."""

        REQUEUE = "consignment.requeue"
        OPERATE = "consignment.operate"
        SIGN_FOR_RETURN = "consignment.sign_for_return"
        RECALL = "consignment.recall"
        ENTER = "consignment.enter"

    class Distribution(StrEnum):
        """分送."""

        KEEP = "distribution.keep"
        SUPPLEMENT = "distribution.supplement"
        APPROVE = "distribution.approve"

    class FurtherCopies(StrEnum):
        """二次分发、翻印."""

        REDISTRIBUTE = "further_copies.redistribute"
        REPRINT = "further_copies.reprint"

    class HeardEffect(StrEnum):
        """来文的效力变更."""

        NOTE = "heard_effect.note"

    class Effect(StrEnum):
        """效力."""

        RECORD = "effect.record"
        PROPOSE = "effect.propose"
        DECIDE = "effect.decide"

    class Incoming(StrEnum):
        """收文."""

        VIEW = "incoming.view"
        TAKE_OVER = "incoming.take_over"
        SIGN_FOR = "incoming.sign_for"
        REFUSE = "incoming.refuse"
        ENTER = "incoming.enter"
        FOLD = "incoming.fold"
        UNFOLD = "incoming.unfold"
        RETURN_TO_SENDER = "incoming.return_to_sender"
        ANSWER_REQUEST = "incoming.answer_request"
        REGISTER = "incoming.register"
        SCREEN = "incoming.screen"
        PROPOSE = "incoming.propose"
        INSTRUCT = "incoming.instruct"
        ASSIGN = "incoming.assign"
        REASSIGN = "incoming.reassign"
        CIRCULATE = "incoming.circulate"
        COMPLETE = "incoming.complete"
        ACKNOWLEDGE = "incoming.acknowledge"
        REOPEN = "incoming.reopen"
        ANSWER = "incoming.answer"
        TRANSCRIBE = "incoming.transcribe"
        HAND_OVER = "incoming.hand_over"

    class Assignment(StrEnum):
        """承办."""

        VIEW = "assignment.view"
        TAKE_UP = "assignment.take_up"
        GIVE = "assignment.give"
        REFUSE = "assignment.refuse"
        REPORT = "assignment.report"
        ASK = "assignment.ask"
        DECIDE = "assignment.decide"
        URGE = "assignment.urge"
        ANSWER = "assignment.answer"
        FINISH = "assignment.finish"
        SEND_BACK = "assignment.send_back"
        WITHDRAW = "assignment.withdraw"
        ARRANGE = "assignment.arrange"
        HAND_OVER = "assignment.hand_over"

    class Circulation(StrEnum):
        """传阅."""

        VIEW = "circulation.view"
        BEGIN = "circulation.begin"
        INITIAL = "circulation.initial"
        INSTRUCT = "circulation.instruct"
        ASK_FOR_READER = "circulation.ask_for_reader"
        CHANGE_READERS = "circulation.change_readers"
        REMIND = "circulation.remind"
        WITHDRAW = "circulation.withdraw"
        HAND_OVER = "circulation.hand_over"

    class Consultation(StrEnum):
        """征询外单位."""

        FOLLOW = "consultation.follow"
        HAND_OVER = "consultation.hand_over"

    class CoSealing(StrEnum):
        """联合用印."""

        VIEW = "co_sealing.view"
        SEAL = "co_sealing.seal"
        DECLINE = "co_sealing.decline"

    class Inquiry(StrEnum):
        """外单位的征询."""

        VIEW = "inquiry.view"
        SIGN_FOR = "inquiry.sign_for"
        REFUSE = "inquiry.refuse"
        REGISTER = "inquiry.register"
        ASSIGN = "inquiry.assign"
        OPINE = "inquiry.opine"
        PROPOSE = "inquiry.propose"
        APPROVE = "inquiry.approve"
        SIGN_OFF = "inquiry.sign_off"
        RETURN = "inquiry.return"
        HAND_OVER = "inquiry.hand_over"

    class Memorandum(StrEnum):
        """签报."""

        LIST = "memorandum.list"
        VIEW = "memorandum.view"
        DRAFT = "memorandum.draft"
        REVISE = "memorandum.revise"
        SUBMIT = "memorandum.submit"
        REVIEW = "memorandum.review"
        COUNTERSIGN = "memorandum.countersign"
        APPROVE = "memorandum.approve"
        RETURN = "memorandum.return"
        TAKE_BACK = "memorandum.take_back"
        ACKNOWLEDGE = "memorandum.acknowledge"
        BECOME = "memorandum.become"
        HAND_OVER = "memorandum.hand_over"

    class OldPaper(StrEnum):
        """旧登记簿."""

        VIEW = "old_paper.view"
        IMPORT = "old_paper.import"

    class Supervision(StrEnum):
        """督办."""

        VIEW = "supervision.view"
        OPEN = "supervision.open"
        ASSIGN = "supervision.assign"
        URGE = "supervision.urge"
        DECIDE = "supervision.decide"
        SEND_BACK = "supervision.send_back"
        SUBMIT = "supervision.submit"
        SEE = "supervision.see"
        ANSWER = "supervision.answer"
        CLOSE = "supervision.close"
        DROP = "supervision.drop"
        HAND_OVER = "supervision.hand_over"

    class Charge(StrEnum):
        """其他机关交办的督办事项."""

        VIEW = "charge.view"
        NOTE = "charge.note"
        REPORT = "charge.report"
        APPROVE = "charge.approve"
        HAND_OVER = "charge.hand_over"

    class Publication(StrEnum):
        """信息公开."""

        VIEW = "publication.view"
        PUBLISH = "publication.publish"
        TAKE_DOWN = "publication.take_down"

    class Search(StrEnum):
        """查找."""

        LIST = "search.list"

    class Statistics(StrEnum):
        """统计和电子监察."""

        VIEW = "statistics.view"

    class Deadline(StrEnum):
        """时限."""

        STOP = "deadline.stop"
        START = "deadline.start"
        STATE = "deadline.state"

    class Opinions(StrEnum):
        """意见和常用语."""

        SET_UP = "opinions.set_up"


def _has_it(identity: Identity, subject: Any) -> bool:
    holder = subject.holder
    of_unit = bool(holder.unit) and holder.unit == identity.unit_key
    return identity.principal in holder.people or holder.role in identity.roles or of_unit


handles_papers = Predicate(
    "办理公文的岗位",
    "您的岗位不办理公文",
    lambda identity, _: bool(identity.roles - ADMINISTRATORS),
)
"""The three administrators see no document bodies (GB/T 22239-2019 8.1.5)."""

in_hand = Predicate("此件正在其手中", "此件现在不在您手中", _has_it)
asker = named("asker", words="征询的经办人")
giver = named("giver", words="移交人本人")
goes_to = named("readers", words="传阅对象")
approver = named("approver", words="审定这份反馈的领导")
handler = named("handler", words="拟答复的人")
helper = named("helpers", words="会同提出意见的人")
on_turn = named("waiting", words="此件正等其办理的人")
to_come = named("people_to_come", words="正在或者以后要办理此件的人")
involved = named("involved", words="办理过或者正在办理此件的人")
own_drafter = named("drafter", words="此件的拟稿人")

secrecy_reviewer = named("secrecy_asked", words="此件现在等其保密审查的人")
told_of_objection = named("told_of_objection", words="被告知保密审查不同意的人")
not_drafters_deputy = Predicate(
    "不是以拟稿人代审查人",
    "您是此件的拟稿人，不能代审查人审查自己起草的文稿",
    lambda identity, subject: (
        identity.person == identity.principal or identity.person != subject.drafter
    ),
)
drafter = named("drafter", words="拟稿人")
named_on_it = Predicate(
    "此件还要其办理的人",
    "此件以后也不用您办理",
    lambda identity, subject: bool(subject.parts_of(identity.person)),
)
signer_of_record = named("signer", words="签发人")

heads_unit = Predicate(
    "承办单位的负责人",
    "您不是承办单位的负责人",
    lambda identity, subject: (
        identity.holds(Role.HEAD)
        and Party(UNIT, identity.unit_key) == subject.party
        and bool(identity.unit_key)
    ),
)

under_way = Predicate(
    "此件正在承办或者已经办结",
    "此件还没有送到您面前",
    lambda _, subject: subject.may_be_instructed_later,
)
shown_to = named("shown_to", words="作过批示的领导")
