"""How the life of an outgoing document is told: a line for each kind of event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents.outgoing.clearance import GROUND_WORDS, Ground
from documents.outgoing.particulars import Particulars
from documents.outgoing.route import VERDICT_WORDS, Move, Verdict
from documents.outgoing.screens.clearance import of_paper
from documents.outgoing.stages import OVER
from documents.screens.paper import Paper
from documents.screens.telling import AGREED, BACK, Told, handed_over
from office.web.models import Badge, Tone
from signing.seals.told import sealed_with

RATIFIED = Badge("补签", Tone.DONE, "tick")
DENIED = Badge("否认", Tone.RETURNED, "return")
OPPOSED = Badge("不同意", Tone.RETURNED, "return")
NO_OPINION = Badge(VERDICT_WORDS[Verdict.ABSTAIN])
CLEARED = Badge("已审查", Tone.DONE, "tick")
OUTCOMES = {"coordinated": "协调一致", "escalated": "报请上级裁定"}


def _onward(words: str) -> Callable[[Paper[Any], Any], str]:
    """The act, and to whom the paper went with it."""

    def tell(paper: Paper[Any], event: Any) -> str:
        move = Move.from_json(event.move)
        said = VERDICT_WORDS[Verdict(event.verdict)] if hasattr(event, "verdict") else ""
        cleared = f"{_secrecy_words(event)}{of_paper(paper, event)}"
        notes = [said if said != "同意" else "", cleared]
        noted = "，".join(filter(None, notes))
        done = f"{words}（{noted}）" if noted else words
        if not move.begins or move.stage in OVER:
            return done
        people = "、".join(paper.names.person(each, event.timestamp) for each in move.begins)
        return f"{done}，送{move.name} {people}" if done else f"送{move.name} {people}"

    return tell


def _secrecy_words(event: Any) -> str:
    """A speaker who was named for the 保密审查 did it with what they said."""
    return "保密审查已做" if getattr(event, "secrecy_reviewed", False) else ""


def _cleared(paper: Paper[Any], event: Any) -> str:
    return f"保密审查，确认本文稿可以按所定公开属性办理{of_paper(paper, event)}"


def _objected(_: Paper[Any], event: Any) -> str:
    why = "" if event.ground == Ground.OTHER else f"：{GROUND_WORDS[Ground(event.ground)]}"
    return f"保密审查，不同意本文稿按“{event.openness}”办理{why}"


def _objection_told(paper: Paper[Any], event: Any) -> str:
    people = [each for each in (*event.told, event.decides) if each]
    if not people:
        return "保密审查的不同意见已处理"
    names = "、".join(paper.names.person(each, event.timestamp) for each in people)
    return f"保密审查的不同意见告知{names}"


def _set_back(paper: Paper[Any], event: Any) -> str:
    return f"恢复公开属性（{openness_changed(paper, event)}）"


def _denied(paper: Paper[Any], event: Any) -> str:
    who = paper.names.person(event.transcriber, event.timestamp)
    step = Move.from_json(event.move).name
    return f"否认{who}代录的签发，签发无效，退回{step}"


def _secrecy_asked(paper: Paper[Any], event: Any) -> str:
    if not event.person:
        return "保密审查暂不另行等候"
    return f"保密审查送{paper.names.person(event.person, event.timestamp)}确认"


def openness_changed(paper: Paper[Any], event: Any) -> str:
    """公开属性, from what to what, where it was stated before this event otherwise."""
    earlier = paper.history[: event.originator_version - 1]
    stated = [each.particulars for each in earlier if hasattr(each, "particulars")]
    before, now = (Particulars.from_json(each) for each in (stated[-1], event.particulars))
    if not before.openness or not now.openness or before.openness == now.openness:
        return ""
    why = f"，理由：{now.openness_reason}" if now.openness_reason else ""
    return f"公开属性由“{before.openness}”改为“{now.openness}”{why}"


def _with_openness(words: str) -> Callable[[Paper[Any], Any], str]:
    """The act, what it made of 公开属性, and that who signed had reviewed it too."""

    def tell(paper: Paper[Any], event: Any) -> str:
        same = "核稿与签发为同一人" if getattr(event, "reviewed_too", False) else ""
        noted = "，".join(filter(None, (openness_changed(paper, event), same)))
        return f"{words}（{noted}）" if noted else words

    return tell


def _returned(paper: Paper[Any], event: Any) -> str:
    straight = "，改后直接送回" if event.straight else ""
    return f"退回{Move.from_json(event.move).name}{straight}"


def _rerouted(_: Paper[Any], event: Any) -> str:
    return f"调整办理流程：{event.reason}" if event.reason else "调整办理流程"


def _redirected(paper: Paper[Any], event: Any) -> str:
    return f"转{paper.names.person(event.to, event.timestamp)}办理：{event.reason}"


def _settled(paper: Paper[Any], event: Any) -> str:
    person = paper.names.person(event.person, event.timestamp)
    return f"{person}的不同意见：{OUTCOMES[event.outcome]}"


def without_stamp(event: Any) -> str:
    """That the time-stamp service did not answer when it was sealed; empty where it did."""
    forms = (event.sealed or {}).get("unstamped", ())
    return f"（{'、'.join(forms).upper()} 未取得时间戳）" if forms else ""


def _sealed(paper: Paper[Any], event: Any) -> str:
    pressed = sealed_with(paper.request, (event.sealed or {}).get("sealing", ""))
    return f"{pressed}{without_stamp(event)}"


def of_partner(event: Any) -> str:
    """Another issuer, and who there pressed its seal or would not, where its answer says so."""
    return f"{event.name} {event.person}" if event.person else str(event.name)


def _partner_sealed(_: Paper[Any], event: Any) -> str:
    return f"{of_partner(event)} 用印，印章“{event.seal}”{without_stamp(event)}"


def _sent_back(paper: Paper[Any], event: Any) -> str:
    step = Move.from_json(event.move).name
    return f"用印作废，退回{step}环节：{event.reason}" if _voids(paper, event) else f"退回{step}"


def _voids(paper: Paper[Any], event: Any) -> bool:
    """Whether a seal stood that went with this return: one from after 核发 leaves it."""
    sealed = released = False
    for each in paper.history[: event.originator_version - 1]:
        kind = type(each).__name__
        if kind == "Sealed":
            sealed, released = bool((each.sealed or {}).get("sealing")), False
        elif kind == "Released":
            released = True
        elif kind == "SentBack":
            sealed, released = sealed and released, False
    return sealed and not released


def _rechecked(_: Paper[Any], event: Any) -> str:
    if not event.correction:
        return "复核，无实质修改"
    changes = "；".join(
        f"“{each['before']}”改为“{each['after']}”" for each in event.correction["difference"]
    )
    return f"复核，文字更正：{changes}"


def _proofread(_: Paper[Any], event: Any) -> str:
    return "校对，清样签字" if event.proof else f"第{event.reading}次校对"


def verdict_of(event: Any) -> Badge:
    """The badge of what somebody said on the way."""
    badges = {Verdict.DISSENT: OPPOSED, Verdict.ABSTAIN: NO_OPINION}
    return badges.get(Verdict(event.verdict), AGREED)


TELLING = {
    "Drafted": Told("拟稿", mark="拟稿"),
    "Revised": Told("修改文稿", details=_with_openness("修改文稿")),
    "Submitted": Told("送核", details=_onward(""), opinion="explained", heading="拟稿说明"),
    "SecrecyReviewed": Told(
        "保密审查",
        mark="保密审查",
        details=_cleared,
        opinion="opinion",
        verdict=CLEARED,
        consent=True,
    ),
    "SecrecyObjected": Told(
        "保密审查不同意",
        mark="保密审查不同意",
        details=_objected,
        opinion="opinion",
        heading="保密审查",
        verdict=OPPOSED,
        consent=True,
    ),
    "SecrecyReviewAsked": Told("保密审查送办", details=_secrecy_asked, who=False),
    "SecrecyObjectionTold": Told("告知保密审查不同意", details=_objection_told, who=False),
    "OpennessSetBack": Told(
        "恢复公开属性", mark="恢复公开属性", details=_set_back, opinion="reason", heading="签发"
    ),
    "Reviewed": Told("核稿", mark="核稿", details=_onward("核稿"), opinion="opinion"),
    "Countersigned": Told(
        "会签",
        mark="会签",
        details=_onward("会签"),
        opinion="opinion",
        verdict=verdict_of,
        consent=True,
    ),
    "Endorsed": Told(
        "审签",
        mark="审签",
        details=_onward("审签"),
        opinion="opinion",
        verdict=verdict_of,
        consent=True,
    ),
    "Concluded": Told("外单位意见已齐", details=_onward("外单位意见已齐")),
    "DissentSettled": Told(
        "协调分歧", mark="协调", details=_settled, opinion="words", heading="协调"
    ),
    "Rerouted": Told("调整办理流程", details=_rerouted),
    "Redirected": Told("转办", details=_redirected),
    "HandedOver": Told("移交", details=handed_over),
    "TakenBack": Told("取回"),
    "Returned": Told("退回", mark="退回", details=_returned, opinion="reason", verdict=BACK),
    "Abandoned": Told("撤稿", mark="撤稿", opinion="reason"),
    "SignedOff": Told(
        "签发",
        mark="签发",
        details=_with_openness("签发"),
        opinion="opinion",
        verdict=AGREED,
        consent=True,
    ),
    "Ratified": Told(
        "补签", mark="补签", opinion="opinion", heading="签发", verdict=RATIFIED, consent=True
    ),
    "SignOffDenied": Told(
        "否认签发",
        mark="否认签发",
        details=_denied,
        opinion="reason",
        heading="签发",
        verdict=DENIED,
    ),
    "Acknowledged": Told("阅知复核更正"),
    "Rechecked": Told("复核", mark="复核", details=_rechecked, opinion="opinion"),
    "Numbered": Told("取号", mark="编号", details=lambda _, event: f"取号 {event.number}"),
    "NumberVoided": Told(
        "文号作废", details=lambda _, event: f"文号 {event.number} 作废：{event.reason}"
    ),
    "Typeset": Told("排版", mark="排版"),
    "Proofread": Told("校对", details=_proofread, opinion="note"),
    "Printed": Told("印制", details=lambda _, event: f"印制 {event.copies} 份"),
    "Sealed": Told("用印", mark="用印", details=_sealed),
    "PartnerSealed": Told("联合用印", mark="联合用印", details=_partner_sealed, who=False),
    "PartnerDeclined": Told(
        "不予用印",
        mark="不予用印",
        details=lambda _, event: f"{of_partner(event)} 不予用印：{event.reason}",
        who=False,
        opinion="reason",
        speaker=of_partner,
        heading="用印",
        verdict=BACK,
    ),
    "PartnerAskedAgain": Told("再送用印", details=lambda _, event: f"再送{event.name}用印"),
    "Released": Told("核发"),
    "SentBack": Told(
        "退回",
        details=_sent_back,
        opinion="reason",
        verdict=BACK,
    ),
    "Dispatched": Told(
        "分发", mark="分发", details=lambda _, event: f"分发 {len(event.consignments)} 家"
    ),
}
