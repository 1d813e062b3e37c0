"""督办反馈: what another agency wants of us, by when, what was said, and the form to report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pyramid.request import Request

from documents.names import Names
from documents.permissions import Permission
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.told import (
    came_back_sentence,
    proposed_sentence,
    proposed_words,
    said_sentence,
    sent_sentence,
)
from documents.supervision.said import REPORTING_WORDS, SAID_WORDS, Reporting
from documents.supervision.screens.fields import class_field, leader_field, until_field
from documents.supervision.screens.lights import light_badge, lit_on
from documents.supervision.stages import KIND_WORDS
from office.kernel.clock import office_day
from office.web.formats import noted_day
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Fact,
    Field,
    Happening,
    Link,
    Weight,
)
from office.web.models.paper_list import PaperLine, PaperList

KEY = "Ctrl ↵"
APPROVING = "审定意见，不发往交办机关；退回的，写明怎样改"
_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "Heard": said_sentence,
    "CameBack": came_back_sentence,
    "Proposed": proposed_sentence,
    "GivenBack": lambda event: f"退回修改：{event.reason}",
    "Sent": sent_sentence,
    "Noted": lambda _: "阅知督办通知",
    "HandedOver": lambda _: "移交待审定的反馈",
}


def charge_page(request: Request, it: Charge, *, form: ActForm | None = None) -> PaperList:
    """The whole page."""
    paper = request.route_path("incoming", id=it.incoming)
    return PaperList(
        title=f"督办反馈　{it.capsule.facts['title']}",
        back=Link("返回", paper, "back"),
        lead="反馈的附件",
        columns=(),
        rows=tuple(_files(request, it)),
        badge=_badge(request, it),
        facts=tuple(_facts(request, it)),
        tools=(Link("看来文", paper, "incoming"),),
        act=form or charge_form(request, it),
        record=tuple(_record(request, it)),
        nothing=it.requirement,
    )


def charge_form(request: Request, it: Charge) -> ActForm | None:
    """What the person logged in may do: decide what is before them, take note, report."""
    permits = request.house.guard.permits
    if it.approver and permits(Permission.Charge.APPROVE, request.identity, it):
        return _deciding(request, it)
    to_note = not it.holder.nobody and permits(Permission.Charge.NOTE, request.identity, it)
    may = permits(Permission.Charge.REPORT, request.identity, it)
    if not may or it.ended is not None or it.reported:
        acts = (Act("note", "已阅知", Weight.PRIMARY, key=KEY),)
        return _form(request, it, heading="阅知督办通知", acts=acts) if to_note else None
    noting = (Act("note", "已阅知", Weight.PLAIN),) if to_note else ()
    return _form(
        request,
        it,
        heading="反馈",
        acts=(*noting, Act("report", "报送", Weight.PRIMARY, key=KEY)),
        fields=tuple(_reporting(request, it)),
    )


def _deciding(request: Request, it: Charge) -> ActForm:
    """审定 of what stands above the form."""
    return _form(
        request,
        it,
        heading="审定督办反馈",
        acts=(
            Act("give_back", "退回修改", Weight.PLAIN, key="R"),
            Act("approve", "同意报送", Weight.PRIMARY, key=KEY),
        ),
        fields=(
            Field(
                "opinion",
                "审定意见",
                kind="area",
                rows=2,
                opinion=True,
                placeholder=APPROVING,
            ),
        ),
    )


def _reporting(request: Request, it: Charge) -> Iterator[Field]:
    """What is asked for, filled with what a leader gave back."""
    draft = None if it.approver else it.proposal
    stood = draft.what if draft else None
    whats = [
        each
        for each in Reporting
        if not (each is Reporting.EXTENSION and it.asked)
        and not (it.approver and each is not Reporting.PROGRESS)
    ]
    choices = tuple(
        Choice(each, REPORTING_WORDS[each], chosen=each is stood or len(whats) == 1)
        for each in whats
    )
    yield Field("what", "反馈", kind="radios", choices=choices)
    words = draft.words if draft else ""
    yield Field("opinion", "内容或者延期理由", kind="area", rows=3, value=words, opinion=True)
    if len(whats) > 1:
        yield until_field("延期到（申请延期填写）", draft.until if draft else "")
        if it.to_be_answered:
            yield class_field()
            number = draft.answer_number if draft else ""
            yield Field("answer_number", "答复函文号", value=number)
        leader = leader_field(request, it.agency, label="报谁审定", chosen=it.last_approver)
        yield replace(leader, hint="申请延期、反馈办理结果经领导审定后才发出；报告进展不用选。")
    if draft and draft.files:
        kept = tuple(Choice(each.digest, each.name, chosen=True) for each in draft.files)
        yield Field("kept", "原来的附件", kind="checks", choices=kept)
    yield Field("file", "附件", kind="file", many=True)


def _form(
    request: Request,
    it: Charge,
    *,
    heading: str,
    acts: tuple[Act, ...],
    fields: tuple[Field, ...] = (),
) -> ActForm:
    return ActForm(
        action=request.route_path("charge", id=it.id),
        heading=heading,
        acts=acts,
        seen=str(it.version),
        fields=fields,
        in_order=True,
    )


def _badge(request: Request, it: Charge) -> Badge:
    if it.ended is not None:
        return Badge(f"对方已{SAID_WORDS[it.ended]}")
    return Badge("已反馈") if it.reported else light_badge(lit_on(request, it.deadline))


def _facts(request: Request, it: Charge) -> Iterator[Fact]:
    names = Names(request.house.directory, agency=it.agency)
    today = office_day(now(request))
    yield Fact("交办机关", it.capsule.sender_name)
    yield Fact("编号", it.number)
    yield Fact("类别", KIND_WORDS[it.kind])
    yield Fact("承办", "主办" if it.host else "协办")
    yield Fact("办理时限", noted_day(it.deadline, today=today))
    if it.files:  # else it stands where the list of them would
        yield Fact("办理要求", it.requirement)
    if it.asked:
        yield Fact("申请延期到", noted_day(it.asked, today=today))
    if it.proposal is not None:
        state = f"报{names.person(it.approver, now(request))}审定" if it.approver else "已退回修改"
        yield Fact(f"拟反馈（{state}）", proposed_words(it.proposal, today=today))


def _files(request: Request, it: Charge) -> Iterator[PaperLine]:
    """What is attached to what was sent or is to be sent, each once."""
    for part in it.files:
        where = request.route_path("charge.file", id=it.id, digest=part.digest)
        yield PaperLine(part.name, (), href=where, note=f"{max(1, part.length // 1000)} KB")


def _record(request: Request, it: Charge) -> Iterator[Happening]:
    names = Names(request.house.directory, agency=it.agency)
    history: list[Any] = list(request.charges.events.get(it.id))
    for event in reversed(history):
        tell = _SENTENCES.get(type(event).__name__)
        if tell is None:
            yield Happening(event.timestamp, f"{it.capsule.sender_name}交办")
            continue
        who = f"{names.who(event)} " if hasattr(event, "by") else ""
        yield Happening(event.timestamp, f"{who}{tell(event)}")
