"""What the pages of outgoing and incoming papers share: history, page pictures, act forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from sqlalchemy import Column, ColumnElement, Select, func, select

from documents.pictures import page_texts
from office.access.permissions import NotAllowed
from office.desk.urgency import GROUPS, pressure
from office.directory.answers import Incumbent
from office.kernel.act import Act as OfficeAct
from office.kernel.entity import Event
from office.kernel.refusals import Conflict, Missing, Refused
from office.web.forms import typed
from office.web.frame import now
from office.web.models import (
    ActForm,
    Choice,
    Field,
    Happening,
    Mark,
    Neighbours,
    PageImage,
    Timeline,
    TimeTrack,
)

LONGEST_QUERY = 100
ROWS = 100
"""Of a register on one page."""
READERS_TEXT = 2000
"""Characters of a page that stand in for its picture; beyond that a reader opens the PDF."""


def new_command() -> str:
    """The id that makes pressing a button twice one act."""
    return str(uuid4())


def uuid_of(request: Request) -> UUID:
    """The id in the address; anything else names no paper."""
    try:
        return UUID(request.matchdict["id"])
    except ValueError as error:
        raise HTTPNotFound from error


def as_of_version(request: Request) -> int | None:
    """The version in `?as_of=`; None for the present and for anything that is no version."""
    asked = request.params.get("as_of", "")
    return int(asked) if re.fullmatch("[0-9]{1,9}", asked) else None


def words_of(query: str) -> list[str]:
    """What is looked for in a register: the words, so many as a database takes in one question."""
    return query[:LONGEST_QUERY].split()


def like(column: Column[str], word: str) -> ColumnElement[bool]:
    """The column holds the word; % and _ in it mean themselves."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"%{escaped}%", escape="\\")


@dataclass(frozen=True, slots=True)
class Turned:
    """One page of a register: its rows, how many there are in all, where it is turned to."""

    rows: Sequence[Any]
    total: int
    older: str
    newer: str


def turned(request: Request, wanted: Select[Any], *, order: Sequence[Any]) -> Turned:
    """The page of a register that `?page=` names (from 1; anything else is the first)."""
    asked = request.params.get("page", "")
    number = max(int(asked), 1) if re.fullmatch("[0-9]{1,6}", asked) else 1
    page = wanted.order_by(*order).limit(ROWS).offset((number - 1) * ROWS)
    with request.house.node.store.reading() as connection:
        total = connection.execute(
            select(func.count()).select_from(wanted.subquery())
        ).scalar_one()
        rows = connection.execute(page).all()

    def address(other: int) -> str:
        query = {"q": request.params.get("q", ""), "page": str(other)}
        named = {name: value for name, value in query.items() if value}
        return str(request.current_route_path(_query=named))

    return Turned(
        rows,
        total=total,
        older=address(number + 1) if number * ROWS < total else "",
        newer=address(number - 1) if number > 1 else "",
    )


def written(request: Request, name: str) -> str:
    """What was typed into a field; empty if it is not there, or if a file stands in its place."""
    value = request.POST.get(name, "")
    return value if isinstance(value, str) else ""


def ticked(request: Request, name: str) -> list[str]:
    """What was ticked in a set of boxes."""
    return [value for value in request.POST.getall(name) if isinstance(value, str)]


def act_of(request: Request) -> OfficeAct:
    """The act that this form submits."""
    command = written(request, "command")
    if not command or len(command) > 64:
        raise Refused("这次提交没有操作编号，无法办理。请刷新页面后重新办理。")
    identity = request.identity
    return OfficeAct(agency=identity.agency, person=identity.person, command=command)


def seen_version(request: Request) -> int:
    """The version of the paper on the page where the person decided."""
    try:
        return int(written(request, "seen"))
    except ValueError as error:
        raise Refused("这次提交没有版本号，无法办理。请刷新页面后重新办理。") from error


def try_act(
    request: Request,
    carry_out: Callable[[], Any],
    *,
    again: Callable[[str], Any],
    onward: Callable[[], str],
) -> Any:
    """Carry out and go `onward`; a refusal shows the form `again` with its sentence.

    Conflicts, missing papers and missing rights have pages of their own.
    """
    try:
        carry_out()
    except (Conflict, Missing, NotAllowed):
        raise
    except Refused as refusal:
        request.response.status = 422
        return again(str(refusal))
    return HTTPSeeOther(location=onward())


def paper_or_desk(
    request: Request, *, said: str, form: ActForm | None, paper: str, desk: str = "desk"
) -> str:
    """The way on after an act: the paper while it waits for the same person, else their desk."""
    request.say(said)
    return paper if form else str(request.route_path(desk))


def kept(form: ActForm | None, request: Request, refusal: str) -> ActForm | None:
    """The form with what was typed still in it, under the sentence of the refusal.

    It has a new command id: what was refused is not done, and an id that stood for other input
    would be refused for ever.
    """
    if form is None:
        return None
    values = typed(request)
    return replace(
        form,
        refusal=refusal,
        fields=tuple(_filled(field, request, values) for field in form.fields),
    )


def _filled(field: Field, request: Request, values: dict[str, str]) -> Field:
    if field.name not in values and not field.choices:
        return field
    chosen = set(ticked(request, field.name))
    return replace(
        field,
        value=values.get(field.name, ""),
        choices=tuple(replace(choice, chosen=choice.value in chosen) for choice in field.choices),
    )


def neighbours(request: Request, id: UUID) -> Neighbours | None:
    """Where a paper stands among what waits for the person, in the order of their desk."""
    moment = now(request)
    rows = sorted(
        request.desks.to_do(request.identity),
        key=lambda row: GROUPS.index(pressure(urgency=row.urgency, due=row.due, now=moment).group),
    )
    places = [str(row.subject) for row in rows]
    if str(id) not in places or len(rows) == 1:
        return None
    here = places.index(str(id))
    ways = [request.route_path(row.room, id=row.subject) for row in rows]
    return Neighbours(
        position=here + 1,
        total=len(rows),
        before=ways[here - 1] if here else "",
        after=ways[here + 1] if here + 1 < len(ways) else "",
    )


def page_images(data: bytes, *, address: Callable[[int], str]) -> tuple[PageImage, ...]:
    """A picture of each page; its own text stands in for it."""
    return tuple(
        PageImage(number=number, src=address(number), text=text[:READERS_TEXT])
        for number, text in enumerate(page_texts(data), start=1)
    )


def people_choices(people: Sequence[Incumbent]) -> tuple[Choice, ...]:
    """Whom to hand on to, by rank; the first is proposed."""
    seen: dict[str, Choice] = {}
    for each in people:
        id = str(each.person.id)
        if id not in seen:
            seen[id] = Choice(id, f"{each.person.name} {each.title}", chosen=not seen)
    return tuple(seen.values())


def timeline(happenings: Sequence[Happening]) -> Timeline:
    """经过, newest first."""
    return Timeline(tuple(reversed(happenings)), total=len(happenings))


def time_track(
    events: Sequence[Event],
    *,
    as_of: int,
    names: Callable[[Event], str],
    words: Callable[[Event], str],
    address: Callable[[int], str],
    now_address: str,
) -> TimeTrack:
    """Ticks for every event; `names` gives the named acts (empty: a small tick)."""
    last = max(len(events) - 1, 1)
    marks = tuple(
        Mark(
            place=round(100 * index / last, 2),
            href=address(event.originator_version),
            label=words(event),
            name=names(event),
            current=event.originator_version == as_of,
            future=event.originator_version > as_of,
        )
        for index, event in enumerate(events)
    )
    here = next(event for event in events if event.originator_version == as_of)
    in_the_past = as_of != events[-1].originator_version
    return TimeTrack(
        when=here.timestamp,
        position=sum(event.originator_version <= as_of for event in events),
        total=len(events),
        marks=marks,
        back=now_address if in_the_past else None,
    )
