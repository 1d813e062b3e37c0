"""What may be done with a document here and now, as one form with one primary act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pyramid.request import Request

from documents.names import people_choices
from documents.numbering.forms import number_fields
from documents.opinions.forms import circle, today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import CIRCLE_MEANS, OpinionStep
from documents.outgoing.document import Document
from documents.outgoing.editor.particulars_form import openness_fields
from documents.outgoing.particulars import Particulars
from documents.outgoing.ports import next_people
from documents.outgoing.route import ORDER_WORDS, VERDICT_WORDS, Order, Step, Verdict
from documents.outgoing.screens.dispatch_fields import (
    copies_listed,
    dispatch_fields,
    recipient_notices,
    register_fields,
)
from documents.outgoing.screens.other_forms import asked_for, beside
from documents.outgoing.screens.sealing import (
    sealing_fields,
    sealing_warning,
    while_others_seal,
    why_not_sealed,
)
from documents.outgoing.screens.sheets import boxes_warning
from documents.outgoing.screens.warnings import notices, stopped, with_findings, with_hindrances
from documents.outgoing.stages import Stage
from documents.outgoing.turns import ahead
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.form_acts import written
from office.web.models import Act, ActForm, Choice, Field, Weight

PERMISSIONS = {
    Stage.DRAFTING: Permission.Document.SUBMIT,
    Stage.CONSULTING: Permission.Document.CONCLUDE,
    Stage.REVIEWING: Permission.Document.REVIEW,
    Stage.COUNTERSIGNING: Permission.Document.COUNTERSIGN,
    Stage.ENDORSING: Permission.Document.ENDORSE,
    Stage.JOINT: Permission.Document.CONCLUDE,
    Stage.SIGNING: Permission.Document.SIGN_OFF,
    Stage.RECHECKING: Permission.Document.RECHECK,
    Stage.NUMBERING: Permission.Document.NUMBER,
    Stage.TYPESETTING: Permission.Document.TYPESET,
    Stage.PROOFREADING: Permission.Document.PROOFREAD,
    Stage.PRINTING: Permission.Document.PRINT,
    Stage.SEALING: Permission.Document.SEAL,
    Stage.RELEASING: Permission.Document.RELEASE,
    Stage.DISPATCHING: Permission.Document.DISPATCH,
}
HEADINGS = {
    Stage.REVIEWING: "核稿意见",
    Stage.COUNTERSIGNING: "会签意见",
    Stage.ENDORSING: "审签意见",
    Stage.SIGNING: "签发意见",
    Stage.RECHECKING: "复核意见",
    Stage.NUMBERING: "登记",
    Stage.DISPATCHING: "分送名单",
}
PRIMARY = {
    Stage.RECHECKING: ("recheck", "复核无误"),
    Stage.NUMBERING: ("number", "取号"),
    Stage.TYPESETTING: ("typeset", "排版"),
    Stage.PRINTING: ("print", "印制完成"),
    Stage.SEALING: ("seal", "用印"),
    Stage.RELEASING: ("release", "核发"),
    Stage.DISPATCHING: ("dispatch", "分发"),
    Stage.SIGNING: ("sign_off", "签发"),
}
SPEAKING = {
    Stage.REVIEWING: "review",
    Stage.COUNTERSIGNING: "countersign",
    Stage.ENDORSING: "endorse",
}
READ_AS_PROOF = frozenset(stage for stage in Stage if stage.order <= Stage.RECHECKING.order)
OPINIONS = {
    Stage.REVIEWING: OpinionStep.REVIEW,
    Stage.COUNTERSIGNING: OpinionStep.COUNTERSIGN,
    Stage.ENDORSING: OpinionStep.ENDORSE,
    Stage.SIGNING: OpinionStep.SIGN_OFF,
    Stage.RECHECKING: OpinionStep.RECHECK,
}
"""Which opinion is given at a stage; at the others the field is for a reason to send back."""


_SEND_BACK = Field(
    "opinion",
    "退回理由",
    kind="area",
    rows=2,
    opinion=True,
    seldom=True,
)


def act_form(request: Request, document: Document) -> ActForm | None:
    """The form for the person logged in; None if the paper does not wait for them.

    `?form=` asks for one of the acts that are seldom needed.
    """
    seldom = asked_for(request, document)
    if seldom is not None:
        return seldom
    permission = PERMISSIONS.get(document.stage)
    guard = request.house.guard
    if permission is None or not guard.permits(permission, request.identity, document):
        return beside(request, document)
    if document.awaits_settlement:
        return beside(request, document)
    form = ActForm(
        action=request.route_path("document", id=document.id),
        heading=_heading(request, document),
        acts=_acts(request, document),
        seen=str(document.version),
        fields=tuple(_fields(request, document)),
        warning=_warning(request, document),
        notices=recipient_notices(request, document),
        # The field of the number says more than fits beside the acts.
        in_order=document.stage is Stage.NUMBERING,
    )
    form = with_hindrances(request, with_findings(request, form, document), document)
    form = stopped(form, why_not_sealed(request, document))
    opinion = OPINIONS.get(document.stage)
    if opinion is None or document.awaits_agencies:
        return form
    slots = Slots(
        drafter=request.house.directory.person_name(document.drafter),
        date=today_in_words(request),
        title=str(document.facts["title"]),
    )
    return with_opinion(request, form, paper=document, step=opinion, slots=slots)


def _warning(request: Request, document: Document) -> str:
    """What is worth knowing before one acts."""
    boxes = boxes_warning(request, document) if document.stage in READ_AS_PROOF else ""
    return "".join((boxes, *notices(request, document), sealing_warning(request, document)))


def _heading(request: Request, document: Document) -> str:
    if document.stage is Stage.DRAFTING:
        return "改后直接送回" if _straight_back(request, document) else "送核"
    if document.awaits_agencies:
        return "外单位意见"
    return HEADINGS.get(document.stage, document.step_name)


def _acts(request: Request, document: Document) -> tuple[Act, ...]:
    if document.awaits_seal_of:
        return while_others_seal(document.awaits_seal_of)
    name, label = _primary(request, document)
    acts = [Act(name, label, Weight.PRIMARY, key="Ctrl ↵")]
    opinion = OPINIONS.get(document.stage)
    if opinion is not None and opinion in CIRCLE_MEANS and not document.awaits_agencies:
        acts.insert(0, circle(opinion))
    if document.earlier_steps():
        acts.insert(0, Act("return", "退回", Weight.PLAIN, key="R"))
    elif document.stage in document.chain[1:]:
        back = "用印作废，退回用印" if document.would_void_sealing else "退回上一环节"
        acts.insert(0, Act("send_back", back, key="R", apart=True))
    return tuple(acts)


def _primary(request: Request, document: Document) -> tuple[str, str]:
    if document.awaits_agencies:
        return "conclude", "意见已齐，往下送"
    step = _ahead(request, document)
    onward = f"送{step.name}" if step else "送下一环节"
    if step and (back := _straight_back(request, document)):
        onward = f"直接送回{back}{step.name}"
    if document.stage is Stage.DRAFTING:
        return "submit", onward
    if document.stage in SPEAKING:
        last = document.is_last_to_speak(_turn(request))
        said = "提交意见" if document.stage is not Stage.REVIEWING else "核稿完毕"
        return SPEAKING[document.stage], onward if last else said
    if document.stage is Stage.PROOFREADING:
        return "proofread", "一校完成" if document.proofs_read == 0 else "清样签字"
    return PRIMARY[document.stage]


def _turn(request: Request) -> str:
    return str(request.identity.principal)


def _ahead(request: Request, document: Document) -> Step | None:
    """The step behind the present one on the route that it goes now: another one than it went
    before, where what was stated since asks for it."""
    route = request.documents.route_of(document)
    straight_to = document.straight_to if route == document.route else None
    place = ahead(route, position=document.position, straight_to=straight_to)
    return None if place is None else route[place]


def _straight_back(request: Request, document: Document) -> str:
    """Whom a mended paper comes straight back to, as whoever returned it decided; empty where it
    goes the route."""
    place = document.straight_to
    if place is None or _ahead(request, document) != document.route[place]:
        return ""
    return "、".join(map(request.house.directory.person_name, document.acted.get(place, ())))


def _fields(request: Request, document: Document) -> list[Field]:
    fields: list[Field] = []
    stage = document.stage
    if stage in document.chain[1:]:
        voids = document.would_void_sealing
        why = replace(_SEND_BACK, label="用印作废理由") if voids else _SEND_BACK
        return [*_own_fields(request, document), why]
    if stage in (Stage.COUNTERSIGNING, Stage.ENDORSING) and not document.awaits_agencies:
        fields.append(verdict_field())
    if stage is not Stage.DRAFTING:
        fields.append(Field("opinion", "意见", kind="area", rows=2, opinion=True))
    step = _ahead(request, document) if _hands_on(request, document) else None
    if step is not None:
        back = _straight_back(request, document)
        fields.append(
            _straight_field(back, step) if back else people_field(request, document, step)
        )
    if document.earlier_steps():
        fields.extend(_return_fields(request, document))
    return [*fields, *_own_fields(request, document)]


def _straight_field(back: str, step: Step) -> Field:
    return Field(
        "straight",
        "送回",
        fixed=f"{back}（{step.name}）",
        hint=f"{back}退回时定为改后直接送回，中间环节不再重走。",
    )


def _own_fields(request: Request, document: Document) -> list[Field]:
    own = _OF_A_STAGE.get(document.stage)
    return own(request, document) if own else []


def _openness(_: Request, document: Document) -> list[Field]:
    """The signer may change it; what publishes nothing states none."""
    stated = Particulars.from_json(document.particulars)
    if not stated.openness:
        return []
    field, reason = (replace(each, seldom=True) for each in openness_fields(stated))
    if document.secrecy_reviewer:
        later = "改得更公开的，签发后由保密审查人重新审查，确认前不能核发。"
        field = replace(field, hint=later)
    return [field, reason]


def _printing(request: Request, document: Document) -> list[Field]:
    copies = copies_listed(request, document)
    return [
        Field("copies", "印制份数", kind="number", value=copies, required=True),
        Field("place", "印制单位", value="本机关文印室"),
    ]


def _numbers(request: Request, document: Document) -> list[Field]:
    """Which number it will get of its series, in the year of 成文日期, or may."""
    entry = request.house.directory.identity(document.identity)
    if entry is None or document.signed_off_at is None or document.number:
        return []
    words = [each.word for each in entry.series if document.facts["type"] in each.types]
    day = office_day(document.signed_off_at)
    return [
        field
        for word in words[:1]
        for field in number_fields(
            request, agency=document.agency, word=word, day=day, subject=document.id
        )
    ]


def _registering(request: Request, document: Document) -> list[Field]:
    """登记: number, distribution and copies, the row of the 发文登记簿."""
    return [*_numbers(request, document), *register_fields(request, document)]


def _hands_on(request: Request, document: Document) -> bool:
    if document.stage is Stage.DRAFTING or document.awaits_agencies:
        return True
    return document.stage in SPEAKING and document.is_last_to_speak(_turn(request))


def verdict_of(request: Request) -> Verdict:
    """What was chosen in `verdict_field`; consent where the form had none. Raises Refused."""
    verdict = written(request, "verdict") or Verdict.AGREE
    if verdict not in set(Verdict):
        raise Refused(
            "请在“表态”中选择同意、不同意或者无意见。您填写的意见已保留。", field="verdict"
        )
    return Verdict(verdict)


def verdict_field() -> Field:
    """What somebody says of it."""
    choices = tuple(
        Choice(verdict, words, chosen=verdict is Verdict.AGREE)
        for verdict, words in VERDICT_WORDS.items()
    )
    return Field("verdict", "表态", kind="radios", choices=choices)


def people_field(request: Request, document: Document, step: Step, *, name: str = "to") -> Field:
    """Whom the step goes to: the route's people ticked, else the first by rank."""
    people = next_people(
        request.house.directory,
        step=step,
        agency=document.agency,
        identity=document.identity,
        type=document.facts["type"],
    )
    choices = _with_planned(people_choices(people), step.people or _before(document, step))
    if step.agencies:
        names = [request.house.directory.agency_on(code) for code in step.agencies]
        fixed = "、".join(each.name for each in names if each)
        return Field(name, f"送{step.name}", fixed=fixed)
    if step.order is Order.ONE:
        return Field(name, "送", kind="select", choices=choices)
    label = f"送{step.name}（{ORDER_WORDS[step.order]}）"
    return Field(name, label, kind="checks", choices=choices)


def _before(document: Document, step: Step) -> tuple[str, ...]:
    """Who took the step the last time, where the paper comes round again."""
    if step not in document.route:
        return ()
    return document.acted.get(document.route.index(step), ())


def _with_planned(choices: Sequence[Choice], planned: tuple[str, ...]) -> tuple[Choice, ...]:
    if not planned:
        return tuple(choices)
    return tuple(Choice(each.value, each.label, each.value in planned) for each in choices)


def _return_fields(request: Request, document: Document) -> list[Field]:
    places = document.earlier_steps()
    name = request.house.directory.person_name
    choices = tuple(
        Choice(
            str(place),
            f"{document.route[place].name}（{'、'.join(map(name, document.acted[place]))}）",
            chosen=index == 0,
        )
        for index, place in enumerate(places)
    )
    again = (
        Choice("route", "重新走流程", chosen=True),
        Choice("straight", "直接送回我处" if document.holder.people else "直接送签发人"),
    )
    return [
        Field("return_to", "退回到", kind="select", choices=choices, seldom=True),
        Field("then", "退回件改好后", kind="radios", choices=again, seldom=True),
    ]


def _distribution(request: Request, document: Document) -> list[Field]:
    """Who gets it, as the distribution list says or as ticked."""
    return dispatch_fields(request, document)


def _proof(_: Request, document: Document) -> list[Field]:
    told = "清样校对情况" if document.proofs_read else "校对情况"
    return [Field("note", f"{told}（可以不填）", kind="area", rows=2)]


_OF_A_STAGE: dict[Stage, Callable[[Request, Document], list[Field]]] = {
    Stage.SIGNING: _openness,
    Stage.NUMBERING: _registering,
    Stage.PROOFREADING: _proof,
    Stage.PRINTING: _printing,
    Stage.SEALING: sealing_fields,
    Stage.DISPATCHING: _distribution,
}
"""What a stage asks beside opinion and people."""
