"""From a paper's own page to what became of it in the archive, or to filing it."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from sqlalchemy import select

from documents.archive.permissions import Permission
from documents.archive.registers import records
from documents.archive.waiting.lookup import Wanted, condition_of
from documents.archive.waiting.registers import to_file
from office.web.models import Link


def filing_link(request: Request, it: Any, *, room: str) -> tuple[Link, ...]:
    """已归档 with the 档号; of what can be filed, for who files, the way there."""
    agency, permits = request.identity.agency, request.house.guard.permits
    if not permits(Permission.Record.LIST, request.identity, request.identity):
        return ()
    filed = select(records.c.subject, records.c.code).where(
        records.c.agency == agency, records.c.paper == it.id
    )
    ready = select(to_file.c.subject).where(
        to_file.c.agency == agency, to_file.c.subject == it.id, condition_of(Wanted.READY)
    )
    with request.house.node.store.reading() as connection:
        row = connection.execute(filed).first()
        can_be_filed = row is None and connection.execute(ready).first() is not None
    if row is not None:
        way = request.route_path("record", id=row.subject)
        return (Link(f"已归档　{row.code}", way, "archive"),)
    if can_be_filed and permits(Permission.Record.FILE, request.identity, request.identity):
        return (Link("归档", request.route_path("archive.paper", room=room, id=it.id), "archive"),)
    return ()
