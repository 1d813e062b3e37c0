"""签收超时: what its addressees have not signed for in time, said to the sender."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from pyramid.request import Request
from sqlalchemy import select

from documents.consignments.registers import consignments
from documents.deadlines.unsigned.application import SigningWatches
from office.calendar.asking import working_days
from office.desk.registers import subjects as described
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Badge, Tone

Marks = Mapping[UUID, tuple[Badge, ...]]


def signing_marks(request: Request, subjects: Collection[UUID]) -> Marks:
    """Of these consignments: how late each is."""
    watches: SigningWatches = request.house.find(SigningWatches)
    at = now(request)
    query = (
        select(consignments, described.c.kind.label("type"), described.c.urgency)
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
        due = watches.due_of(row)
        if due is not None and at > due:
            over = working_days(request).between(office_day(due), office_day(at))
            words = f"签收超时，超 {over} 个工作日" if over else "签收超时"
            found[row.subject] = (Badge(words, Tone.RETURNED, "time"),)
    return found


def unsigned_marks(request: Request, subjects: Collection[UUID]) -> Marks:
    """Of these papers that went out: how many have not signed for it in time."""
    watches: SigningWatches = request.house.find(SigningWatches)
    return {
        paper: (Badge(f"{count} 家签收超时", Tone.RETURNED, "time"),)
        for paper, count in watches.over_of(subjects).items()
    }
