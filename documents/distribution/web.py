"""Distribution over HTTP: the list of a document with its acts, its prints, what is unsigned."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPFound
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import Table, select

from documents import serving
from documents.consignments.channels import CHANNEL_WORDS, Channel
from documents.consignments.forms import Doings, acts_on_paper_copy, paper_form
from documents.consignments.lines import badge_of
from documents.consignments.recall_forms import acts_of_recalling, recall_form
from documents.consignments.registers import CONSIGNMENT, consignments
from documents.consignments.states import ENDS, Kind, State
from documents.distribution.copies import consignment_of
from documents.distribution.distribution_list import DistributionList
from documents.distribution.forms import (
    added,
    corrected,
    editor_form,
    make_form,
    supplement_form,
    withdrawal_form,
)
from documents.distribution.page import after_sign_off, editor_page, list_page
from documents.distribution.prints import LABELS, LIST, dispatch_list, envelope_labels
from documents.effect.badges import force_badges
from documents.effect.lookup import effect_columns, force_of
from documents.effect.registers import effects
from documents.outgoing.acts.issuing import printed_date
from documents.outgoing.document import Document
from documents.outgoing.registers import documents
from documents.permissions import Permission
from documents.screens.register import register_page
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing, Refused
from office.web.form_acts import act_of, kept, pressed, seen_version, try_act, uuid_of, written
from office.web.formats import clock_time
from office.web.frame import now
from office.web.models import ActForm, Preview, RegisterRow

FIELD_LABELS = {
    "add_agency": "添加机关",
    "add_leader": "添加本机关领导",
    "add_unit": "添加内设机构",
    "add_other": "添加名录外单位",
    "add_copies": "份数",
    "add_channel": "渠道",
    "settled": "",
    "numbered": "",
    "dropped": "",
    "line": "",
    "person": "签收人",
    "signed_at": "签收时间",
    "replaced_by": "更正件",
}


def show(request: Request) -> Any:
    """The list; `?do=` chooses an act, `?line=` the paper copy that it is about."""
    document = _document(request)
    it = request.distributions.of(document.id)
    do = request.params.get("do", "")
    form = _form(request, document, it, do=do, line=request.params.get("line", ""))
    return _shown(request, document, it, do=do, form=form)


def act(request: Request) -> Any:
    """One act on the list; the page again, with what was typed, if it is refused."""
    document = _document(request)
    do = written(request, "act")
    carry_out, said = pressed(request, DOINGS)
    here = request.route_path("document.distribution", id=document.id)

    def again(sentence: str) -> Any:
        it = request.distributions.of(document.id)
        form = _form(request, document, it, do=do, line=written(request, "line"))
        form = kept(form, request, sentence)
        return _shown(request, document, it, do=do, form=form)

    def onward(_: None) -> str:
        request.say(said)
        return str(here)

    return try_act(request, lambda: carry_out(request, document.id), again=again, onward=onward)


def _shown(
    request: Request,
    document: Document,
    it: DistributionList | None,
    *,
    do: str,
    form: ActForm | None,
) -> dict[str, Any]:
    if it is not None and do == "correct" and form is not None:
        request.override_renderer = "office.web:templates/list_editor.jinja2"
        return {"page": editor_page(request, document, it, form=form)}
    return {"page": list_page(request, document, form=form)}


def _form(
    request: Request, document: Document, it: DistributionList | None, *, do: str, line: str
) -> ActForm | None:
    """The form of this act, if it is offered now."""
    guard, identity = request.house.guard, request.identity
    here = request.route_path("document.distribution", id=document.id)
    if it is None:
        may = guard.permits(Permission.Distribution.KEEP, identity, document)
        return make_form(request, action=here) if do == "make" and may else None
    if do == "correct" and it.sent_at is None:
        may = guard.permits(Permission.Distribution.KEEP, identity, it)
        return editor_form(request, it, action=here) if may else None
    if do == "supplement" and it.sent_at is not None and not it.proposed:
        may = guard.permits(Permission.Distribution.SUPPLEMENT, identity, it)
        return supplement_form(request, it, action=here) if may else None
    if do == "withdraw":
        return withdrawal_form(request, it, action=here)
    if do in ("sign", "back", "again"):
        row = _consignment(request, document.id, line)
        may = guard.permits(Permission.Consignment.ENTER, identity, it)
        return paper_form(request, row, do=do, action=here) if row is not None and may else None
    if (row := _consignment(request, document.id, line)) is not None:
        return recall_form(request, row, do=do, action=here)
    return None


def _consignment(request: Request, document: UUID, line: str) -> Any | None:
    rows = request.consignments.of_document(document)
    return next((row for row in rows if str(row.subject) == line), None)


def _make(request: Request, document: UUID) -> None:
    request.distributions.make(act_of(request), document)


def _correct(request: Request, document: UUID) -> None:
    request.check(Permission.Distribution.KEEP, _document(request))
    filled = corrected(request, _list(request, document))
    request.distributions.correct(
        act_of(request),
        document,
        lines=filled.lines,
        numbered=filled.numbered,
        settled=filled.settled,
        seen=seen_version(request),
    )


def _supplement(request: Request, document: UUID) -> None:
    request.check(Permission.Distribution.SUPPLEMENT, _document(request))
    request.distributions.propose_supplement(
        act_of(request),
        document,
        lines=added(request),
        reason=written(request, "opinion"),
        to=written(request, "to"),
        seen=seen_version(request),
    )


def _approve(request: Request, document: UUID) -> None:
    request.distributions.approve_supplement(
        act_of(request),
        document,
        opinion=written(request, "opinion"),
        seen=seen_version(request),
    )


def _decline(request: Request, document: UUID) -> None:
    request.distributions.decline_supplement(
        act_of(request),
        document,
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _withdraw(request: Request, document: UUID) -> None:
    request.distributions.withdraw_supplement(
        act_of(request),
        document,
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _paper_copy(request: Request, document: UUID) -> UUID:
    request.check(Permission.Consignment.ENTER, _document(request))
    return _line(request, document, nothing="没有选择是哪一份纸质件，什么也没有登记。")


def _sent_copy(request: Request, document: UUID) -> UUID:
    request.check(Permission.Consignment.RECALL, _document(request))
    return _line(request, document, nothing="没有选择是发给谁的，什么也没有请求。")


def _line(request: Request, document: UUID, *, nothing: str) -> UUID:
    row = _consignment(request, document, written(request, "line"))
    if row is None:
        raise Refused(f"{nothing}请从名单中的按钮办理。")
    subject: UUID = row.subject
    return subject


DOINGS: Doings = {
    "make": (_make, "已拟定分送名单"),
    "correct": (_correct, "已保存分送名单"),
    "supplement": (_supplement, "已报请批准补发"),
    "approve": (_approve, "已同意补发"),
    "decline": (_decline, "已退回补发"),
    "withdraw": (_withdraw, "已撤回补发"),
    **acts_on_paper_copy(_paper_copy),
    **acts_of_recalling(_sent_copy),
}
"""Each act, and what is said when it is done."""


def print_list(request: Request) -> Response:
    """发文清单 as PDF, with who has signed so far."""
    document = _document(request)
    it = _list(request, document.id)
    sent = {row.subject: row for row in request.consignments.of_document(document.id)}
    signed = {}
    for line in it.in_order:
        row = sent.get(consignment_of(document.id, line))
        if row is not None and row.signed_for_at:
            when = row.signed_for_at
            signed[line.key] = (
                f"{row.signer} {printed_date(office_day(when))} {clock_time(when)}".strip()
            )
    values = dispatch_list(
        it,
        agency=request.identity.agency_name,
        number=document.number,
        date=printed_date(office_day(it.sent_at or now(request))),
        signed=signed,
    )
    data = request.printer.paper(LIST, values)
    return serving.printed(data, name=f"{document.number} 发文清单.pdf")


def print_labels(request: Request) -> Response:
    """信封标签 as PDF, one for each copy on paper."""
    document = _document(request)
    it = _list(request, document.id)
    values = envelope_labels(
        it, agency=request.identity.agency_name, number=document.number or "（未编号）"
    )
    if not values["labels"]:
        raise Missing("名单中没有走纸质渠道的收件单位，没有标签可打印。")
    data = request.printer.paper(LABELS, values)
    return serving.printed(data, name=f"{document.number} 信封标签.pdf")


def show_unsigned(request: Request) -> dict[str, Any]:
    """未签收: every copy that left and that nobody has signed for, over all documents."""
    request.check(Permission.Document.VIEW, request.identity)
    rows = (
        select(
            consignments.c.subject,
            consignments.c.agency,
            consignments.c.document,
            consignments.c.addressee_name,
            consignments.c.channel,
            consignments.c.state,
            consignments.c.next_try,
            consignments.c.asked,
            consignments.c.queued_at.label("changed_at"),
            documents.c.title,
            documents.c.number,
            *effect_columns(),
        )
        .join(documents, documents.c.subject == consignments.c.document)
        .outerjoin(effects, effects.c.subject == consignments.c.document)
        .where(
            consignments.c.kind == Kind.DOCUMENT,
            consignments.c.signed_for_at.is_(None),
            consignments.c.state.not_in(ENDS - {State.RETURNED_MISADDRESSED}),
        )
        .subquery("unsigned")
    )
    table = cast("Table", rows)
    page = register_page(
        request,
        table,
        title="未签收",
        columns=("文号", "收件单位", "渠道"),
        searched=(table.c.title, table.c.number, table.c.addressee_name),
        row=_unsigned_row,
        room=CONSIGNMENT,
    )
    return {"page": page}


def _unsigned_row(request: Request, row: Any) -> RegisterRow:
    return RegisterRow(
        href=request.route_path("document.distribution", id=row.document),
        title=row.title,
        cells=(row.number, row.addressee_name, CHANNEL_WORDS[Channel(row.channel)]),
        badges=force_badges(force_of(row, office_day(now(request)))),
        state=badge_of(row),
        when=row.changed_at,
    )


def open_list(request: Request) -> Any:
    """The address that desks know: on to the document's."""
    it = request.distributions.load(DistributionList, uuid_of(request))
    request.check(Permission.Document.VIEW, it)
    return HTTPFound(location=request.route_path("document.distribution", id=it.document))


def preview(request: Request, id: UUID) -> Preview:
    """The list beside the desk's list."""
    it = request.distributions.load(DistributionList, id)
    waiting = "、".join(line.name for line in it.proposed)
    facts = (str(it.facts["number"]), f"共 {it.copies} 份", f"补发：{waiting}" if waiting else "")
    return Preview(
        href=request.route_path("document.distribution", id=it.document),
        title=str(it.facts["title"]),
        facts=tuple(fact for fact in facts if fact),
    )


def _document(request: Request) -> Document:
    it: Document = request.documents.load(Document, uuid_of(request))
    request.check(Permission.Document.VIEW, it)
    return it


def _list(request: Request, document: UUID) -> DistributionList:
    it: DistributionList | None = request.distributions.of(document)
    if it is None:
        raise Missing(NOT_HERE)
    return it


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_field_labels(FIELD_LABELS)
    config.add_page("distributions", "/distributions", "register", show=show_unsigned)
    config.add_file("distribution", "/distributions/{id}", open_list)
    config.add_page(
        "document.distribution", "/documents/{id}/distribution", "paper_list", show=show, act=act
    )
    config.add_file("distribution.list", "/documents/{id}/distribution/list.pdf", print_list)
    config.add_file("distribution.labels", "/documents/{id}/distribution/labels.pdf", print_labels)
    config.include("documents.distribution.box.web")
    config.add_paper_links("document", after_sign_off, order=30)
    config.add_desk_preview("distribution", preview)
    config.add_rail_item(
        "distributions",
        label="未签收",
        route="distributions",
        icon="exchange",
        order=42,
        permission=Permission.Document.VIEW,
    )
