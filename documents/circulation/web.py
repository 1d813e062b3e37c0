"""Circulations over HTTP: the page with its acts, and sending a paper round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.circulation.circulation import Circulation
from documents.circulation.screens.fields import mode_from, moved
from documents.circulation.screens.history import TELLING, events_on_paper, said_on_paper
from documents.circulation.screens.page import (
    CirculationPaper,
    circulation_page,
    circulation_preview,
)
from documents.circulation.screens.sending import (
    CIRCULATED,
    circulate_link,
    sending_form,
    sending_page,
)
from documents.circulation.stages import Step
from documents.opinions.forms import opinion_of, readers_of
from documents.opinions.steps import CIRCLE_MEANS, OpinionStep
from documents.permissions import Permission
from documents.screens.additions import kind_of
from documents.screens.form_acts import Doing, act_on
from documents.screens.paper import AddedHistory, Paper, as_of_version
from office.desk.batch import BatchAct
from office.kernel.act import Act as OfficeAct
from office.kernel.refusals import NOT_HERE, Missing, Refused
from office.web.form_acts import act_of, kept, seen_version, ticked, try_act, uuid_of, written


def show(request: Request) -> dict[str, Any]:
    """The circulation, as it stands or `?as_of=` one of its events."""
    return {"page": circulation_page(_paper(request, as_of=as_of_version(request)))}


def act(request: Request) -> Any:
    """One act on it; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=_paper, page=circulation_page)


def show_sending(request: Request) -> dict[str, Any]:
    """Every circulation of a paper, with the form for another."""
    return {"page": sending_page(_circulated(request))}


def send(request: Request) -> Any:
    """传阅 a paper beside its own way; the form again, with what was typed, if refused."""
    paper = _circulated(request)

    def carry_out() -> str:
        begun: str = request.circulations.begin(
            act_of(request),
            paper.it.id,
            room=paper.route,
            readers=ticked(request, "readers"),
            mode=mode_from(request),
            note=written(request, "note"),
        )
        return begun

    def again(sentence: str) -> dict[str, Any]:
        return {"page": sending_page(paper, form=kept(sending_form(paper), request, sentence))}

    def onward(begun: str) -> str:
        request.say(f"已送传阅　{paper.title}")
        return str(request.route_path("circulation", id=begun))

    return try_act(request, carry_out, again=again, onward=onward)


def _paper(request: Request, *, as_of: int | None = None) -> CirculationPaper:
    paper = CirculationPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Circulation.VIEW, paper.it)
    paper.check_about()
    return paper


def _circulated(request: Request) -> Paper[Any]:
    room = request.matchdict["room"]
    kind = kind_of(request, room) if room in CIRCULATED else None
    if kind is None:
        raise Missing(NOT_HERE)
    paper = kind.open(request, uuid_of(request))
    request.check(kind.permission, paper.it)
    return paper


def _initial(request: Request, id: UUID) -> None:
    request.circulations.initial(
        act_of(request),
        id,
        opinion=opinion_of(request, step=OpinionStep.CIRCULATE),
        readers=readers_of(request),
    )


def _instruct(request: Request, id: UUID) -> None:
    request.circulations.instruct(
        act_of(request), id, words=opinion_of(request), readers=readers_of(request)
    )


def _ask(request: Request, id: UUID) -> None:
    request.circulations.ask_for_reader(
        act_of(request), id, reader=_reader(request), reason=_words(request)
    )


def _admit(request: Request, id: UUID) -> None:
    request.circulations.add(
        act_of(request), id, readers=[_reader(request)], seen=seen_version(request)
    )


def _decline(request: Request, id: UUID) -> None:
    request.circulations.decline(
        act_of(request),
        id,
        reader=_reader(request),
        reason=_words(request),
        seen=seen_version(request),
    )


def _add(request: Request, id: UUID) -> None:
    readers = ticked(request, "readers")
    request.circulations.add(act_of(request), id, readers=readers, seen=seen_version(request))


def _remove(request: Request, id: UUID) -> None:
    request.circulations.remove(
        act_of(request),
        id,
        reader=_reader(request),
        reason=_words(request),
        seen=seen_version(request),
    )


def _skip(request: Request, id: UUID) -> None:
    request.circulations.skip(
        act_of(request),
        id,
        reader=_reader(request),
        reason=_words(request),
        seen=seen_version(request),
    )


def _reorder(request: Request, id: UUID) -> None:
    it = request.circulations.load(Circulation, id)
    order = moved(it, reader=_reader(request), before=written(request, "before"))
    request.circulations.reorder(act_of(request), id, order=order, seen=seen_version(request))


def _remind(request: Request, id: UUID) -> None:
    request.circulations.remind(act_of(request), id, readers=ticked(request, "readers"))


def _withdraw(request: Request, id: UUID) -> None:
    reason = _words(request)
    request.circulations.withdraw(act_of(request), id, reason=reason, seen=seen_version(request))


def _reader(request: Request) -> str:
    if not (reader := written(request, "reader")):
        raise Refused("请选择一位传阅人。")
    return reader


def _words(request: Request) -> str:
    return written(request, "opinion").strip()


DOINGS = {
    "initial": Doing(_initial, "已圈阅", desk="desk.reading"),
    "instruct": Doing(_instruct, "已批示", desk="desk.reading"),
    "ask": Doing(_ask, "已请求加阅"),
    "admit": Doing(_admit, "已加阅"),
    "decline": Doing(_decline, "已答复不加阅"),
    "add": Doing(_add, "已加阅"),
    "remove": Doing(_remove, "已移出"),
    "skip": Doing(_skip, "已跳过"),
    "reorder": Doing(_reorder, "已调整顺序"),
    "remind": Doing(_remind, "已催阅"),
    "withdraw": Doing(_withdraw, "已收回传阅"),
}
"""Each act, and what is said when it is done."""


def _initial_many(request: Request, act: OfficeAct, id: UUID) -> None:
    """圈阅 from a list. Who wrote something about a paper hands that over on its own page."""
    identity = request.identity
    if request.opinions.drafts.of(agency=identity.agency, person=identity.person, paper=id):
        raise Refused(
            "您对此件写有意见，还没有送出，所以没有一并圈阅。请打开此件，送出或者删去意见。"
        )
    words = request.opinions.default(identity.agency, OpinionStep.CIRCULATE)
    request.circulations.initial(act, id, opinion=words)


def _going_round(request: Request, papers: Sequence[UUID]) -> dict[UUID, list[tuple[str, UUID]]]:
    """By paper, its circulations: what a reader does to the row of a paper is done to them."""
    found: dict[UUID, list[tuple[str, UUID]]] = {}
    for row in request.circulations.on_papers(papers):
        found.setdefault(row.paper, []).append(("circulation", row.subject))
    return found


def includeme(config: Configurator) -> None:
    """Routes and views, and what the pages of papers tell of their circulations."""
    config.add_page(
        "circulation.sending",
        "/circulations/of/{room}/{id}",
        "ledger",
        show=show_sending,
        act=send,
    )
    config.add_page("circulation", "/circulations/{id}", "incoming", show=show, act=act)
    config.add_desk_preview("circulation", circulation_preview)
    for route in CIRCULATED:
        config.add_paper_history(
            route,
            AddedHistory(events_on_paper, TELLING, paper=CirculationPaper, untold=said_on_paper),
        )
        config.add_paper_links(route, partial(circulate_link, room=route), order=60)
    config.add_batch_beside(_going_round)
    config.add_batch_act(
        "circulation",
        BatchAct(
            "initial",
            "圈阅",
            step=Step.READ,
            carry_out=_initial_many,
            note=CIRCLE_MEANS[OpinionStep.CIRCULATE],
        ),
    )
