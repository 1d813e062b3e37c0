"""督办反馈: what another agency wants of us, by when, what was said, and the form to report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyramid.request import Request

from documents.names import Names
from documents.permissions import Permission
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.told import said_sentence, sent_sentence
from documents.supervision.said import REPORTING_WORDS, SAID_WORDS, Reporting
from documents.supervision.screens.fields import class_field, until_field
from documents.supervision.screens.lights import light_badge, lit_on
from documents.supervision.stages import KIND_WORDS
from office.web.form_acts import new_command
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
from office.web.models.paper_list import PaperList

_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "Heard": said_sentence,
    "Sent": sent_sentence,
    "Noted": lambda _: "阅知督办通知",
}


def charge_page(request: Request, it: Charge, *, form: ActForm | None = None) -> PaperList:
    """The whole page."""
    paper = request.route_path("incoming", id=it.incoming)
    return PaperList(
        title=f"督办反馈　{it.capsule.facts['title']}",
        back=Link("返回", paper, "back"),
        lead="",
        columns=(),
        badge=_badge(request, it),
        facts=tuple(_facts(it)),
        tools=(Link("看来文", paper, "incoming"),),
        act=form or charge_form(request, it),
        record=tuple(_record(request, it)),
        nothing=it.requirement,
    )


def charge_form(request: Request, it: Charge) -> ActForm | None:
    """What the person logged in may do: take note first, then report."""
    permits = request.house.guard.permits
    if not it.holder.nobody and permits(Permission.Charge.NOTE, request.identity, it):
        acts = (Act("note", "已阅知", Weight.PRIMARY, key="Ctrl ↵"),)
        return _form(request, it, heading="阅知督办通知", acts=acts)
    may = permits(Permission.Charge.REPORT, request.identity, it)
    if not may or it.ended is not None or it.reported:
        return None
    whats = [each for each in Reporting if each is not Reporting.EXTENSION or not it.asked]
    choices = tuple(
        Choice(each, REPORTING_WORDS[each], chosen=each is Reporting.RESULT) for each in whats
    )
    answer = (class_field(), Field("answer_number", "答复函文号")) if it.to_be_answered else ()
    return _form(
        request,
        it,
        heading="反馈",
        acts=(Act("report", "报送", Weight.PRIMARY, key="Ctrl ↵"),),
        fields=(
            Field("what", "反馈", kind="radios", choices=choices),
            Field("opinion", "内容或者延期理由", kind="area", rows=3, opinion=True),
            until_field("延期到（申请延期填写）"),
            *answer,
        ),
    )


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
        command=new_command(),
        seen=str(it.version),
        fields=fields,
        in_order=True,
    )


def _badge(request: Request, it: Charge) -> Badge:
    if it.ended is not None:
        return Badge(f"对方已{SAID_WORDS[it.ended]}")
    return Badge("已反馈") if it.reported else light_badge(lit_on(request, it.deadline))


def _facts(it: Charge) -> Iterator[Fact]:
    yield Fact("交办机关", it.capsule.sender_name)
    yield Fact("编号", it.number)
    yield Fact("类别", KIND_WORDS[it.kind])
    yield Fact("承办", "主办" if it.host else "协办")
    yield Fact("办理时限", it.deadline)
    if it.asked:
        yield Fact("申请延期到", it.asked)


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
