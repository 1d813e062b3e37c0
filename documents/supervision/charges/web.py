"""What other agencies supervise and we carry out, over HTTP: the list, the page, the reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.permissions import Permission
from documents.revisions.sniffing import LARGEST
from documents.screens.paper import AddedHistory
from documents.screens.register import register_page
from documents.screens.uploads import uploads
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.page import charge_form, charge_page
from documents.supervision.charges.registers import ENDED, OPEN, REPORTED, charges
from documents.supervision.charges.report import Report
from documents.supervision.charges.told import TELLING, charge_events
from documents.supervision.said import Reporting
from documents.supervision.screens.lights import light_badge, lit_on
from documents.supervision.screens.tabs import RAIL, supervision_tabs
from documents.supervision.stages import KIND_WORDS, Kind
from office.desk.urgency import urgency_badges
from office.kernel.clock import office_day
from office.kernel.refusals import Missing, Refused
from office.searching.numbers import standard_number
from office.web.form_acts import (
    act_of,
    kept,
    pressed,
    seen_version,
    ticked,
    try_act,
    uuid_of,
    written,
)
from office.web.formats import noted, noted_day
from office.web.frame import now
from office.web.models import Badge, Link, Preview, RegisterRow, Tone

STATES = {
    OPEN: Badge("承办中", Tone.NEUTRAL),
    REPORTED: Badge("已反馈", Tone.DONE, "tick"),
    ENDED: Badge("已结束", Tone.NEUTRAL),
}


def show_list(request: Request) -> dict[str, Any]:
    """上级交办: the matters that other agencies gave us, newest first."""
    request.check(Permission.Charge.VIEW, request.identity)
    request.rail = RAIL
    page = register_page(
        request,
        charges,
        title="上级交办",
        columns=("交办机关", "编号", "类别", "办理时限"),
        searched=(charges.c.title, charges.c.sender_name, charges.c.number),
        row=_row,
    )
    return {"page": replace(page, tabs=supervision_tabs(request))}


def show(request: Request) -> dict[str, Any]:
    """The matter with what was said about it, and the form to report."""
    return {"page": charge_page(request, _charge(request))}


def act(request: Request) -> Any:
    """阅知 or 反馈; the page again, with what was typed, if it is refused."""
    it = _charge(request)
    carry_out, said = pressed(request, DOINGS)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(charge_form(request, it), request, sentence)
        return {"page": charge_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("charge", id=it.id))

    return try_act(request, lambda: carry_out(request, it), again=again, onward=onward)


def preview(request: Request, id: UUID) -> Preview:
    """The matter beside the desk's list."""
    it = request.charges.load(Charge, id)
    return Preview(
        href=request.route_path("charge", id=id),
        title=str(it.capsule.facts["title"]),
        facts=(
            it.capsule.sender_name,
            it.number,
            f"{noted_day(it.deadline, today=office_day(now(request)))}前办结",
        ),
    )


def charge_link(request: Request, it: Any) -> tuple[Link, ...]:
    """On the paper that came with the matter: the way to report."""
    if request.charges.of(it.id) is None:
        return ()
    where = request.route_path("charge", id=Charge.id_of(it.id))
    return (Link("督办反馈", where, "supervision"),)


def file(request: Request) -> Response:
    """A file of what was reported, or is to be."""
    it = _charge(request)
    part = next((each for each in it.files if each.digest == request.matchdict["digest"]), None)
    if part is None:
        raise Missing("没有找到这份附件。请从督办反馈页面打开。")
    data = request.house.node.content.get(it.agency, part.digest)
    return serving.attached(data, name=part.name)


def _note(request: Request, it: Charge) -> None:
    request.charges.note(act_of(request), it.id)


def _report(request: Request, it: Charge) -> None:
    what = written(request, "what")
    if what not in set(Reporting):
        raise Refused("请选择是报告进展、申请延期，还是反馈办理结果。")
    until = written(request, "until") if what == Reporting.EXTENSION else ""
    result = what == Reporting.RESULT
    kept, before = ticked(request, "kept"), it.proposal.files if it.proposal else ()
    request.charges.report(
        act_of(request),
        it.id,
        report=Report(
            what=Reporting(what),
            words=written(request, "opinion").strip(),
            until=_day(until) if what == Reporting.EXTENSION else "",
            answer_class=written(request, "answer_class") if result else "",
            answer_number=standard_number(written(request, "answer_number")) if result else "",
            files=tuple(each for each in before if each.digest in kept),
        ),
        to=written(request, "to"),
        files=uploads(request, "file", most=LARGEST),
        seen=seen_version(request),
    )


def _approve(request: Request, it: Charge) -> None:
    words = written(request, "opinion").strip()
    request.charges.approve(act_of(request), it.id, words=words, seen=seen_version(request))


def _give_back(request: Request, it: Charge) -> None:
    reason = written(request, "opinion").strip()
    request.charges.give_back(act_of(request), it.id, reason=reason, seen=seen_version(request))


DOINGS: dict[str, tuple[Callable[[Request, Charge], None], str]] = {
    "note": (_note, "已阅知"),
    "report": (_report, "已报送"),
    "approve": (_approve, "已同意报送"),
    "give_back": (_give_back, "已退回修改"),
}
"""Each act, and what is said when it is done."""


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused("请填写延期到的日期，例如 2026-11-30。") from error


def _charge(request: Request) -> Charge:
    request.rail = RAIL
    it: Charge = request.charges.load(Charge, uuid_of(request))
    request.check(Permission.Charge.VIEW, it)
    return it


def _row(request: Request, row: Any) -> RegisterRow:
    light = (light_badge(lit_on(request, row.deadline)),) if row.stage == OPEN else ()
    return RegisterRow(
        href=request.route_path("charge", id=row.subject),
        title=row.title,
        cells=(row.sender_name, row.number, KIND_WORDS[Kind(row.kind)], noted(row.deadline)),
        badges=(*urgency_badges(row.urgency), *light),
        state=STATES[row.stage],
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views, and what the page of an incoming paper shows."""
    config.add_page("charges", "/charges", "register", show=show_list)
    config.add_page("charge", "/charges/{id}", "paper_list", show=show, act=act)
    config.add_file("charge.file", "/charges/{id}/files/{digest}", file)
    config.add_desk_preview("charge", preview)
    config.add_paper_links("incoming", charge_link, order=5)
    config.add_paper_history("incoming", AddedHistory(charge_events, TELLING))
