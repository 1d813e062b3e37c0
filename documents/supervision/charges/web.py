"""What other agencies supervise and we carry out, over HTTP: the list, the page, the reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.permissions import Permission
from documents.screens.paper import AddedHistory
from documents.screens.register import register_page
from documents.supervision.charges.charge import Charge
from documents.supervision.charges.page import charge_form, charge_page
from documents.supervision.charges.registers import ENDED, OPEN, REPORTED, charges
from documents.supervision.charges.told import TELLING, charge_events
from documents.supervision.said import Reporting
from documents.supervision.screens.lights import light_badge, lit_on
from documents.supervision.screens.tabs import RAIL, supervision_tabs
from documents.supervision.stages import KIND_WORDS, Kind
from office.desk.urgency import urgency_badges
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, seen_version, try_act, uuid_of, written
from office.web.models import ActForm, Badge, Link, Preview, RegisterRow, Tone

TEMPLATES = "office.web:templates/"
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

    def carry_out() -> None:
        if written(request, "act") == "note":
            request.charges.note(act_of(request), it.id)
        elif written(request, "act") == "report":
            _report(request, it.id)
        else:
            raise Refused("不认识这个操作，什么也没有改变。请从页面上的按钮办理。")

    def again(sentence: str) -> dict[str, Any]:
        form: ActForm | None = kept(charge_form(request, it), request, sentence)
        if form is None:
            raise Refused(sentence)
        return {"page": charge_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say("已阅知" if written(request, "act") == "note" else "已报送")
        return str(request.route_path("charge", id=it.id))

    return try_act(request, carry_out, again=again, onward=onward)


def preview(request: Request, id: UUID) -> Preview:
    """The matter beside the desk's list."""
    it = request.charges.load(Charge, id)
    return Preview(
        href=request.route_path("charge", id=id),
        title=str(it.capsule.facts["title"]),
        facts=(it.capsule.sender_name, it.number, f"{it.deadline} 前办结"),
    )


def charge_link(request: Request, it: Any) -> tuple[Link, ...]:
    """On the paper that came with the matter: the way to report."""
    if request.charges.of(it.id) is None:
        return ()
    where = request.route_path("charge", id=Charge.id_of(it.id))
    return (Link("督办反馈", where, "supervision"),)


def _report(request: Request, id: UUID) -> None:
    what = written(request, "what")
    if what not in set(Reporting):
        raise Refused("请选择是报告进展、申请延期，还是反馈办理结果。")
    until = written(request, "until") if what == Reporting.EXTENSION else ""
    request.charges.report(
        act_of(request),
        id,
        what=Reporting(what),
        words=written(request, "opinion").strip(),
        until=_day(until) if what == Reporting.EXTENSION else "",
        answer_class=written(request, "answer_class"),
        answer_number=written(request, "answer_number"),
        seen=seen_version(request),
    )


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
        cells=(row.sender_name, row.number, KIND_WORDS[Kind(row.kind)], row.deadline),
        badges=(*urgency_badges(row.urgency), *light),
        state=STATES[row.stage],
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views, and what the page of an incoming paper shows."""
    config.add_route("charges", "/charges")
    config.add_route("charge", "/charges/{id}")
    config.add_view(
        show_list,
        route_name="charges",
        renderer=TEMPLATES + "register.jinja2",
        request_method="GET",
    )
    for view, method in ((show, "GET"), (act, "POST")):
        config.add_view(
            view,
            route_name="charge",
            renderer=TEMPLATES + "paper_list.jinja2",
            request_method=method,
        )
    config.add_desk_preview("charge", preview)
    config.add_paper_links("incoming", charge_link, order=5)
    config.add_paper_history("incoming", AddedHistory(charge_events, TELLING))
