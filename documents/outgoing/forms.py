"""What may be done with a document here and now, as one form with one primary act."""

from __future__ import annotations

from pyramid.request import Request

from documents.consignments.consignment import RESENDABLE
from documents.consignments.lines import BADGES
from documents.consignments.states import State
from documents.names import people_choices
from documents.outgoing.document import RETURNS, Document
from documents.outgoing.ports import next_people
from documents.outgoing.sheets import boxes_warning
from documents.outgoing.stages import STAGE_WORDS, Stage
from documents.permissions import Permission
from documents.screens.acting import new_command
from office.directory.lookup import Lookup
from office.web.models import Act, ActForm, Choice, Field, Weight

PERMISSIONS = {
    Stage.DRAFTING: Permission.Document.SUBMIT,
    Stage.REVIEWING: Permission.Document.REVIEW,
    Stage.SIGNING: Permission.Document.SIGN_OFF,
    Stage.RECHECKING: Permission.Document.RECHECK,
    Stage.NUMBERING: Permission.Document.NUMBER,
    Stage.TYPESETTING: Permission.Document.TYPESET,
    Stage.RELEASING: Permission.Document.RELEASE,
    Stage.DISPATCHING: Permission.Document.DISPATCH,
}
HEADINGS = {
    Stage.DRAFTING: "送核稿",
    Stage.REVIEWING: "核稿意见",
    Stage.SIGNING: "签发意见",
    Stage.RECHECKING: "复核意见",
    Stage.NUMBERING: "编号",
    Stage.TYPESETTING: "排版",
    Stage.RELEASING: "核发",
    Stage.DISPATCHING: "分送名单",
}
PRIMARY = {
    Stage.DRAFTING: ("submit", "送核稿"),
    Stage.REVIEWING: ("review", "送签发"),
    Stage.SIGNING: ("sign_off", "签发"),
    Stage.RECHECKING: ("recheck", "复核无误"),
    Stage.NUMBERING: ("number", "取号"),
    Stage.TYPESETTING: ("typeset", "排版"),
    Stage.RELEASING: ("release", "核发"),
    Stage.DISPATCHING: ("dispatch", "分发"),
}
READ_AS_PROOF = frozenset({Stage.DRAFTING, Stage.REVIEWING, Stage.SIGNING, Stage.RECHECKING})
WITH_OPINION = frozenset({Stage.REVIEWING, Stage.SIGNING, Stage.RECHECKING})
PHRASES = {
    Stage.REVIEWING: ("文种、格式无误，请审签", "请修改后再送"),
    Stage.SIGNING: ("同意", "同意印发", "请修改后再送"),
    Stage.RECHECKING: ("无误", "请修改后再送"),
}


def act_form(request: Request, document: Document) -> ActForm | None:
    """The form for the person logged in; None if the paper does not wait for them."""
    if document.stage is Stage.DISPATCHED:
        return _resending(request, document)
    permission = PERMISSIONS.get(document.stage)
    guard = request.house.guard
    if permission is None or not guard.permits(permission, request.identity, document):
        return None
    name, label = PRIMARY[document.stage]
    acts = [Act(name, label, Weight.PRIMARY, key="Ctrl ↵")]
    if document.stage in RETURNS:
        acts.insert(0, Act("return", "退回", Weight.PLAIN, key="R"))
    return ActForm(
        action=request.route_path("document", id=document.id),
        heading=HEADINGS[document.stage],
        acts=tuple(acts),
        command=new_command(),
        seen=str(document.version),
        fields=_fields(request, document),
        warning=boxes_warning(request, document) if document.stage in READ_AS_PROOF else "",
        phrases=PHRASES.get(document.stage, ()),
    )


def _resending(request: Request, document: Document) -> ActForm | None:
    """重新发送 of what came back or never got there, for the agency's clerks."""
    guard = request.house.guard
    if not guard.permits(Permission.Consignment.REQUEUE, request.identity, document):
        return None
    rows = request.consignments.of_document(document.id)
    choices = tuple(
        Choice(str(line.subject), f"{line.addressee_name}（{BADGES[State(line.state)].text}）")
        for line in rows
        if line.state in RESENDABLE
    )
    if not choices:
        return None
    return ActForm(
        action=request.route_path("document", id=document.id),
        heading="重新发送",
        acts=(Act("requeue", "重新发送", Weight.PRIMARY, key="Ctrl ↵"),),
        command=new_command(),
        seen=str(document.version),
        fields=(
            Field("consignment", "收文机关", kind="select", choices=choices),
            Field("opinion", "重发原因", kind="area", rows=2, opinion=True),
        ),
    )


def _fields(request: Request, document: Document) -> tuple[Field, ...]:
    directory: Lookup = request.house.directory
    fields: list[Field] = []
    if document.stage in WITH_OPINION:
        fields.append(Field("opinion", "意见", kind="area", rows=2, opinion=True))
    if document.stage in (Stage.DRAFTING, Stage.REVIEWING):
        people = next_people(
            directory, stage=document.stage, agency=document.agency, identity=document.identity
        )
        fields.append(Field("to", "送", kind="select", choices=people_choices(people)))
    if len(RETURNS.get(document.stage, ())) > 1:
        fields.append(_return_field(document))
    if document.stage is Stage.DISPATCHING:
        fields.extend(_distribution(request, document))
    return tuple(fields)


def _return_field(document: Document) -> Field:
    stages = [stage for stage in RETURNS[document.stage] if stage in document.acted]
    choices = tuple(
        Choice(stage, STAGE_WORDS[stage], chosen=index == 0) for index, stage in enumerate(stages)
    )
    return Field("return_to", "退回到", kind="select", choices=choices)


def _distribution(request: Request, document: Document) -> list[Field]:
    """Every other agency of the directory, the subordinate ones ticked; the clerk corrects."""
    directory = request.house.directory
    below = {agency.code for agency in directory.subordinates(document.agency)}
    choices = tuple(
        Choice(agency.code, agency.name, chosen=agency.code in below)
        for agency in directory.agencies_on()
        if agency.code != document.agency
    )
    return [
        Field("addressees", "分送", kind="checks", choices=choices),
        Field(
            "answer_due",
            "反馈",
            kind="checks",
            choices=(Choice("yes", "请收文机关反馈登记和办结情况"),),
        ),
    ]
