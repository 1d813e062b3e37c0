"""待办, 待阅, 已办 as pages. A room opens what it put there by its route's name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from office.calendar.asking import working_days
from office.desk.application import Desks
from office.desk.batch import batch_form, can_be_picked
from office.desk.registers import TO_DO, TO_READ
from office.desk.title_marks import STOPPED, Marks, marked, marks_on_desk
from office.desk.urgency import GROUPS, pressure, urgency_badges
from office.web.formats import issuer_in
from office.web.frame import now
from office.web.models import Desk, EmptyState, Link, Preview, Row, RowGroup, Tab

Previewer = Callable[[Request, UUID], Preview]
PRESENTED = "秘书呈送"
"""The group of what the secretary put before the leader; it stands on top."""

EMPTY = {
    "desk": "手边无待办",
    "desk.reading": "没有待阅的公文",
    "desk.done": "还没有办过的公文",
}


def to_do(request: Request) -> dict[str, Any]:
    """待办."""
    return _page(request, "待办", request.desks.to_do(request.identity))


def to_read(request: Request) -> dict[str, Any]:
    """待阅."""
    return _page(request, "待阅", request.desks.to_read(request.identity))


def done(request: Request) -> dict[str, Any]:
    """已办: by the day of the act, not by urgency."""
    rows = request.desks.done(request.identity)
    marks = marks_on_desk(request, rows)
    listed = tuple(marked(_done_row(request, row), marks.get(row.subject, ())) for row in rows)
    groups = (RowGroup("最近办理", listed, len(listed)),) if listed else ()
    return {"page": Desk("已办", groups, tabs=_tabs(request), empty=_empty(request, listed))}


def _page(request: Request, title: str, rows: list[Any]) -> dict[str, Any]:
    moment = now(request)
    wanted = _wanted(request, rows)
    marks = marks_on_desk(request, rows)
    batch = batch_form(request, ((row.room, row.step) for row in rows))
    grouped: dict[str, list[Row]] = {name: [] for name in (PRESENTED, *GROUPS)}
    for row in rows:
        said = marks.get(row.subject, ())
        stopped = STOPPED in said
        listed, group = _row(request, row, moment=moment, wanted=wanted, stopped=stopped)
        listed = marked(listed, tuple(each for each in said if each != STOPPED))
        if batch and can_be_picked(request, room=row.room, step=row.step):
            listed = replace(listed, pick=str(row.subject))
        grouped[group].append(listed)
    groups = tuple(RowGroup(name, tuple(in_it), len(in_it)) for name, in_it in grouped.items())
    return {
        "page": Desk(
            title,
            groups,
            tabs=_tabs(request),
            preview=_preview(request, rows, wanted, marks),
            empty=_empty(request, rows),
            batch=batch,
        )
    }


def _wanted(request: Request, rows: list[Any]) -> str:
    """The subject shown at the right: the one asked for, else the first."""
    known = [str(row.subject) for row in rows]
    asked = request.params.get("item", "")
    return asked if asked in known else next(iter(known), "")


def _row(
    request: Request, row: Any, *, moment: datetime, wanted: str, stopped: bool
) -> tuple[Row, str]:
    due = "" if stopped else row.due  # while the clock stands there is no day to be late on
    found = pressure(urgency=row.urgency, due=due, now=moment, days=working_days(request))
    subject = str(row.subject)
    listed = Row(
        href=_href(request, row),
        title=row.title,
        issuer=issuer_in(row.title, row.origin),
        act=row.asked,
        facts=tuple(fact for fact in (row.origin, row.number) if fact),
        badges=urgency_badges(row.urgency),
        lamp=found.lamp,
        due=found.due,
        remaining=STOPPED.text if stopped else found.remaining,
        overdue=found.overdue,
        selected=subject == wanted,
        preview=request.current_route_path(_query={"item": subject}),
        unread=not row.seen,
    )
    return listed, found.group if row.place is None else PRESENTED


def _done_row(request: Request, row: Any) -> Row:
    facts = tuple(fact for fact in (row.origin, row.number) if fact)
    return Row(
        href=_href(request, row),
        title=row.title,
        issuer=issuer_in(row.title, row.origin),
        act=row.act,
        facts=facts,
        badges=urgency_badges(row.urgency),
        due=row.at,
        unread=False,
    )


def _preview(request: Request, rows: list[Any], wanted: str, marks: Marks) -> Preview | None:
    row = next((row for row in rows if str(row.subject) == wanted), None)
    if row is None:
        return None
    previewers: dict[str, Previewer] = request.registry.get("office.desk.previewers", {})
    previewer = previewers.get(row.room)
    if previewer is None:
        return None
    return marked(previewer(request, row.subject), marks.get(row.subject, ()))


def _href(request: Request, row: Any) -> str:
    return str(request.route_path(row.room, id=row.subject))


def _tabs(request: Request) -> tuple[Tab, ...]:
    counts = request.desks.counts(request.identity)
    here = request.matched_route.name
    lists: tuple[tuple[str, str, int | None], ...] = (
        ("desk", "待办", counts[TO_DO]),
        ("desk.reading", "待阅", counts[TO_READ]),
        ("desk.done", "已办", None),
    )
    if request.identity.is_secretary:
        lists = (*lists, ("arranging", "整理", None))
    return tuple(
        Tab(label, request.route_path(route), count, current=route == here)
        for route, label, count in lists
    )


def _empty(request: Request, rows: Iterable[Any]) -> EmptyState | None:
    if tuple(rows):
        return None
    links = tuple(
        Link(label, request.route_path(route), icon)
        for label, route, icon in (
            ("看已办", "desk.done", "archive"),
            ("看待办", "desk", "desk"),
        )
        if route != request.matched_route.name
    )
    return EmptyState(EMPTY[request.matched_route.name], links=links)


def waiting(request: Request) -> int | None:
    """The rail's number beside 待办."""
    if request.identity is None:
        return None
    return int(request.desks.counts(request.identity)[TO_DO])


def add_desk_preview(config: Configurator, room: str, previewer: Previewer) -> None:
    """Directive: how a room's subjects look beside the list."""
    config.registry.setdefault("office.desk.previewers", {})[room] = previewer


def includeme(config: Configurator) -> None:
    """The three lists, and the directive for rooms."""
    config.add_directive("add_desk_preview", add_desk_preview)
    config.include("office.desk.title_marks")
    config.include("office.desk.batch")
    config.add_request_method(lambda request: Desks(request.house.node), "desks", reify=True)
    config.add_page("desk", "/", "desk", show=to_do)
    config.add_page("desk.reading", "/reading", "desk", show=to_read)
    config.add_page("desk.done", "/done", "desk", show=done)
    config.add_rail_item(
        "desk",
        label="待办",
        route="desk",
        icon="desk",
        order=10,
        count=waiting,
        lists=("desk.reading", "desk.done", "arranging"),
    )
