"""The buttons of a document's page: what each form says, handed to the room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.opinions.forms import opinion_of, readers_of
from documents.opinions.steps import OpinionStep
from documents.outgoing.document import Document
from documents.outgoing.editor.particulars_form import with_openness
from documents.outgoing.particulars import Particulars
from documents.outgoing.route import Verdict
from documents.outgoing.screens.asking_form import asking_from, deadline_from
from documents.outgoing.screens.dispatch_fields import count, entry_of
from documents.outgoing.screens.forms import PERMISSIONS, verdict_of
from documents.outgoing.screens.other_forms import SLIPS
from documents.outgoing.screens.page import paper_of
from documents.outgoing.screens.route_form import route_from
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from documents.screens.form_acts import Doing
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, seen_version, ticked, written
from signing.seals.seam_choice import asks_seam


def _submit(request: Request, id: UUID) -> None:
    request.documents.submit(
        act_of(request),
        id,
        to=ticked(request, "to"),
        explained=written(request, "explained").strip(),
        seen=seen_version(request),
    )


def _review(request: Request, id: UUID) -> None:
    request.documents.review(
        act_of(request),
        id,
        keeping=written(request, "keeping"),
        **_said(request, OpinionStep.REVIEW),
    )


def _countersign(request: Request, id: UUID) -> None:
    said = _said(request, OpinionStep.COUNTERSIGN)
    request.documents.countersign(act_of(request), id, **said)


def _endorse(request: Request, id: UUID) -> None:
    request.documents.endorse(act_of(request), id, **_said(request, OpinionStep.ENDORSE))


def _review_secrecy(request: Request, id: UUID) -> None:
    opinion = written(request, "opinion").strip()
    request.documents.review_secrecy(
        act_of(request), id, opinion=opinion, seen=seen_version(request)
    )


def _object_on_secrecy(request: Request, id: UUID) -> None:
    request.documents.object_on_secrecy(
        act_of(request),
        id,
        ground=written(request, "ground"),
        opinion=written(request, "opinion").strip(),
        seen=seen_version(request),
    )


def _set_openness_back(request: Request, id: UUID) -> None:
    reason = written(request, "opinion").strip()
    request.documents.set_openness_back(
        act_of(request), id, reason=reason, seen=seen_version(request)
    )


def _circle(request: Request, id: UUID) -> None:
    """圈阅: consent in one tap, as the form says; what was written beside it goes with it."""
    if written(request, "verdict") not in ("", Verdict.AGREE):
        raise Refused(
            "圈阅即视为同意，与您选的表态不一致，没有办理。请改选“同意”，或按提交意见的按钮办理。"
        )
    it = paper_of(request).it
    stage = it.stage
    request.check(PERMISSIONS.get(stage, Permission.Document.SIGN_OFF), it)
    if stage is Stage.SIGNING:
        _sign_off(request, id, step=None)
        return
    speak = {
        Stage.COUNTERSIGNING: request.documents.countersign,
        Stage.ENDORSING: request.documents.endorse,
    }.get(stage)
    if speak is None:
        raise Refused("这一环节不能只圈阅。请写明意见后办理。")
    speak(act_of(request), id, **_said(request, None))


def _said(request: Request, step: OpinionStep | None) -> dict[str, Any]:
    """What somebody says at a step, and to whom it goes on. An opinion left empty stands for
    what the agency arranged for the step, or for a mere circle without one."""
    verdict = verdict_of(request)
    return {
        # Who does not agree says why; no phrase speaks for them.
        "opinion": opinion_of(request, step=step if verdict is Verdict.AGREE else None),
        "readers": readers_of(request),
        "verdict": verdict,
        "to": ticked(request, "to"),
        "seen": seen_version(request),
    }


def _conclude(request: Request, id: UUID) -> None:
    request.documents.conclude(
        act_of(request), id, to=ticked(request, "to"), seen=seen_version(request)
    )


def _settle(request: Request, id: UUID) -> None:
    request.documents.settle(
        act_of(request),
        id,
        person=written(request, "person"),
        outcome=written(request, "outcome"),
        words=written(request, "opinion"),
        to=ticked(request, "to"),
        seen=seen_version(request),
    )


def _sign_off(
    request: Request, id: UUID, *, step: OpinionStep | None = OpinionStep.SIGN_OFF
) -> None:
    request.documents.sign_off(
        act_of(request),
        id,
        opinion=opinion_of(request, step=step),
        readers=readers_of(request),
        particulars=_openness(request),
        seen=seen_version(request),
    )


def _openness(request: Request) -> dict[str, Any] | None:
    """The signer may decide otherwise than the drafter whether it is to be published."""
    if "openness" not in request.POST:
        return None
    stated = Particulars.from_json(paper_of(request).it.particulars)
    typed = {name: written(request, name) for name in ("openness", "openness_reason")}
    return with_openness(stated, typed).to_json()


def _ratify(request: Request, id: UUID) -> None:
    opinion = written(request, "opinion")
    request.documents.ratify(act_of(request), id, opinion=opinion, seen=seen_version(request))


def _deny_sign_off(request: Request, id: UUID) -> None:
    reason = written(request, "opinion").strip()
    request.documents.deny_sign_off(act_of(request), id, reason=reason, seen=seen_version(request))


def _acknowledge(request: Request, id: UUID) -> None:
    request.documents.acknowledge(act_of(request), id, seen=seen_version(request))


def _return(request: Request, id: UUID) -> None:
    wanted = written(request, "return_to") or "0"
    if not wanted.isdecimal():
        raise Refused("没有这个环节，此件没有退回。请在“退回到”中选择一个环节。")
    request.documents.return_to(
        act_of(request),
        id,
        position=int(wanted[:4]),
        reason=opinion_of(request),
        readers=readers_of(request),
        straight=written(request, "then") == "straight",
        seen=seen_version(request),
    )


def _consult(request: Request, id: UUID) -> None:
    request.documents.consult(
        act_of(request),
        id,
        asking=asking_from(request),
        agencies=ticked(request, "agencies"),
        deadline=deadline_from(request),
        note=written(request, "opinion"),
        seen=seen_version(request),
    )


def _redirect(request: Request, id: UUID) -> None:
    request.documents.redirect(
        act_of(request),
        id,
        to=written(request, "to"),
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _reroute(request: Request, id: UUID) -> None:
    paper = paper_of(request)
    request.documents.reroute(
        act_of(request),
        id,
        route=route_from(request, paper.it),
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _take_back(request: Request, id: UUID) -> None:
    request.documents.take_back(act_of(request), id, seen=seen_version(request))


def _abandon(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.documents.abandon(act_of(request), id, reason=reason, seen=seen_version(request))


def _void_number(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.documents.void_number(act_of(request), id, reason=reason, seen=seen_version(request))


def _proofread(request: Request, id: UUID) -> None:
    note = written(request, "note")
    request.documents.proofread(act_of(request), id, note=note, seen=seen_version(request))


def _print(request: Request, id: UUID) -> None:
    request.documents.print(
        act_of(request),
        id,
        copies=count(written(request, "copies")),
        place=written(request, "place"),
        seen=seen_version(request),
    )


def _seal(request: Request, id: UUID) -> None:
    request.documents.seal(
        act_of(request),
        id,
        pin=written(request, "pin"),
        seam=asks_seam(request),
        seen=seen_version(request),
    )


def _ask_for_seal_again(request: Request, id: UUID) -> None:
    request.documents.ask_for_seal_again(act_of(request), id, seen=seen_version(request))


def _sealed(it: Document) -> str:
    sealed = f"已用印，送{it.awaits_seal_of.name}用印" if it.awaits_seal_of else "已用印"
    if not it.unstamped:
        return sealed
    forms = "、".join(it.unstamped).upper()
    return f"{sealed}；时间戳服务没有给出时间戳，{forms} 的签章未加时间戳，归档时再补"


def _send_back(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.documents.send_back(act_of(request), id, reason=reason, seen=seen_version(request))


def _recheck(request: Request, id: UUID) -> None:
    slips = ((written(request, f"wrong-{n}"), written(request, f"right-{n}")) for n in SLIPS)
    request.documents.recheck(
        act_of(request),
        id,
        opinion=opinion_of(request, step=OpinionStep.RECHECK),
        slips=[(wrong, right) for wrong, right in slips if wrong],
        seen=seen_version(request),
    )


def _number(request: Request, id: UUID) -> None:
    request.documents.take_number(
        act_of(request),
        id,
        number=written(request, "number"),
        entry=entry_of(request),
        seen=seen_version(request),
    )


def _typeset(request: Request, id: UUID) -> None:
    request.documents.typeset(act_of(request), id, seen=seen_version(request))


def _release(request: Request, id: UUID) -> None:
    request.documents.release(act_of(request), id, seen=seen_version(request))


def _dispatch(request: Request, id: UUID) -> None:
    request.documents.dispatch(
        act_of(request),
        id,
        addressees=ticked(request, "addressees"),
        answer_due="yes" in ticked(request, "answer_due"),
        seen=seen_version(request),
    )


def _requeue(request: Request, id: UUID) -> None:
    request.check(Permission.Consignment.REQUEUE, paper_of(request).it)
    reason = written(request, "opinion")
    request.consignments.requeue(act_of(request), _sent(request, id), reason=reason)


def _sign_for_return(request: Request, id: UUID) -> None:
    request.check(Permission.Consignment.SIGN_FOR_RETURN, paper_of(request).it)
    request.consignments.sign_for_return(act_of(request), _sent(request, id))


def _sent(request: Request, id: UUID) -> UUID:
    wanted = written(request, "consignment")
    for row in request.consignments.of_document(id):
        if str(row.subject) == wanted:
            subject: UUID = row.subject
            return subject
    raise Refused("此件没有发给这个机关。请在“收文机关”中选择一个。")


DOINGS = {
    "submit": Doing(_submit, "已送出"),
    "review": Doing(_review, "已核稿", permission=Permission.Document.REVIEW),
    "countersign": Doing(_countersign, "已会签", permission=Permission.Document.COUNTERSIGN),
    "endorse": Doing(_endorse, "已审签", permission=Permission.Document.ENDORSE),
    "review_secrecy": Doing(_review_secrecy, "已确认保密审查"),
    "object_on_secrecy": Doing(_object_on_secrecy, "已告知不同意"),
    "set_openness_back": Doing(_set_openness_back, "已恢复公开属性"),
    "conclude": Doing(_conclude, "已往下送"),
    "settle": Doing(_settle, "已记录协调结果"),
    "sign_off": Doing(_sign_off, "已签发", permission=Permission.Document.SIGN_OFF),
    "circle": Doing(_circle, "已圈阅"),
    "ratify": Doing(_ratify, "已补签"),
    "deny_sign_off": Doing(_deny_sign_off, "已否认，签发作废"),
    "acknowledge": Doing(_acknowledge, "已阅"),
    "return": Doing(_return, "已退回", permission=Permission.Document.RETURN),
    "reroute": Doing(_reroute, "已调整办理流程", permission=Permission.Document.REROUTE),
    "consult": Doing(_consult, "已送外单位征询", permission=Permission.Document.CONSULT),
    "redirect": Doing(_redirect, "已转办"),
    "take_back": Doing(_take_back, "已取回"),
    "abandon": Doing(_abandon, "已撤稿"),
    "void_number": Doing(_void_number, "文号已作废"),
    "proofread": Doing(_proofread, "已校对"),
    "print": Doing(_print, "已登记印制"),
    "seal": Doing(_seal, _sealed),
    "ask_for_seal_again": Doing(_ask_for_seal_again, "已再送用印"),
    "send_back": Doing(_send_back, "已退回上一环节"),
    "recheck": Doing(_recheck, "已复核"),
    "number": Doing(_number, "已取号"),
    "typeset": Doing(_typeset, "已排版"),
    "release": Doing(_release, "已核发"),
    "dispatch": Doing(_dispatch, "已分发"),
    "requeue": Doing(_requeue, "已重新发送"),
    "sign_for_return": Doing(_sign_for_return, "已签收退文"),
}
"""Each act, and what is said when it is done."""
