"""Which streams go with a paper when it is destroyed (docs/decisions/0090).

A paper's text stands in more streams than its own: what was sent of it, asked about it, handled of
it. They are found by what registers say belongs to what, over as many steps as it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, func, select

from documents.archive.record import Record
from documents.archive.registers import records
from documents.archive.waiting.registers import to_file
from documents.assignments.registers import assignments
from documents.circulation.registers import circulations
from documents.consignments.registers import consignments
from documents.consulting.registers import consultations
from documents.deadlines.alarm.watch import ArrivalAlarm
from documents.deadlines.registers import deadlines, paper_clocks
from documents.deadlines.unsigned.watch import SigningWatch
from documents.distribution.distribution_list import DistributionList
from documents.distribution.received.received_copies import ReceivedCopies
from documents.distribution.registers import distributions
from documents.effect.effect import Effect
from documents.effect.receiving.heard_effect import HeardEffect
from documents.effect.receiving.registers import heard_effects
from documents.incoming.registers import incomings
from documents.printing.registers import receipt_lines
from documents.publication.publication import Publication
from documents.publication.registers import published
from documents.replying.registers import replies
from documents.supervision.charges.registers import charges
from documents.supervision.lamps.lamp import Lamp
from documents.supervision.registers import supervision_shares, supervisions
from office.kernel.clock import office_day
from office.kernel.journal import journal
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.seals.registers import sealings

BELONGS: tuple[tuple[Column[Any], Column[Any]], ...] = (
    (consignments.c.subject, consignments.c.document),
    (consultations.c.subject, consultations.c.document),
    (distributions.c.subject, distributions.c.document),
    (published.c.subject, published.c.document),
    (heard_effects.c.subject, heard_effects.c.incoming),
    (assignments.c.subject, assignments.c.paper),
    (circulations.c.subject, circulations.c.paper),
    (records.c.subject, records.c.paper),
    (deadlines.c.subject, deadlines.c.about),
    (paper_clocks.c.subject, paper_clocks.c.paper),
    (charges.c.subject, charges.c.incoming),
    (incomings.c.subject, incomings.c.folded_into),
    (incomings.c.folded_into, incomings.c.subject),
)
"""A stream and what it belongs to, as registers say. A copy that goes with another paper (并件) is
the same text as that paper, so each takes the other along."""

TOLD = (
    (supervisions.c.subject, supervisions.c.source),
    (sealings.c.subject, sealings.c.paper),
)
"""The same where a register keeps the id as text: an item that came from a paper quotes it, and
用印登记 has its title."""

NAMED = (
    *(DistributionList.id_of, Effect.id_of, Publication.id_of),
    *(ReceivedCopies.id_of, HeardEffect.id_of, Record.id_of, SigningWatch.id_of),
    ArrivalAlarm.id_of,
)
"""Ids of streams that are made of the paper's."""


def belonging_to(store: Store, papers: Iterable[UUID]) -> list[UUID]:
    """These papers and every stream that goes with them."""
    found = set(papers)
    fresh = set(found)
    with store.reading() as connection:
        while fresh:
            fresh = _next(connection, fresh) - found
            found |= fresh
    return sorted(found)


def must_be_everything(store: Store, subjects: Sequence[UUID]) -> None:
    """Refused if more belongs to them by now than was proposed: a part would be left over."""
    if set(belonging_to(store, subjects)) - set(subjects):
        raise Refused(
            "提出销毁以后，此件又有了新的办理记录，按提出时的范围销毁会有遗漏。"
            "请选“不予销毁”，再由提出人重新提出。"
        )


def named(store: Store, subjects: Sequence[UUID]) -> list[dict[str, Any]]:
    """What people know these papers by, before and after they are gone: `room`, `number`, `day`
    (ISO; of an incoming paper the day it was received), `code` (档号) and `uses`: of each line of
    用印登记簿 the `serial` (登记号, not given twice), `seal`, `seal_name` and `day`, so that the
    book has no gap. No title: that may be the very secret."""
    with store.reading() as connection:
        codes = dict(_pairs(connection, records.c.paper, records.c.code, subjects))
        came = func.coalesce(
            *(receipt_lines.c[name] for name in ("came_at", "signed_at", "registered_at"))
        )
        received = dict(_pairs(connection, receipt_lines.c.subject, came, subjects))
        arrived = dict(_pairs(connection, incomings.c.subject, incomings.c.arrived_at, subjects))
        used = _uses(connection, subjects)
        papers = connection.execute(
            select(to_file).where(to_file.c.subject.in_(subjects)).order_by(to_file.c.number)
        ).all()
    return [
        {
            "room": row.room,
            "number": row.number,
            "day": office_day(
                received.get(row.subject) or arrived.get(row.subject) or row.changed_at
            ).isoformat(),
            "code": codes.get(row.subject, ""),
            "uses": used.get(str(row.subject), []),
        }
        for row in papers
    ]


def _uses(connection: Connection, papers: Sequence[UUID]) -> dict[str, list[dict[str, str]]]:
    wanted = select(sealings).where(sealings.c.paper.in_([str(each) for each in papers]))
    used: dict[str, list[dict[str, str]]] = {}
    for row in connection.execute(wanted.order_by(sealings.c.at)):
        used.setdefault(row.paper, []).append(
            {
                "serial": f"{row.year}-{row.serial:04}",
                "seal": str(row.seal),
                "seal_name": row.seal_name,
                "day": office_day(row.at).isoformat(),
            }
        )
    return used


def answering(store: Store, subjects: Sequence[UUID]) -> list[UUID]:
    """Our own documents that answer these papers and do not go with them: they quote them."""
    query = select(replies.c.subject).where(
        replies.c.incoming.in_(subjects), replies.c.subject.not_in(subjects)
    )
    with store.reading() as connection:
        return list(connection.execute(query).scalars())


def _pairs(
    connection: Connection, key: Column[UUID], value: ColumnElement[Any], subjects: Sequence[UUID]
) -> list[Any]:
    return list(connection.execute(select(key, value).where(key.in_(subjects))).tuples())


def _next(connection: Connection, of: set[UUID]) -> set[UUID]:
    named = {name(id) for id in of for name in NAMED}
    listed = {
        each
        for stream, paper in BELONGS
        for each in connection.execute(select(stream).where(paper.in_(of))).scalars()
    }
    told = {
        each
        for stream, source in TOLD
        for each in connection.execute(
            select(stream).where(source.in_([str(id) for id in of]))
        ).scalars()
    }
    return (listed - {None}) | told | _with_events(connection, named | _lamps(connection, of))


def _lamps(connection: Connection, matters: set[UUID]) -> set[UUID]:
    """The lamp of each share of a matter, on whose stream its timer hangs."""
    query = select(supervision_shares.c.subject, supervision_shares.c.party).where(
        supervision_shares.c.subject.in_(matters)
    )
    return {Lamp.id_of(matter, party) for matter, party in connection.execute(query)}


def _with_events(connection: Connection, ids: set[UUID]) -> set[UUID]:
    query = select(journal.c.originator_id).where(journal.c.originator_id.in_(ids)).distinct()
    return set(connection.execute(query).scalars())
