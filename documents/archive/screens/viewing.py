"""Who sees a paper's record: whoever may see the paper, and whoever has the record on loan."""

from __future__ import annotations

from uuid import UUID

from pyramid.request import Request
from sqlalchemy import Column, ColumnElement, and_, or_

from documents.archive.record import Readable, Record
from office.kernel.clock import office_day
from office.web.frame import now


def must_see_paper(request: Request, *, room: str, paper: UUID) -> None:
    """The permission of the paper's own room is asked; raises as the guard does."""
    source = request.records.sources[room]
    request.check(source.view, source.load_paper(paper))


def must_see_record(request: Request, it: Record) -> None:
    """The same for its record. A loan is a clerk's leave to see what one has no part in."""
    if request.identity.principal not in it.borrowers:
        must_see_paper(request, room=it.room, paper=it.paper)


def readable(request: Request, it: Record) -> Readable:
    """The record as the permission to read its files is asked of it today."""
    return it.readable_on(office_day(now(request)))


def listed_for(
    request: Request, *, room: Column[str], paper: Column[UUID]
) -> ColumnElement[bool] | None:
    """Which rows of a list, each with its room and its paper, this person sees; None for all."""
    conditions = [
        or_(room != name, seen)
        for name, source in request.records.sources.items()
        if (seen := source.listed_for(request.identity, paper)) is not None
    ]
    return and_(*conditions) if conditions else None
