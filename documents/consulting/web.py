"""Consultations over HTTP: the register, the page with its acts, the summary."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import Table, exists, select

from documents import serving
from documents.consulting.consultation import Consultation
from documents.consulting.lines import consultation_links
from documents.consulting.page import (
    ConsultationPaper,
    consultation_page,
    consultation_preview,
)
from documents.consulting.place import Disposal, Resolution
from documents.consulting.registers import consultations, consulted
from documents.consulting.summary import SUMMARY, summary_values
from documents.consulting.told import ASKED
from documents.consulting.verdicts import ASKING_WORDS, Asking
from documents.permissions import Permission
from documents.printer import Printer
from documents.screens.form_acts import Doing, act_on
from documents.screens.inquiry_tabs import RAIL, inquiry_tabs
from documents.screens.paper import as_of_version
from documents.screens.register import register_page
from office.calendar.asking import working_days
from office.desk.urgency import due_badges
from office.kernel.clock import office_day
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import act_of, seen_version, ticked, try_act, uuid_of, written
from office.web.formats import noted
from office.web.frame import now
from office.web.models import Badge, RegisterRow, Tone

_DISPOSAL = re.compile(r"disposal-(.{1,64})-(\d{1,4})")


def show_register(request: Request) -> dict[str, Any]:
    """What this agency asked others, newest first."""
    request.check(Permission.Document.VIEW, request.identity)
    request.rail = RAIL
    waiting = exists().where(consulted.c.subject == consultations.c.subject, consulted.c.expected)
    query = select(consultations, waiting.label("waiting")).subquery("listed")
    listed = cast("Table", query)
    page = register_page(
        request,
        listed,
        title="征询外单位",
        columns=("类别", "轮次", "机关", "答复期限"),
        searched=(listed.c.title,),
        row=_row,
    )
    return {"page": replace(page, tabs=inquiry_tabs(request))}


def show(request: Request) -> dict[str, Any]:
    """The consultation, as it stands or `?as_of=` one of its events."""
    return {"page": consultation_page(_paper(request, as_of=as_of_version(request)))}


def act(request: Request) -> Any:
    """One act; the page again, with what was typed, if it is refused."""
    if written(request, "act") == "dispose":
        return _dispose(request)
    return act_on(request, DOINGS, paper=_paper, page=consultation_page)


def file(request: Request) -> Response:
    """The stored summary."""
    it = _paper(request).it
    digest = request.matchdict["digest"]
    if digest != it.summary.get("pages"):
        raise Missing("没有找到这份汇总表。请从征询页面打开。")
    data = request.house.node.content.get(it.agency, digest)
    return serving.pdf(data, name=f"{it.facts['title']}　意见汇总表.pdf")


def preview_summary(request: Request) -> Response:
    """The summary as it would be printed now; stored nowhere."""
    it = _paper(request).it
    data = _printed(request, it.id)
    response = serving.pdf(data, name="意见汇总表.pdf")
    response.cache_control = "private, no-store"
    return response


def _paper(request: Request, *, as_of: int | None = None) -> ConsultationPaper:
    request.rail = RAIL
    paper = ConsultationPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Document.VIEW, paper.it)
    return paper


def _printed(request: Request, id: UUID) -> bytes:
    rooms = request.consultations
    it = _paper(request).it
    day = office_day(rooms.clock.now())
    agency = request.house.directory.agency_on(it.agency, day)
    values = summary_values(
        it, agency=agency.name if agency else "", by=request.identity.name, day=day
    )
    data: bytes = request.house.find(Printer).paper(SUMMARY, values)
    return data


def _remind(request: Request, id: UUID) -> None:
    request.consultations.remind(
        act_of(request),
        id,
        codes=ticked(request, "codes"),
        note=written(request, "words"),
        seen=seen_version(request),
    )


def _withdraw(request: Request, id: UUID) -> None:
    request.consultations.withdraw(
        act_of(request),
        id,
        codes=ticked(request, "codes"),
        reason=written(request, "words"),
        seen=seen_version(request),
    )


def _coordinate(request: Request, id: UUID) -> None:
    request.consultations.coordinate(
        act_of(request),
        id,
        code=written(request, "code"),
        outcome=_outcome(request),
        record=written(request, "record"),
        seen=seen_version(request),
    )


def _escalate(request: Request, id: UUID) -> None:
    request.consultations.escalate(
        act_of(request),
        id,
        code=written(request, "code"),
        to=written(request, "superior"),
        reason=written(request, "record"),
        seen=seen_version(request),
    )


def _rule(request: Request, id: UUID) -> None:
    request.consultations.rule(
        act_of(request),
        id,
        code=written(request, "code"),
        outcome=_outcome(request),
        ruler=written(request, "ruler"),
        words=written(request, "words"),
        seen=seen_version(request),
    )


def _summarise(request: Request, id: UUID) -> None:
    request.check(Permission.Consultation.FOLLOW, _paper(request).it)
    request.consultations.summarise(
        act_of(request),
        id,
        pdf=_printed(request, id),
        revision=_revision(request, id),
        seen=seen_version(request),
    )


def _revision(request: Request, id: UUID) -> str:
    """Of the document as it stands now."""
    it = request.consultations.load(Consultation, id)
    return str(request.documents.revision_of(it.document))


def _outcome(request: Request) -> Resolution:
    outcome = written(request, "outcome")
    if outcome not in set(Resolution):
        raise Refused("请选择协调或裁定的结果。")
    return Resolution(outcome)


def _dispose(request: Request) -> Any:
    """采纳情况: the form stands beside the comments, and its refusal too."""
    id = uuid_of(request)

    def carry_out() -> None:
        request.consultations.dispose(
            act_of(request), id, treatments=_treatments(request), seen=seen_version(request)
        )

    def again(refusal: str) -> dict[str, Any]:
        return {"page": consultation_page(_paper(request), refusal=refusal)}

    def onward(_: None) -> str:
        request.say("已登记采纳情况")
        return _paper(request).here

    return try_act(request, carry_out, again=again, onward=onward)


def _treatments(request: Request) -> list[tuple[str, int, Disposal, str, str]]:
    found = []
    for name, value in request.POST.items():
        matched = _DISPOSAL.fullmatch(name)
        if matched and value in set(Disposal):
            code, number = matched[1], int(matched[2])
            reason = written(request, f"reason-{code}-{number}").strip()
            unchanged = written(request, f"unchanged-{code}-{number}").strip()
            found.append((code, number, Disposal(value), reason, unchanged))
    return found


DOINGS = {
    "remind": Doing(_remind, "已催办"),
    "withdraw": Doing(_withdraw, "已撤回"),
    "coordinate": Doing(_coordinate, "已登记协调结果", permission=Permission.Consultation.FOLLOW),
    "escalate": Doing(_escalate, "已提请裁定"),
    "rule": Doing(_rule, "已登记裁定", permission=Permission.Consultation.FOLLOW),
    "summarise": Doing(_summarise, "已形成意见汇总表"),
}
"""Each act of the form on the right, and what is said when it is done."""


def _row(request: Request, row: Any) -> RegisterRow:
    return RegisterRow(
        href=request.route_path("consultation", id=row.subject),
        title=row.title,
        cells=(
            ASKING_WORDS[Asking(row.asking)],
            f"第 {row.round} 轮",
            f"{row.asked} 家",
            noted(row.deadline),
        ),
        badges=due_badges(
            row.deadline if row.waiting else "", now=now(request), days=working_days(request)
        ),
        state=Badge(row.wanted, Tone.WARNING) if row.wanted else None,
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_paper_links("document", consultation_links, order=40)
    config.add_paper_history("document", ASKED)
    config.add_page("consultations", "/consultations", "register", show=show_register)
    config.add_page("consultation", "/consultations/{id}", "consultation", show=show, act=act)
    config.add_file("consultation.summary", "/consultations/{id}/summary.pdf", preview_summary)
    config.add_file("consultation.file", "/consultations/{id}/files/{digest}.pdf", file)
    config.add_desk_preview("consultation", consultation_preview)
