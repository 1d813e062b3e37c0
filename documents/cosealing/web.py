"""联合用印 over HTTP: the register, the page with its acts, what came and what went back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.cosealing.co_sealing import STATE_WORDS, State
from documents.cosealing.page import (
    CoSealingPaper,
    co_sealing_page,
    co_sealing_preview,
    files_of,
    pages_of,
)
from documents.cosealing.registers import co_sealings
from documents.permissions import Permission
from documents.screens.form_acts import Doing, act_on
from documents.screens.inquiry_tabs import RAIL, inquiry_tabs
from documents.screens.paper import as_of_version
from documents.screens.register import register_page
from office.desk.urgency import urgency_badges
from office.kernel.refusals import Missing
from office.web.form_acts import act_of, seen_version, uuid_of, written
from office.web.models import Badge, RegisterRow, Tone

TONES = {State.SEALED: Tone.DONE, State.DECLINED: Tone.RETURNED, State.WAITING: Tone.WARNING}


def show_register(request: Request) -> dict[str, Any]:
    """Papers of others that this agency seals, too, newest first."""
    request.check(Permission.CoSealing.VIEW, request.identity)
    request.rail = RAIL
    page = register_page(
        request,
        co_sealings,
        title="联合用印",
        columns=("主办机关", "文号"),
        searched=(co_sealings.c.title, co_sealings.c.sender_name, co_sealings.c.number),
        row=_row,
    )
    return {"page": replace(page, tabs=inquiry_tabs(request))}


def show(request: Request) -> dict[str, Any]:
    """One, as it stands or `?as_of=` one of its events."""
    return {"page": co_sealing_page(_paper(request, as_of=as_of_version(request)))}


def act(request: Request) -> Any:
    """One act on it; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=_paper, page=co_sealing_page)


def page_picture(request: Request) -> Response:
    """A page of what came or went back."""
    it = _paper(request).it
    digest = request.matchdict["digest"]
    if digest not in (pages_of(it), *(part.digest for part in files_of(it))):
        raise Missing("没有找到这一页。请从联合用印件页面打开。")
    return serving.picture(request, agency=it.agency, digest=digest)


def file(request: Request) -> Response:
    """A file that came, or went back."""
    it, digest = _paper(request).it, request.matchdict["digest"]
    known = {part.digest: part.name for part in files_of(it)}
    number = it.capsule.facts["number"]
    known |= {each["digest"]: f"{number}.{each['form']}" for each in it.files}
    if digest not in known:
        raise Missing("没有找到这份文件。请从联合用印件页面打开。")
    data = request.house.node.content.get(it.agency, digest)
    name = known[digest]
    return (serving.ofd if name.endswith(".ofd") else serving.pdf)(data, name=name)


def _paper(request: Request, *, as_of: int | None = None) -> CoSealingPaper:
    request.rail = RAIL
    paper = CoSealingPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.CoSealing.VIEW, paper.it)
    return paper


def _press(request: Request, id: UUID) -> None:
    pin = written(request, "pin")
    request.co_sealings.press(act_of(request), id, pin=pin, seen=seen_version(request))


def _decline(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.co_sealings.decline(act_of(request), id, reason=reason, seen=seen_version(request))


DOINGS = {
    "press": Doing(_press, "已用印，送回主办机关"),
    "decline": Doing(_decline, "已告知主办机关不予用印"),
}
"""Each act, and what is said when it is done."""


def _row(request: Request, row: Any) -> RegisterRow:
    state = State(row.state)
    tone = TONES.get(state, Tone.NEUTRAL)
    return RegisterRow(
        href=request.route_path("co_sealing", id=row.subject),
        title=row.title,
        cells=(row.sender_name, row.number),
        badges=urgency_badges(row.urgency),
        state=Badge(STATE_WORDS[state], tone, "tick" if tone is Tone.DONE else ""),
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("co_sealings", "/co-sealings", "register", show=show_register)
    config.add_page("co_sealing", "/co-sealings/{id}", "incoming", show=show, act=act)
    config.add_file("co_sealing.page", "/co-sealings/{id}" + serving.PAGE_PICTURE, page_picture)
    config.add_file("co_sealing.file", "/co-sealings/{id}/files/{digest}", file)
    config.add_desk_preview("co_sealing", co_sealing_preview)
