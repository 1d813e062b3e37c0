"""Memoranda over HTTP: the register, the page with its acts, the form on screen and paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import ColumnElement, select

from documents import serving
from documents.memoranda.application import Words
from documents.memoranda.forms import AT_ONCE, STRAIGHT
from documents.memoranda.page import (
    TELLING,
    MemorandumPaper,
    file_name,
    memorandum_of,
    memorandum_page,
    memorandum_preview,
)
from documents.memoranda.registers import involved, memoranda
from documents.memoranda.route import Turn
from documents.memoranda.sheets import (
    FORM,
    form_values,
    screen_address,
    screen_name,
    screen_of,
)
from documents.memoranda.stages import STAGE_WORDS, Stage, Step
from documents.opinions.forms import opinion_of, readers_of
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from documents.screens.additions import Kind
from documents.screens.form_acts import Doing, act_on, page_again
from documents.screens.opening import note_opened
from documents.screens.pages import later_pages
from documents.screens.paper import as_of_version
from documents.screens.register import register_page
from office.desk.urgency import urgency_badges
from office.directory.kinds import Role
from office.kernel.refusals import Missing
from office.web.form_acts import act_of, seen_version, ticked, try_act, uuid_of, written
from office.web.models import Badge, Link, RegisterRow, Tone

MOST_AS_OF = 9


def show_register(request: Request) -> dict[str, Any]:
    """签报登记簿: those that the person takes part in; clerks see all of the agency."""
    request.check(Permission.Memorandum.LIST, request.identity)
    page = register_page(
        request,
        memoranda,
        title="签报",
        columns=("编号", "呈报部门"),
        searched=(memoranda.c.title, memoranda.c.number, memoranda.c.unit),
        row=_row,
        primary=Link("拟签报", request.route_path("memorandum.draft"), "draft"),
        only=_own(request),
    )
    return {"page": page}


def show(request: Request) -> dict[str, Any]:
    """The memorandum, as it stands or `?as_of=` one of its events; who has it, has opened it."""
    paper = _paper(request, as_of=as_of_version(request))
    turn = paper.it.since.get(request.identity.principal)
    may_act = request.house.guard.permits(Permission.Memorandum.RETURN, request.identity, paper.it)
    if turn is not None and may_act and not paper.in_the_past:
        note_opened(request, paper.it.id, turn=turn, open_up=request.memoranda.open_up)
    return {"page": memorandum_page(paper)}


def act(request: Request) -> Any:
    """One act; the page again, with what was typed, if it is refused."""
    _paper(request)  # whose it is not, is told nothing of it, whatever the act
    if written(request, "act") == "become":
        return _become(request)
    return act_on(request, DOINGS, paper=_paper, page=memorandum_page)


def screen_file(request: Request) -> Response:
    """A page of the form for the screen, or a font that it names."""
    paper, name = _named(request), request.matchdict["name"]
    screen = screen_of(paper, TELLING)
    if name != screen_name(paper, screen):
        raise HTTPNotFound
    return serving.screen_file(screen, request.matchdict["file"])


def rest(request: Request) -> dict[str, Any]:
    """The pages that did not stand in the answer."""
    paper, name = _named(request), request.matchdict["name"]
    screen = screen_of(paper, TELLING)
    if name != screen_name(paper, screen):
        raise HTTPNotFound
    request.response.cache_control = serving.PRIVATE_FOR_EVER
    return {"pages": later_pages(screen, address=screen_address(paper, screen))}


def sheet(request: Request) -> Response:
    """The form as a PDF, with all opinions up to now or `?as_of=` one of its events."""
    paper = _paper(request, as_of=as_of_version(request))
    data = request.printer.paper(FORM, form_values(paper, TELLING))
    return serving.printed(data, name=file_name(paper))


def file(request: Request) -> Response:
    """The form as somebody saw it when they decided (design D7)."""
    paper, digest = _paper(request), request.matchdict["digest"]
    shown = (getattr(event, "shown", None) or {} for event in paper.history)
    if digest not in {each.get("pages") for each in shown}:
        raise Missing("没有找到这份材料。请从签报页面打开。")
    data = request.house.node.content.get(paper.it.agency, digest)
    return serving.pdf(data, name=file_name(paper))


def _paper(request: Request, *, as_of: int | None = None) -> MemorandumPaper:
    paper = MemorandumPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Memorandum.VIEW, paper.it)
    return paper


def _named(request: Request) -> MemorandumPaper:
    """The memorandum as of the moment that the address of a screen names."""
    version = request.matchdict["name"].partition(".")[0]
    if not version.isascii() or not version.isdigit() or len(version) > MOST_AS_OF:
        raise HTTPNotFound
    return _paper(request, as_of=int(version))


def _own(request: Request) -> ColumnElement[bool] | None:
    if request.identity.holds(Role.CLERK):
        return None
    mine = select(involved.c.subject).where(involved.c.person == request.identity.principal)
    return memoranda.c.subject.in_(mine)


def _words(request: Request, *, step: OpinionStep | None = None) -> Words:
    """What was written, under the form as it stands; a version that moved on is refused later."""
    paper = _paper(request)
    shown = request.printer.shown(
        paper.it.agency, FORM, form_values(paper, TELLING), revision=paper.it.revision
    )
    return Words(opinion_of(request, step=step), shown, readers_of(request))


def _submit(request: Request, id: UUID) -> None:
    shown = _words(request).shown
    request.memoranda.submit(
        act_of(request), id, route=_route(request), shown=shown, seen=seen_version(request)
    )


def _route(request: Request) -> list[Turn]:
    """Unit, units beside, office, then the leaders: the lowest in rank first, or all at once."""

    def one(name: str) -> tuple[str, ...]:
        return tuple(each for each in (written(request, name),) if each)

    leaders = ticked(request, "leaders")
    ranked = [str(each.id) for each in request.house.directory.people(request.identity.agency)]
    leaders.sort(key=lambda each: -ranked.index(each) if each in ranked else 0)
    at_once = written(request, "manner") == AT_ONCE
    turns = [tuple(leaders)] if at_once else [(each,) for each in leaders]
    return [
        Turn(Step.REVIEW, one("review")),
        Turn(Step.COUNTERSIGN, tuple(ticked(request, "countersign"))),
        Turn(Step.CHECK, one("check")),
        *(Turn(Step.APPROVE, each) for each in turns),
    ]


def _review(request: Request, id: UUID) -> None:
    words = _words(request, step=OpinionStep.APPROVE)
    request.memoranda.review(act_of(request), id, words, seen=seen_version(request))


def _countersign(request: Request, id: UUID) -> None:
    words = _words(request, step=OpinionStep.COUNTERSIGN)
    request.memoranda.countersign(act_of(request), id, words, seen=seen_version(request))


def _differ(request: Request, id: UUID) -> None:
    request.memoranda.differ(act_of(request), id, _words(request), seen=seen_version(request))


def _approve(request: Request, id: UUID) -> None:
    words = _words(request, step=OpinionStep.APPROVE)
    request.memoranda.approve(act_of(request), id, words, seen=seen_version(request))


def _circle(request: Request, id: UUID) -> None:
    request.memoranda.approve(act_of(request), id, _words(request), seen=seen_version(request))


def _disapprove(request: Request, id: UUID) -> None:
    request.memoranda.disapprove(act_of(request), id, _words(request), seen=seen_version(request))


def _return(request: Request, id: UUID) -> None:
    request.memoranda.return_to_drafter(
        act_of(request),
        id,
        _words(request),
        straight=written(request, "after_return") == STRAIGHT,
        seen=seen_version(request),
    )


def _take_back(request: Request, id: UUID) -> None:
    request.memoranda.take_back(act_of(request), id, seen=seen_version(request))


def _acknowledge(request: Request, id: UUID) -> None:
    request.memoranda.acknowledge(act_of(request), id, seen=seen_version(request))


def _become(request: Request) -> Any:
    """转为公文, and on to the draft that came of it."""

    def become() -> UUID:
        document: UUID = request.memoranda.become(
            act_of(request),
            uuid_of(request),
            identity=written(request, "identity"),
            type=written(request, "type"),
            seen=seen_version(request),
        )
        return document

    def again(sentence: str) -> dict[str, Any]:
        return page_again(_paper(request), memorandum_page, sentence)

    def onward(document: UUID | str) -> str:
        request.say("已转为公文，请补齐主送机关等内容")
        return str(request.route_path("document", id=document))

    return try_act(request, become, again=again, onward=onward)


DOINGS = {
    "submit": Doing(_submit, "已呈报"),
    "review": Doing(_review, "已审核"),
    "countersign": Doing(_countersign, "已会签"),
    "differ": Doing(_differ, "已提出不同意见"),
    "approve": Doing(_approve, "已批准"),
    "circle": Doing(_circle, "已圈阅，视为批准"),
    "disapprove": Doing(_disapprove, "未批准，已告知拟稿人"),
    "return": Doing(_return, "已退回"),
    "take_back": Doing(_take_back, "已取回"),
    "acknowledge": Doing(_acknowledge, "已阅知", desk="desk.reading"),
}
"""Each act, and what is said when it is done."""


def _row(request: Request, row: Any) -> RegisterRow:
    stage = Stage(row.stage)
    tones = {Stage.APPROVED: Tone.DONE, Stage.DISAPPROVED: Tone.RETURNED}
    tone = tones.get(stage, Tone.NEUTRAL)
    return RegisterRow(
        href=request.route_path("memorandum", id=row.subject),
        title=row.title,
        cells=(row.number or "—", row.unit),
        badges=urgency_badges(row.urgency),
        state=Badge(STAGE_WORDS[stage], tone, "tick" if tone is Tone.DONE else ""),
        when=row.changed_at,
    )


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page("memoranda", "/memoranda", "memoranda", show=show_register)
    config.include("documents.memoranda.editor")
    config.add_page("memorandum", "/memoranda/{id}", "memorandum", show=show, act=act)
    config.include("documents.memoranda.files")
    config.add_file("memorandum.sheet", "/memoranda/{id}/sheet.pdf", sheet)
    config.add_file("memorandum.file", "/memoranda/{id}/files/{digest}.pdf", file)
    config.add_page("memorandum.rest", "/memoranda/{id}/form/{name}/rest", "rest", show=rest)
    config.add_file("memorandum.screen", "/memoranda/{id}/form/{name}/{file}", screen_file)
    config.add_paper_links("document", memorandum_of, order=10)
    config.add_paper_kind(
        "memorandum",
        Kind(
            MemorandumPaper,
            Permission.Memorandum.VIEW,
            TELLING,
            labels=("呈报部门", "签报编号"),
        ),
    )
    config.add_desk_preview("memorandum", memorandum_preview)
    config.add_rail_item(
        "memoranda",
        label="签报",
        route="memoranda",
        icon="briefing",
        order=36,
        permission=Permission.Memorandum.LIST,
    )
