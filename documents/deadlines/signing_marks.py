"""签收超时: what its addressee has not signed for in time, said to the sender's clerks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from pyramid.request import Request
from sqlalchemy import select

from documents.consignments.registers import consignments
from documents.deadlines.application import Deadlines
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.stages import Step
from office.calendar.asking import working_days
from office.desk.registers import subjects as described
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Badge, Tone


def signing_marks(
    request: Request, subjects: Collection[UUID]
) -> Mapping[UUID, tuple[Badge, ...]]:
    """Of these consignments. Their addressee's own clerks are reminded before that; by the same
    table, on the same node or as ours has it for the others."""
    deadlines: Deadlines = request.house.find(Deadlines)
    at = now(request)
    query = (
        select(
            consignments.c.subject,
            consignments.c.delivered_at,
            described.c.kind,
            described.c.urgency,
        )
        .join(described, described.c.subject == consignments.c.document)
        .where(
            consignments.c.subject.in_(list(subjects)),
            consignments.c.delivered_at.is_not(None),
            consignments.c.signed_for_at.is_(None),
        )
    )
    found: dict[UUID, tuple[Badge, ...]] = {}
    with request.house.node.store.reading() as connection:
        rows = connection.execute(query).all()
    for row in rows:
        allowed = deadlines.table.allowance(
            (INCOMING, Step.SIGN_FOR), kinds=(row.kind,), urgency=row.urgency
        )
        due = allowed.ends(row.delivered_at, deadlines.hours) if allowed else None
        if due is not None and at > due:
            over = working_days(request).between(office_day(due), office_day(at))
            words = f"签收超时，超 {over} 个工作日" if over else "签收超时"
            found[row.subject] = (Badge(words, Tone.RETURNED, "time"),)
    return found
