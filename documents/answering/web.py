"""Inquiries over HTTP: the register, the page with its acts, what came with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.answering.inquiry import Inquiry
from documents.answering.page import InquiryPaper, files_of, inquiry_page, inquiry_preview
from documents.answering.registers import inquiries
from documents.answering.stages import ENDED, STAGE_WORDS, Stage
from documents.consignments.capsule import Part
from documents.consulting.comments import comments_of
from documents.consulting.travelling import PAGES
from documents.consulting.verdicts import AgencyVerdict
from documents.permissions import Permission
from documents.screens.form_acts import Doing, act_on
from documents.screens.inquiry_tabs import RAIL, inquiry_tabs
from documents.screens.paper import as_of_version
from documents.screens.register import register_page
from office.calendar.asking import working_days
from office.desk.urgency import due_badges, urgency_badges
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import act_of, seen_version, ticked, uuid_of, written
from office.web.formats import noted
from office.web.frame import now
from office.web.models import Badge, RegisterRow, Tone


def show_register(request: Request) -> dict[str, Any]:
    """征询件登记簿 of the agency, newest first."""
    request.check(Permission.Inquiry.VIEW, request.identity)
    page = register_page(
        request,
        inquiries,
        title="征询件",
        columns=("来文单位", "类别", "征询号", "答复期限"),
        searched=(inquiries.c.title, inquiries.c.sender_name, inquiries.c.number),
        row=_row,
    )
    return {"page": replace(page, tabs=inquiry_tabs(request))}


def show(request: Request) -> dict[str, Any]:
    """The inquiry, as it stands or `?as_of=` one of its events."""
    return {"page": inquiry_page(_paper(request, as_of=as_of_version(request)))}


def act(request: Request) -> Any:
    """One act on it; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=_paper, page=inquiry_page)


def page_picture(request: Request) -> Response:
    """A page of what came."""
    it, part = _part(request)
    return serving.picture(request, agency=it.agency, digest=part.digest)


def file(request: Request) -> Response:
    """The pages that came, as a PDF."""
    it, part = _part(request)
    data = request.house.node.content.get(it.agency, part.digest)
    return serving.pdf(data, name=part.name)


def attachment(request: Request) -> Response:
    """An attachment of whatever kind, to keep; nobody's browser opens it here."""
    it, part = _part(request, roles=("attachment",))
    data = request.house.node.content.get(it.agency, part.digest)
    return serving.attached(data, name=part.name)


def _paper(request: Request, *, as_of: int | None = None) -> InquiryPaper:
    request.rail = RAIL
    paper = InquiryPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Inquiry.VIEW, paper.it)
    return paper


def _part(request: Request, *, roles: Sequence[str] = (PAGES,)) -> tuple[Inquiry, Part]:
    it = _paper(request).it
    for part in files_of(it):
        if part.digest == request.matchdict["digest"] and part.role in roles:
            return it, part
    raise Missing("没有找到这份材料。请从征询件页面打开。")


def _opinion(request: Request) -> str:
    return written(request, "opinion")


def _sign_for(request: Request, id: UUID) -> None:
    request.inquiries.sign_for(act_of(request), id, seen=seen_version(request))


def _refuse(request: Request, id: UUID) -> None:
    act = act_of(request)
    request.inquiries.refuse(act, id, reason=_opinion(request), seen=seen_version(request))


def _register(request: Request, id: UUID) -> None:
    request.inquiries.register(act_of(request), id, seen=seen_version(request))


def _assign(request: Request, id: UUID) -> None:
    request.inquiries.assign(
        act_of(request),
        id,
        to=written(request, "to"),
        helpers=ticked(request, "helpers"),
        note=_opinion(request),
        seen=seen_version(request),
    )


def _opine(request: Request, id: UUID) -> None:
    request.inquiries.opine(act_of(request), id, words=_opinion(request))


def _propose(request: Request, id: UUID) -> None:
    verdict = written(request, "verdict")
    if verdict not in set(AgencyVerdict):
        raise Refused("请选择答复：同意、有修改意见，或者不同意。")
    request.inquiries.propose(
        act_of(request),
        id,
        to=written(request, "to"),
        verdict=AgencyVerdict(verdict),
        opinion="",
        comments=comments_of(written(request, "comments")),
        seen=seen_version(request),
    )


def _send_back(request: Request, id: UUID) -> None:
    act = act_of(request)
    request.inquiries.send_back(act, id, reason=_opinion(request), seen=seen_version(request))


def _approve(request: Request, id: UUID) -> None:
    request.inquiries.approve(
        act_of(request),
        id,
        words=_opinion(request),
        signature=written(request, "signature"),
        seen=seen_version(request),
    )


DOINGS = {
    "sign_for": Doing(_sign_for, "已签收"),
    "refuse": Doing(_refuse, "已拒收"),
    "register": Doing(_register, "已登记"),
    "assign": Doing(_assign, "已分办"),
    "opine": Doing(_opine, "已提出意见"),
    "propose": Doing(_propose, "已报送审定", permission=Permission.Inquiry.PROPOSE),
    "send_back": Doing(_send_back, "已退回重拟"),
    "approve": Doing(_approve, "答复已发出"),
}
"""Each act, and what is said when it is done."""


def _row(request: Request, row: Any) -> RegisterRow:
    stage = Stage(row.stage)
    tones = {Stage.ANSWERED: Tone.DONE, Stage.REFUSED: Tone.RETURNED}
    tone = tones.get(stage, Tone.NEUTRAL)
    due = "" if stage in ENDED else row.deadline
    return RegisterRow(
        href=request.route_path("inquiry", id=row.subject),
        title=row.title,
        cells=(row.sender_name, row.paper, row.number or "—", noted(row.deadline)),
        badges=(
            *urgency_badges(row.urgency),
            *due_badges(due, now=now(request), days=working_days(request)),
        ),
        state=Badge(STAGE_WORDS[stage], tone, "tick" if tone is Tone.DONE else ""),
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("inquiries", "/inquiries", "register", show=show_register)
    config.add_page("inquiry", "/inquiries/{id}", "inquiry", show=show, act=act)
    config.add_file("inquiry.page", "/inquiries/{id}" + serving.PAGE_PICTURE, page_picture)
    config.add_file("inquiry.file", "/inquiries/{id}/files/{digest}.pdf", file)
    config.add_file("inquiry.attachment", "/inquiries/{id}/attachments/{digest}", attachment)
    config.add_desk_preview("inquiry", inquiry_preview)
    config.add_rail_item(
        "inquiries",
        label="征询",
        route="inquiries",
        icon="inquiry",
        order=34,
        lists=("consultations", "co_sealings"),
        permission=Permission.Inquiry.VIEW,
    )
