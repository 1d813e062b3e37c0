"""What may be done with papers and who may: the documents room's part of the permission map."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from office.access.identity import Identity
from office.access.permissions import Predicate, Rule, named, role, same_agency, secretary
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
        CONSULT = "document.consult"
        CONCLUDE = "document.conclude"
        SETTLE = "document.settle"
        REROUTE = "document.reroute"
        REDIRECT = "document.redirect"
        TAKE_BACK = "document.take_back"
        HAND_OVER = "document.hand_over"
        SIGN_OFF = "document.sign_off"
        RATIFY = "document.ratify"
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
        REGISTER = "incoming.register"
        PROPOSE = "incoming.propose"
        INSTRUCT = "incoming.instruct"
        ASSIGN = "incoming.assign"
        CIRCULATE = "incoming.circulate"
        INITIAL = "incoming.initial"
        COMPLETE = "incoming.complete"
        TRANSCRIBE = "incoming.transcribe"
        HAND_OVER = "incoming.hand_over"

    class Consultation(StrEnum):
        """征询外单位."""

        FOLLOW = "consultation.follow"
        HAND_OVER = "consultation.hand_over"

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

    class Publication(StrEnum):
        """信息公开."""

        VIEW = "publication.view"
        PUBLISH = "publication.publish"
        TAKE_DOWN = "publication.take_down"

    class Opinions(StrEnum):
        """意见和常用语."""

        SET_UP = "opinions.set_up"


def _has_it(identity: Identity, subject: Any) -> bool:
    holder = subject.holder
    return identity.principal in holder.people or holder.role in identity.roles


handles_papers = Predicate(
    "办理公文的岗位",
    "您的岗位不办理公文",
    lambda identity, _: bool(identity.roles - ADMINISTRATORS),
)
"""The three administrators see no document bodies (GB/T 22239-2019 8.1.5)."""

in_hand = Predicate("此件正在其手中", "此件现在不在您手中", _has_it)
reader = named("readers", words="传阅对象")
asker = named("asker", words="征询的经办人")
giver = named("giver", words="移交人本人")
follower = named("later", words="依次在后办理的人")
handler = named("handler", words="拟答复的人")
helper = named("helpers", words="会同提出意见的人")
on_turn = named("waiting", words="此件正等其办理的人")
involved = named("involved", words="办理过或者正在办理此件的人")
own_drafter = named("drafter", words="此件的拟稿人")

secrecy_reviewer = named("secrecy_asked", words="此件现在等其保密审查的人")
not_drafters_deputy = Predicate(
    "不是以拟稿人代审查人",
    "您是此件的拟稿人，不能代审查人审查自己起草的文稿",
    lambda identity, subject: (
        identity.person == identity.principal or identity.person != subject.drafter
    ),
)
drafter = named("drafter", words="拟稿人")
signer_of_record = named("signer", words="签发人")

clerk = role(Role.CLERK)
_Clerk = ((same_agency, clerk, in_hand),)
_InHand = ((same_agency, in_hand),)
_Registrar = ((same_agency, clerk),)
_Transcriber = ((same_agency, clerk), (same_agency, secretary))

RULES = (
    Rule(Permission.Document.VIEW, "查阅发文", ((same_agency, handles_papers),)),
    Rule(Permission.Document.DRAFT, "拟稿", ((same_agency, role(Role.DRAFTER)),)),
    Rule(Permission.Document.REVISE, "修改文稿", _InHand),
    Rule(Permission.Document.SUBMIT, "送核", _InHand),
    Rule(Permission.Document.ABANDON, "撤稿", _InHand),
    Rule(Permission.Document.REVIEW, "核稿", ((same_agency, role(Role.REVIEWER), in_hand),)),
    Rule(Permission.Document.COUNTERSIGN, "会签", _InHand),
    Rule(Permission.Document.ENDORSE, "审签", ((same_agency, role(Role.LEADER), in_hand),)),
    Rule(
        Permission.Document.REVIEW_SECRECY,
        "保密审查",
        ((same_agency, secrecy_reviewer, not_drafters_deputy),),
    ),
    Rule(Permission.Document.CONCLUDE, "结束外单位会签", _InHand),
    Rule(Permission.Document.SETTLE, "记录协调结果", (*_InHand, (same_agency, drafter))),
    Rule(Permission.Document.REROUTE, "调整办理流程", (*_InHand, (same_agency, drafter))),
    Rule(Permission.Document.REDIRECT, "转办", _InHand),
    Rule(
        Permission.Document.TAKE_BACK,
        "取回",
        ((same_agency, named("last_to_hand_on", words="最后送出此件的人")),),
    ),
    Rule(
        Permission.Document.HAND_OVER,
        "移交在办件",
        (
            (same_agency, clerk),
            (same_agency, giver, in_hand),
            (same_agency, giver, follower),
            (same_agency, giver, secrecy_reviewer),
            (same_agency, role(Role.SYSTEM_ADMINISTRATOR)),
        ),
    ),
    Rule(Permission.Document.SIGN_OFF, "签发", ((same_agency, role(Role.SIGNER), in_hand),)),
    Rule(Permission.Document.RATIFY, "补签", ((same_agency, signer_of_record),)),
    Rule(Permission.Document.ACKNOWLEDGE, "阅知更正", ((same_agency, signer_of_record),)),
    Rule(Permission.Document.RETURN, "退回", _InHand),
    Rule(Permission.Document.RECHECK, "复核", _Clerk),
    Rule(Permission.Document.NUMBER, "编号", _Clerk),
    Rule(Permission.Document.VOID_NUMBER, "文号作废", ((same_agency, clerk),)),
    Rule(Permission.Document.TYPESET, "排版", _Clerk),
    Rule(Permission.Document.PROOFREAD, "校对", _Clerk),
    Rule(Permission.Document.PRINT, "印制", _Clerk),
    Rule(Permission.Document.SEAL, "用印", _Clerk),
    Rule(Permission.Document.SEND_BACK, "退回上一环节", _Clerk),
    Rule(Permission.Document.RELEASE, "核发", _Clerk),
    Rule(Permission.Document.DISPATCH, "分发", _Clerk),
    Rule(Permission.Memorandum.LIST, "查看签报登记簿", ((same_agency, handles_papers),)),
    Rule(
        Permission.Memorandum.VIEW,
        "查阅签报",
        ((same_agency, handles_papers, involved), (same_agency, clerk)),
    ),
    Rule(Permission.Memorandum.DRAFT, "拟签报", ((same_agency, handles_papers),)),
    Rule(Permission.Memorandum.REVISE, "修改签报", ((same_agency, on_turn),)),
    Rule(Permission.Memorandum.SUBMIT, "呈报", ((same_agency, on_turn),)),
    Rule(Permission.Memorandum.REVIEW, "审核签报", ((same_agency, on_turn),)),
    Rule(Permission.Memorandum.COUNTERSIGN, "会签签报", ((same_agency, on_turn),)),
    Rule(
        Permission.Memorandum.APPROVE,
        "审批签报",
        ((same_agency, role(Role.LEADER), on_turn),),
    ),
    Rule(Permission.Memorandum.RETURN, "退回签报", ((same_agency, on_turn),)),
    Rule(Permission.Memorandum.TAKE_BACK, "取回签报", ((same_agency, involved),)),
    Rule(Permission.Memorandum.ACKNOWLEDGE, "阅知办理结果", ((same_agency, own_drafter),)),
    Rule(
        Permission.Memorandum.HAND_OVER,
        "移交签报",
        ((same_agency, clerk), (same_agency, giver, on_turn), (same_agency, giver, own_drafter)),
    ),
    Rule(
        Permission.Memorandum.BECOME,
        "把签报转为公文",
        (
            (same_agency, role(Role.DRAFTER), involved),
            (same_agency, role(Role.DRAFTER), clerk),
        ),
    ),
    Rule(Permission.Series.VIEW, "查看编号", ((same_agency, handles_papers),)),
    Rule(Permission.Series.BEGIN, "开设编号序列", _Registrar),
    Rule(Permission.Series.RESERVE, "预留文号", _Registrar),
    Rule(Permission.Series.RELEASE, "释放文号", _Registrar),
    Rule(Permission.Series.USE, "使用预留的文号", _Registrar),
    Rule(Permission.Series.VOID, "作废文号", _Registrar),
    Rule(Permission.Series.CLOSE, "关闭编号序列", _Registrar),
    Rule(Permission.Series.REOPEN, "重新开放编号序列", _Registrar),
    Rule(Permission.Consignment.REQUEUE, "重新发送", ((same_agency, clerk),)),
    Rule(Permission.Consignment.ENTER, "登记纸质件的签收", ((same_agency, clerk),)),
    Rule(Permission.Distribution.KEEP, "拟定分送名单", ((same_agency, clerk),)),
    Rule(Permission.Distribution.SUPPLEMENT, "提出补发", ((same_agency, clerk),)),
    Rule(
        Permission.Distribution.APPROVE,
        "审批补发",
        ((same_agency, role(Role.LEADER), in_hand),),
    ),
    Rule(Permission.Effect.RECORD, "登记有效期和关联公文", ((same_agency, clerk),)),
    Rule(Permission.Effect.PROPOSE, "提请撤销、废止公文", ((same_agency, clerk),)),
    Rule(
        Permission.Effect.DECIDE,
        "决定撤销、废止公文",
        ((same_agency, role(Role.SIGNER), in_hand),),
    ),
    Rule(Permission.Document.CONSULT, "征询外单位", _InHand),
    Rule(Permission.Consultation.FOLLOW, "办理征询", ((same_agency, asker), (same_agency, clerk))),
    Rule(
        Permission.Consultation.HAND_OVER,
        "移交征询",
        ((same_agency, clerk), (same_agency, giver, asker)),
    ),
    Rule(Permission.Inquiry.VIEW, "查阅征询件", ((same_agency, handles_papers),)),
    Rule(Permission.Inquiry.SIGN_FOR, "签收", _Clerk),
    Rule(Permission.Inquiry.REFUSE, "拒收", _Clerk),
    Rule(Permission.Inquiry.REGISTER, "登记", _Clerk),
    Rule(Permission.Inquiry.ASSIGN, "分办", _Clerk),
    Rule(Permission.Inquiry.OPINE, "提出意见", ((same_agency, helper),)),
    Rule(Permission.Inquiry.PROPOSE, "拟答复", _InHand),
    Rule(Permission.Inquiry.APPROVE, "审定答复", ((same_agency, role(Role.LEADER), in_hand),)),
    Rule(
        Permission.Inquiry.SIGN_OFF,
        "签发联合发文稿",
        ((same_agency, role(Role.SIGNER), in_hand),),
    ),
    Rule(Permission.Inquiry.RETURN, "退回重拟", _InHand),
    Rule(
        Permission.Inquiry.HAND_OVER,
        "移交征询件",
        (
            (same_agency, clerk),
            (same_agency, giver, in_hand),
            (same_agency, giver, helper),
            (same_agency, giver, handler),
        ),
    ),
    Rule(Permission.Incoming.VIEW, "查阅收文", ((same_agency, handles_papers),)),
    Rule(Permission.Incoming.SIGN_FOR, "签收", _Clerk),
    Rule(Permission.Incoming.REFUSE, "拒收", _Clerk),
    Rule(Permission.Incoming.REGISTER, "登记", _Clerk),
    Rule(Permission.Incoming.PROPOSE, "拟办", _Clerk),
    Rule(
        Permission.Incoming.INSTRUCT,
        "批示",
        (
            (same_agency, role(Role.LEADER), in_hand),
            (same_agency, role(Role.LEADER), reader),
        ),
    ),
    Rule(Permission.Incoming.ASSIGN, "分办", _Clerk),
    Rule(Permission.Incoming.CIRCULATE, "传阅", _Clerk),
    Rule(Permission.Incoming.INITIAL, "圈阅", ((same_agency, reader),)),
    Rule(Permission.Incoming.COMPLETE, "办结", _InHand),
    Rule(
        Permission.Incoming.HAND_OVER,
        "移交收文",
        ((same_agency, clerk), (same_agency, giver, in_hand), (same_agency, giver, reader)),
    ),
    Rule(Permission.Incoming.TRANSCRIBE, "代录领导批示", _Transcriber),
    Rule(Permission.Document.TRANSCRIBE, "代录领导签批", _Transcriber),
    Rule(Permission.Publication.VIEW, "查看公开清单", ((same_agency, handles_papers),)),
    Rule(Permission.Publication.PUBLISH, "登记公开", _Registrar),
    Rule(Permission.Publication.TAKE_DOWN, "登记撤下", _Registrar),
    Rule(Permission.Opinions.SET_UP, "设置常用语", ((same_agency, clerk),)),
    Rule(Permission.Incoming.TAKE_OVER, "把代拟稿转为公文", ((same_agency, role(Role.DRAFTER)),)),
    Rule(Permission.FurtherCopies.REDISTRIBUTE, "二次分发", ((same_agency, clerk),)),
    Rule(Permission.FurtherCopies.REPRINT, "登记翻印", ((same_agency, clerk),)),
    Rule(Permission.HeardEffect.NOTE, "阅知效力变更", ((same_agency, handles_papers),)),
)
