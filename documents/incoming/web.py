"""Incoming documents over HTTP: the register, the page with its acts, the files that came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.circulation.screens.fields import mode_from
from documents.consignments.capsule import Part
from documents.incoming.arriving.scans import PDF
from documents.incoming.incoming import Incoming
from documents.incoming.registers import incomings
from documents.incoming.screens.doubles import COPIES_TELLING, copies_events, folded_links
from documents.incoming.screens.entering import entering_link
from documents.incoming.screens.giving_back import ANSWERING, amended_links
from documents.incoming.screens.other_forms import FORMS
from documents.incoming.screens.page import TELLING, IncomingPaper, incoming_page, incoming_preview
from documents.incoming.screens.taking_in import TAKING_IN, track_of
from documents.incoming.screens.transcribing import TRANSCRIBING
from documents.incoming.stages import SENT_AWAY, STAGE_WORDS, Stage, Track, Way
from documents.opinions.forms import opinion_of, readers_of
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from documents.revisions.sniffing import LARGEST
from documents.screens.additions import Kind
from documents.screens.form_acts import Doing, act_on
from documents.screens.paper import AddedHistory, as_of_version
from documents.screens.register import register_page
from documents.screens.uploads import uploads
from office.desk.urgency import urgency_badges
from office.kernel.clock import office_day
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import act_of, seen_version, ticked, uuid_of, written
from office.web.formats import issuer_in
from office.web.models import Badge, Link, RegisterRow, Tone


def show_register(request: Request) -> dict[str, Any]:
    """收文登记簿 of the agency, newest first, by words of title, sender or numbers."""
    request.check(Permission.Incoming.VIEW, request.identity)
    page = register_page(
        request,
        incomings,
        title="收文",
        room="incoming",
        columns=("来文单位", "来文字号", "收文号", "收文日期"),
        searched=(
            incomings.c.title,
            incomings.c.sender_name,
            incomings.c.document_number,
            incomings.c.number,
        ),
        tools=(Link("登记簿", request.route_path("incomings.book"), "print"),),
        row=_row,
        primary=entering_link(request),
    )
    return {"page": page}


def show(request: Request) -> dict[str, Any]:
    """The paper, as it stands or `?as_of=` one of its events."""
    paper = _paper(request, as_of=as_of_version(request))
    page = incoming_page(paper)
    if not paper.in_the_past and TRANSCRIBING.offered(request, paper.it):
        page = replace(page, tools=(*page.tools, TRANSCRIBING.link(request, paper.it)))
    return {"page": page}


def act(request: Request) -> Any:
    """One act on the paper; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=_paper, page=incoming_page)


def page_picture(request: Request) -> Response:
    """A page of a part that came with the paper."""
    it, part = _part(request)
    return serving.picture(request, agency=it.agency, digest=part.digest)


def file(request: Request) -> Response:
    """A part that came with the paper."""
    it, part = _part(request)
    data = request.house.node.content.get(it.agency, part.digest)
    if part.role == "attachment" or part.media_type != PDF:
        return serving.attached(data, name=part.name)
    return serving.pdf(data, name=part.name)


def _paper(request: Request, *, as_of: int | None = None) -> IncomingPaper:
    paper = IncomingPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Incoming.VIEW, paper.it)
    return paper


def _part(request: Request) -> tuple[Incoming, Part]:
    it = _paper(request).it
    digest = request.matchdict["digest"]
    for part in it.capsule.parts:
        if part.digest == digest:
            return it, part
    raise Missing("没有找到这份材料。请从公文页面打开。")


def _propose(request: Request, id: UUID) -> None:
    request.incomings.propose(
        act_of(request),
        id,
        opinion=opinion_of(request, step=OpinionStep.PROPOSE),
        to=written(request, "to"),
        seen=seen_version(request),
        readers=readers_of(request),
    )


def _instruct(request: Request, id: UUID) -> None:
    request.incomings.instruct(
        act_of(request),
        id,
        words=opinion_of(request, step=OpinionStep.INSTRUCT),
        seen=seen_version(request),
        readers=readers_of(request),
        track=track_of(request, "turned") if written(request, "turned") else Track.HANDLING,
        supersedes=bool(written(request, "supersedes")),
    )


def _circle(request: Request, id: UUID) -> None:
    """圈阅 of what was proposed; what was written beside it is an instruction all the same."""
    request.incomings.instruct(
        act_of(request),
        id,
        words=opinion_of(request),
        seen=seen_version(request),
        readers=readers_of(request),
        circle=True,
    )


def _assign(request: Request, id: UUID) -> None:
    request.incomings.assign(
        act_of(request),
        id,
        host=written(request, "host"),
        helpers=ticked(request, "helpers"),
        deadline=_day(written(request, "deadline")),
        note=opinion_of(request, step=OpinionStep.ASSIGN),
        seen=seen_version(request),
        readers=readers_of(request),
    )


def _circulate(request: Request, id: UUID) -> None:
    request.incomings.circulate(
        act_of(request),
        id,
        to=ticked(request, "readers"),
        mode=mode_from(request),
        note=written(request, "note"),
        seen=seen_version(request),
    )


def _add_helpers(request: Request, id: UUID) -> None:
    request.incomings.add_helpers(
        act_of(request),
        id,
        helpers=ticked(request, "helpers"),
        note=written(request, "opinion"),
        seen=seen_version(request),
    )


def _heed(request: Request, id: UUID) -> None:
    words = written(request, "opinion")
    request.incomings.heed(act_of(request), id, words=words, seen=seen_version(request))


def _send_back(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.incomings.send_back(act_of(request), id, reason=reason, seen=seen_version(request))


def _complete(request: Request, id: UUID) -> None:
    way = written(request, "way")
    if way not in set(Way):
        raise Refused("请选择办结方式：复文、已办理、电话答复、会议研究、转送、存查或者不办。")
    request.incomings.complete(
        act_of(request),
        id,
        way=Way(way),
        result=opinion_of(request, step=OpinionStep.COMPLETE),
        seen=seen_version(request),
        readers=readers_of(request),
    )


def _acknowledge(request: Request, id: UUID) -> None:
    request.incomings.acknowledge(act_of(request), id)


def _reopen(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.incomings.reopen(act_of(request), id, reason=reason, seen=seen_version(request))


def _add_scan(request: Request, id: UUID) -> None:
    files = uploads(request, "file", most=LARGEST)
    request.incomings.add_scan(act_of(request), id, files=files, seen=seen_version(request))


DOINGS = {
    **TAKING_IN,
    **ANSWERING,
    "propose": Doing(_propose, "已报送拟办"),
    "instruct": Doing(_instruct, "已批示"),
    "circle": Doing(_circle, "已圈阅"),
    "assign": Doing(_assign, "已分办", limit="deadline"),
    "add_helpers": Doing(_add_helpers, "已加派协办"),
    "heed": Doing(_heed, "已记下布置情况"),
    "send_back": Doing(_send_back, "已退回重办"),
    "circulate": Doing(_circulate, "已送传阅"),
    "complete": Doing(_complete, "已办结"),
    "acknowledge": Doing(_acknowledge, "已阅知", desk="desk.reading"),
    "add_scan": Doing(_add_scan, "已补扫描件"),
    "reopen": Doing(_reopen, "已重新办理"),
}
"""Each act, and what is said when it is done."""


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused("办理时限不是一个日期，请按“年-月-日”填写，例如 2026-11-30。") from error


def _row(request: Request, row: Any) -> RegisterRow:
    stage = Stage(row.stage)
    tones = {
        Stage.COMPLETED: Tone.DONE,
        **dict.fromkeys(SENT_AWAY, Tone.RETURNED),
    }
    tone = tones.get(stage, Tone.NEUTRAL)
    received = office_day(row.arrived_at)
    return RegisterRow(
        href=request.route_path("incoming", id=row.subject),
        title=row.title,
        issuer=issuer_in(row.title, row.sender_name),
        cells=(row.sender_name, row.document_number, row.number or "—", received),
        badges=urgency_badges(row.urgency),
        state=Badge(STAGE_WORDS[stage], tone, "tick" if tone is Tone.DONE else ""),
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("incomings", "/incoming", "incomings", show=show_register)
    config.include("documents.incoming.arriving.web")
    config.add_page("incoming", "/incoming/{id}", "incoming", show=show, act=act)
    config.add_file("incoming.page", "/incoming/{id}" + serving.PAGE_PICTURE, page_picture)
    config.add_file("incoming.file", "/incoming/{id}/files/{digest}.pdf", file)
    config.include("documents.incoming.screens.transcribing")
    config.add_paper_kind(
        "incoming",
        Kind(IncomingPaper, Permission.Incoming.VIEW, TELLING, labels=("来文单位", "收文号")),
    )
    config.add_paper_links("incoming", FORMS.links, order=50)
    config.add_paper_links("incoming", folded_links, order=45)
    config.add_paper_links("incoming", amended_links, order=46)
    config.add_paper_history("incoming", AddedHistory(copies_events, COPIES_TELLING))
    config.add_desk_preview("incoming", incoming_preview)
    config.include("documents.incoming.screens.batch")
    config.add_rail_item(
        "incomings",
        label="收文",
        route="incomings",
        icon="incoming",
        order=30,
        permission=Permission.Incoming.VIEW,
    )
