"""Acts on a document that are seldom needed: each has a form of its own, asked for by `?form=`,
or offered to whom it waits for beside the route."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.request import Request

from documents.consignments.consignment import RESENDABLE
from documents.consignments.lines import BADGES, is_unsigned_return
from documents.consignments.states import State
from documents.handling.transcription import Transcription
from documents.names import people_choices
from documents.outgoing.acts.asking_agencies import ASKABLE
from documents.outgoing.document import Document
from documents.outgoing.ports import next_people
from documents.outgoing.screens.asking_form import asking_fields
from documents.outgoing.screens.clearance import ground_field, secrecy_notices
from documents.outgoing.screens.route_form import route_fields
from documents.outgoing.stages import OVER, Stage
from documents.permissions import Permission
from documents.screens.own_form import KEY, own_form
from documents.screens.seldom import Seldom, SeldomForms
from office.web.models import Act, ActForm, Choice, Field, Weight


def _redirect_fields(request: Request, document: Document) -> tuple[Field, ...]:
    people = next_people(
        request.house.directory,
        step=document.route[document.position],
        agency=document.agency,
        identity=document.identity,
        type=document.facts["type"],
    )
    others = [each for each in people if str(each.person.id) not in document.holder.people]
    return (Field("to", "转给", kind="select", choices=people_choices(others)),)


def _on_the_route(document: Document) -> bool:
    return 0 < document.position < len(document.route) and not document.awaits_settlement


SLIPS = range(1, 4)
"""Places that one recheck may mend."""
HINT = "在正文中只出现一次的几个字"


def _slip_fields(request: Request, document: Document) -> tuple[Field, ...]:
    """Three places at once; who has more goes back to the drafter."""
    return tuple(
        field
        for number in SLIPS
        for field in (
            Field(f"wrong-{number}", f"第 {number} 处原文", placeholder=HINT),
            Field(f"right-{number}", "更正为"),
        )
    )


def _openness_fields(_: Request, document: Document) -> tuple[Field, ...]:
    openness = str(document.particulars.get("openness") or "未定")
    before = document.openness_before.get("openness")
    if document.awaits_clearing and before:
        openness = f"{openness}（签发时由“{before}”改定）"
    return (Field("openness", "公开属性", fixed=openness), ground_field())


_CLEARING: Seldom[Document] = Seldom(
    Permission.Document.REVIEW_SECRECY,
    "确认保密审查",
    "审查意见（确认的可以不填）",
    # Whose turn it is not needs no link: it is the form of the page. Behind the sign-off the
    # turn is a clerk's, who may be the one that is asked.
    lambda document: document.awaits_clearing or document.secrecy_asked in document.holder.people,
    _openness_fields,
    warning="确认即由您本人对本文稿作了保密审查，可以按所定公开属性办理。认为涉密或者不宜公开的，"
    "选定理由、写明意见后按“不同意”，由办理人修改。",
)
SELDOM: dict[str, Seldom[Document]] = {
    "review_secrecy": _CLEARING,
    "set_openness_back": Seldom(
        Permission.Document.SET_OPENNESS_BACK,
        "恢复公开属性",
        "说明（可以不填）",
        # What was refused needs no link: it is the form of the page.
        lambda document: document.awaits_clearing and not document.objection,
    ),
    "recheck": Seldom(
        Permission.Document.RECHECK,
        "文字更正并复核",
        "复核意见",
        lambda document: document.stage is Stage.RECHECKING,
        _slip_fields,
    ),
    "reroute": Seldom(
        Permission.Document.REROUTE,
        "调整流程",
        "调整理由",
        lambda document: document.stage.order < Stage.SIGNING.order,
        route_fields,
        icon="compare",
    ),
    "consult": Seldom(
        Permission.Document.CONSULT,
        "征询外单位",
        "说明（对方会看到）",
        lambda document: document.stage in ASKABLE,
        asking_fields,
        icon="inquiry",
    ),
    "redirect": Seldom(
        Permission.Document.REDIRECT,
        "转办",
        "转办理由",
        _on_the_route,
        _redirect_fields,
        icon="exchange",
        must=True,
    ),
    "abandon": Seldom(
        Permission.Document.ABANDON,
        "撤稿",
        "撤稿理由",
        lambda document: document.stage is Stage.DRAFTING,
        icon="must",
        must=True,
    ),
    "void_number": Seldom(
        Permission.Document.VOID_NUMBER,
        "文号作废",
        "作废理由",
        lambda document: bool(document.number) and document.stage.order <= Stage.NUMBERING.order,
        icon="must",
        must=True,
    ),
}


FORMS = SeldomForms("document", SELDOM, open=lambda document: document.stage not in OVER)


def asked_for(request: Request, document: Document) -> ActForm | None:
    """The form that `?form=` (or the form sent) names, where the act may be done now."""
    name = FORMS.asked(request, document)
    if not name:
        return None
    return _seldom_form(
        request, document, name=name, before=(Field("form", "", kind="hidden", value=name),)
    )


def _ratifying(request: Request, document: Document) -> ActForm:
    """补签, beside what was entered in the signer's name."""
    history: list[Any] = list(request.documents.events.get(document.id))
    signed = next(each for each in reversed(history) if type(each).__name__ == "SignedOff")
    entered = Transcription.from_json(signed.transcribed)
    who = request.house.directory.person_name(entered.by)
    words = f"，原话记为“{signed.opinion}”" if signed.opinion else ""
    form = _form(
        request, document, name="ratify", label="补签", fields=(_reason("意见；否认的写明理由"),)
    )
    return replace(
        form,
        acts=(Act("deny_sign_off", "否认", Weight.PLAIN), *form.acts),
        warning=f"{who}按您 {entered.date.isoformat()} 的电话代录为同意签发{words}。"
        "确是您的意见，请补签；不是的，写明理由后按“否认”，签发即作废。补签之前不能用印。",
    )


def beside(request: Request, document: Document) -> ActForm | None:
    """The form for whose turn it is not, with what was refused by the 保密审查: whoever drafted
    the paper or signed it off has to know."""
    form = unasked(request, document)
    if form is None or document.objection is None:
        return form
    said = "".join(secrecy_notices(request, document))
    return form if said in form.warning else replace(form, warning=f"{said}{form.warning}")


def unasked(request: Request, document: Document) -> ActForm | None:
    """What somebody may do although the paper's turn is another's: ratify, settle, take back,
    send again. The first that applies."""
    may = request.house.guard.permits
    identity = request.identity
    if may(Permission.Document.REVIEW_SECRECY, identity, document):
        return _seldom_form(request, document, name="review_secrecy")
    if document.objection and document.awaits_clearing and _may_set_back(request, document):
        return _setting_back(request, document)
    if document.awaits_ratification and may(Permission.Document.RATIFY, identity, document):
        return _ratifying(request, document)
    if document.corrections and may(Permission.Document.ACKNOWLEDGE, identity, document):
        return _form(request, document, name="acknowledge", label="已阅复核更正", fields=())
    if document.unsettled and may(Permission.Document.SETTLE, identity, document):
        return _settling(request, document)
    if may(Permission.Document.TAKE_BACK, identity, document) and not _opened(request, document):
        form = _form(request, document, name="take_back", label="取回", fields=())
        # The key that just sent it must not take it back.
        return replace(form, acts=(Act("take_back", "取回"),))
    if document.stage is Stage.DISPATCHED:
        return _return_to_sign_for(request, document) or _resending(request, document)
    return None


def _seldom_form(
    request: Request, document: Document, *, name: str, before: tuple[Field, ...] = ()
) -> ActForm:
    seldom = SELDOM[name]
    fields = (*before, *seldom.fields(request, document), _reason(seldom.words))
    form = _form(request, document, name=name, label=seldom.label, fields=fields)
    if seldom is _CLEARING:
        refusing = Act("object_on_secrecy", "不同意", Weight.PLAIN)
        form = replace(form, acts=(refusing, *form.acts))
    return replace(form, warning=seldom.warning)


def _may_set_back(request: Request, document: Document) -> bool:
    may = request.house.guard.permits
    return bool(may(Permission.Document.SET_OPENNESS_BACK, request.identity, document))


def _setting_back(request: Request, document: Document) -> ActForm:
    """恢复公开属性, for the signer who made it more public than the reviewer agrees to."""
    before = document.openness_before.get("openness", "")
    label = f"恢复为{before}"
    fields = (_reason("说明（可以不填）"),)
    form = _form(request, document, name="set_openness_back", label=label, fields=fields)
    return replace(form, warning="".join(secrecy_notices(request, document)))


def _opened(request: Request, document: Document) -> bool:
    rooms = request.documents
    return any(rooms.has_opened(document, each) for each in document.holder.people)


def _settling(request: Request, document: Document) -> ActForm:
    name = request.house.directory.person_name
    people = tuple(
        Choice(each, name(each), chosen=not place) for place, each in enumerate(document.unsettled)
    )
    outcomes = (
        Choice("coordinated", "已协调一致", chosen=True),
        Choice("escalated", "报请上级裁定"),
    )
    fields = [
        Field("person", "不同意见", kind="select", choices=people),
        Field("outcome", "处理结果", kind="radios", choices=outcomes),
        _reason("协调情况"),
    ]
    step = document.next_step()
    if document.awaits_settlement and step is not None and not step.people:
        candidates = next_people(
            request.house.directory,
            step=step,
            agency=document.agency,
            identity=document.identity,
            type=document.facts["type"],
        )
        fields.append(
            Field("to", f"送{step.name}", kind="select", choices=people_choices(candidates))
        )
    return _form(request, document, name="settle", label="记录协调结果", fields=tuple(fields))


def _return_to_sign_for(request: Request, document: Document) -> ActForm | None:
    """签收退文 of what an addressee sent back, for the agency's clerks; the oldest first."""
    guard = request.house.guard
    if not guard.permits(Permission.Consignment.SIGN_FOR_RETURN, request.identity, document):
        return None
    rows = request.consignments.of_document(document.id)
    row = next((each for each in rows if is_unsigned_return(each)), None)
    if row is None:
        return None
    fields = (Field("consignment", "", kind="hidden", value=str(row.subject)),)
    form = _form(request, document, name="sign_for_return", label="签收退文", fields=fields)
    return replace(form, warning=f"{row.addressee_name}退回此件。{row.problem}")


def _resending(request: Request, document: Document) -> ActForm | None:
    """重新发送 of what came back or never got there, for the agency's clerks."""
    guard = request.house.guard
    may = guard.permits(Permission.Consignment.REQUEUE, request.identity, document)
    if not may or request.consignments.why_not_sent(document.id):
        return None
    rows = request.consignments.of_document(document.id)
    choices = tuple(
        Choice(str(line.subject), f"{line.addressee_name}（{BADGES[State(line.state)].text}）")
        for line in rows
        if line.state in RESENDABLE or line.return_signed_at
    )
    if not choices:
        return None
    fields = (
        Field("consignment", "收文机关", kind="select", choices=choices),
        _reason("重发原因"),
    )
    return _form(request, document, name="requeue", label="重新发送", fields=fields)


def _reason(label: str) -> Field:
    return Field("opinion", label, kind="area", rows=2, placeholder=label, opinion=True)


def _form(
    request: Request,
    document: Document,
    *,
    name: str,
    label: str,
    fields: tuple[Field, ...],
) -> ActForm:
    acts = (Act(name, label, Weight.PRIMARY, key=KEY),)
    return own_form(request, "document", document, heading=label, acts=acts, fields=fields)
