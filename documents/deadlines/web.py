"""时限 over HTTP: of one paper, and for who stands in for somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from documents.consignments.registers import CONSIGNMENT
from documents.deadlines.application import Deadlines
from documents.deadlines.page import aside_ledger, deadlines_page, reminder_page
from documents.deadlines.step_names import ROOM_WORDS, step_words
from documents.deadlines.table_page import table_page
from documents.deadlines.title_marks import deadline_marks
from documents.deadlines.unsigned.signing_marks import signing_marks, unsigned_marks
from documents.outgoing.registers import ROOM as OUTGOING
from documents.permissions import Permission
from documents.screens.additions import Kind, kind_of
from documents.screens.paper import Paper
from documents.supervision.registers import ROOM as SUPERVISION
from office.desk.title_marks import STOPPED
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.refusals import NOT_HERE, Missing
from office.web import formats
from office.web.form_acts import act_of, pressed, try_act, uuid_of, written
from office.web.frame import now
from office.web.models import Link

Way = Callable[[Request, Act, str, UUID], None]


def show(request: Request) -> dict[str, Any]:
    """The page of a paper's limits."""
    return {"page": _page(request, {})}


def show_table(request: Request) -> dict[str, Any]:
    """How long steps may take here."""
    request.check(Permission.Statistics.VIEW, request.identity)
    return {"page": table_page(request)}


def act(request: Request) -> Any:
    """停钟, 复钟, 来文时限."""
    room, paper = request.matchdict["room"], uuid_of(request)
    _paper(request)
    name = written(request, "act")
    way, said = pressed(request, WAYS)

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("deadlines", room=room, id=paper))

    return try_act(
        request,
        lambda: way(request, act_of(request), room, paper),
        again=lambda sentence: {"page": _page(request, {name: sentence})},
        onward=onward,
    )


def show_reminder(request: Request) -> dict[str, Any]:
    """A reminder among the papers of who stands in for somebody."""
    id = uuid_of(request)
    row = _deadlines(request).one(id)
    standing = _deadlines(request).waiting_at(id, request.identity.principal)
    if row is None or standing is None:
        raise Missing(NOT_HERE)
    return {"page": reminder_page(request, row, _deadlines(request).title_of(id))}


def _stop(request: Request, act: Act, room: str, paper: UUID) -> None:
    _deadlines(request).stop(act, room=room, paper=paper, reason=written(request, "reason"))


def _start(request: Request, act: Act, room: str, paper: UUID) -> None:
    _deadlines(request).start(act, room=room, paper=paper)


def _state(request: Request, act: Act, room: str, paper: UUID) -> None:
    day = written(request, "day").strip()
    _deadlines(request).state_senders(act, room=room, paper=paper, day=day)


WAYS: dict[str, tuple[Way, str]] = {
    "stop": (_stop, "已停止计时"),
    "start": (_start, "已恢复计时"),
    "state": (_state, "已登记来文时限"),
}


def _page(request: Request, refusals: dict[str, str]) -> Any:
    room = request.matchdict["room"]
    return deadlines_page(
        request, room=room, paper=uuid_of(request), title=_paper(request).title, refusals=refusals
    )


def _paper(request: Request) -> Any:
    kind: Kind | None = kind_of(request, request.matchdict["room"])
    if kind is None:
        raise HTTPNotFound
    paper = kind.open(request, uuid_of(request))
    request.check(kind.permission, paper.it)
    return paper


def _deadlines(request: Request) -> Deadlines:
    found: Deadlines = request.house.find(Deadlines)
    return found


def _links(request: Request, it: Any) -> tuple[Link, ...]:
    """From a paper that has limits; for the clerks from every one, who may state some."""
    is_clerk = request.house.guard.permits(Permission.Deadline.STATE, request.identity, it)
    if not (is_clerk or _deadlines(request).of_paper(it.id)):
        return ()
    room = request.matched_route.name.partition(".")[0]  # also on a page beside the paper's own
    return (Link("时限", request.route_path("deadlines", room=room, id=it.id), "time"),)


def _limit(paper: Paper[Any]) -> str:
    """拟办 11月25日前: of the step in hand at the moment that the page shows."""
    at, today = paper.moment, office_day(now(paper.request))
    rows = [
        row
        for row in _deadlines(paper.request).of_paper(paper.it.id)
        if row.due and not (paper.in_the_past and row.since > at)
        if row.ended_at is None or (paper.in_the_past and row.ended_at > at)
    ]
    if not rows:
        return ""
    if any(row.stopped_at for row in rows):
        return STOPPED.text
    row = min(rows, key=lambda each: (each.about != paper.it.id, each.due))
    return f"{step_words(row.room, row.step)} {formats.day(row.due, today=today)}前"


def includeme(config: Configurator) -> None:
    """Routes, views, and what stands on papers and desks."""
    config.add_page("deadlines.table", "/deadlines", "ledger", show=show_table)
    config.add_page("deadlines", "/deadlines/{room}/{id}", "ledger", show=show, act=act)
    config.add_page("deadline", "/reminders/{id}", "ledger", show=show_reminder)
    config.add_health_ledger(aside_ledger)
    config.add_field_labels({"day": "来文时限"})
    for room in ROOM_WORDS:
        config.add_desk_marks(room, deadline_marks)
    config.add_desk_marks(CONSIGNMENT, signing_marks)
    for room in (OUTGOING, SUPERVISION):
        config.add_desk_marks(room, unsigned_marks)
    for room in ("incoming", "document"):
        config.add_paper_links(room, _links, order=80)
    config.add_paper_limit("incoming", _limit)
