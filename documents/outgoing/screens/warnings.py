"""What stands in the way of handing a paper on, said on its page before any button is pressed.

What the rules find, what other agencies have not answered, the 保密审查 that is not done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pyramid.request import Request

from documents.consulting.adopted import REMEDY
from documents.opinions.forms import CIRCLE
from documents.outgoing.checking import Checking, must_be_issued_by, unanswered
from documents.outgoing.document import Document
from documents.outgoing.editor.findings import field_of, remedy_of
from documents.outgoing.particulars import Particulars
from documents.outgoing.screens.clearance import (
    objection_line,
    secrecy_notices,
    why_not_released,
)
from documents.outgoing.stages import Stage
from documents.outgoing.until_sign_off import REVISABLE
from documents.rules import Finding, Severity
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.frame import now
from office.web.models import Act, ActForm, Field, Weight
from office.web.models import Severity as Shown
from office.web.models.forms import FoundLine

REASONS = (
    "事项特殊，行文理由中已写明。",
    "引用原文如此，不宜改动。",
    "是固定名称或规范表述。",
    "已与有关部门核实，内容无误。",
)
"""常用语 for keeping a warning. Nothing is filled in beforehand: a reason is somebody's own."""
CHECKED = (Stage.DRAFTING, Stage.REVIEWING, Stage.SIGNING)
"""Where the act of the stage holds the rules against the text."""
OF_THE_SIGNER = ("openness", "openness_reason")
"""Fields of the signer's own form: what is wrong there is put right with the signature."""


def with_findings(request: Request, form: ActForm, document: Document) -> ActForm:
    """The form with what the rules find: errors disable its primary act, warnings ask a reason."""
    if document.stage not in CHECKED or document.awaits_agencies:
        return stopped(form, why_not_released(document))
    found, refusal = open_findings(request, document)
    signing = document.stage is Stage.SIGNING
    objection = None if signing else objection_line(request, document)
    errors = [each for each in found if each.severity is Severity.ERROR]
    warnings = [each for each in found if each.severity is Severity.WARNING]
    if signing:
        errors = [each for each in errors if field_of(each) not in OF_THE_SIGNER]
        found, warnings = errors, []
    wrong = len(errors) + bool(objection)
    remedy = "退回修改后再签发" if signing else "改好存稿后再送"
    why_not = refusal or (f"文稿有 {wrong} 处须改，见上。{remedy}。" if wrong else "")
    lines = (_line(request, document, each) for each in found)
    return stopped(
        replace(
            form,
            found=(*((objection,) if objection else ()), *lines),
            fields=(*form.fields, *_reason(document, len(warnings))),
        ),
        why_not,
    )


def with_hindrances(request: Request, form: ActForm, document: Document) -> ActForm:
    """The form whose act is disabled while what must come before it is not over."""
    to = [each.value for field in form.fields if field.name == "to" for each in field.choices]
    found = request.documents.hindrances(document, turn=request.identity.principal, to=to)
    if not found:
        return form
    names = "、".join(name for name, _ in found)
    return stopped(form, f"{names}还没有办完，见上。")


def stopped(form: ActForm, why_not: str) -> ActForm:
    """The form whose primary act cannot be pressed, and without 圈阅 that would stand for it."""
    if not why_not:
        return form
    acts = (each for each in form.acts if each.name != CIRCLE)
    return replace(form, acts=tuple(_stopped(each, why_not) for each in acts))


def notices(request: Request, document: Document) -> list[str]:
    """Sentences about what keeps the paper from the signer, at every step before sign-off, and
    behind it from the release."""
    secrecy = secrecy_notices(request, document)
    if document.stage.order > Stage.SIGNING.order:
        return secrecy
    if document.stage in (Stage.DRAFTING, Stage.REVIEWING) and document.objection:
        secrecy = []  # a finding says so
    rooms = request.documents.consultations
    matters = rooms.open_matters(document.id, revision=document.revision)
    said = [f"外单位意见未办完，办完前不能送签发：{'；'.join(matters)}。"] if matters else []
    in_vain = rooms.adopted_in_vain(document.id, revision=document.revision)
    said += [f"{'；'.join(in_vain)}。{REMEDY}"] if in_vain else []
    own = _own_review(request, document)
    return [*_dissents(request, document), *said, *own, *secrecy]


def open_findings(request: Request, document: Document) -> tuple[list[Finding], str]:
    """Errors, then warnings that nobody answered; and why the name may not issue the type."""
    identity = request.house.directory.identity(document.identity)
    if identity is None:
        return [], ""
    try:
        must_be_issued_by(identity, type=document.facts["type"])
    except Refused as refusal:
        return [], str(refusal)
    manuscript = request.documents.typesetter.manuscript(document.agency, document.revision)
    particulars = Particulars.from_json(document.particulars)
    checking: Checking = request.checking
    found = checking.findings(
        replace(manuscript, issuer=identity.signature),
        particulars,
        identity=identity,
        day=office_day(now(request)),
    )
    errors = [each for each in found if each.severity is Severity.ERROR]
    return [*errors, *unanswered(found, particulars)], ""


def _dissents(request: Request, document: Document) -> list[str]:
    name = request.house.directory.person_name
    names = "、".join(name(each) for each in document.unsettled)
    return [f"{names}在会签中不同意，还没有协调，协调前不能签发，理由见意见栏。"] if names else []


def _own_review(request: Request, document: Document) -> list[str]:
    """Whoever reviewed it may sign it for another, but is told so, and the record says it."""
    if document.stage is not Stage.SIGNING or document.reviewed_by != request.identity.person:
        return []
    sentence = "核稿与签发为同一人：此件由您本人核稿。可以签发，签发记录会注明；"
    return [f"{sentence}宜由他人签发的，请转办。"]


def _stopped(act: Act, why_not: str) -> Act:
    if act.weight is not Weight.PRIMARY:
        return act
    return replace(act, why_not=f"{act.why_not}{why_not}")


def _reason(document: Document, warnings: int) -> Sequence[Field]:
    if not warnings:
        return ()
    if document.stage is Stage.DRAFTING:
        label = f"提醒 {warnings} 处，拟保留的理由"
        return (Field("explained", label, hint="供核稿人决定是否保留；不保留的，请先修改文稿。"),)
    said = f"拟稿人说明：{document.explained}　" if document.explained else ""
    return (
        Field(
            "keeping",
            f"提醒 {warnings} 处，保留的理由",
            required=True,
            hint=f"{said}不保留的，请先修改文稿。",
            phrases=REASONS,
        ),
    )


def _line(request: Request, document: Document, finding: Finding) -> FoundLine:
    wrong, remedy = remedy_of(finding)
    field = field_of(finding)
    editor = request.route_path("document.revise", id=document.id)
    return FoundLine(
        severity=Shown.MUST if finding.severity is Severity.ERROR else Shown.HINT,
        title=wrong,
        clause=finding.clause,
        place=str(finding.position),
        remedy=remedy,
        href="" if document.stage not in REVISABLE else f"{editor}#f-{field}" if field else editor,
    )
