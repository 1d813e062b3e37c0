"""Which streams go with a paper when it is destroyed (docs/decisions/0090).

A paper's text stands in more streams than its own: what was sent of it, asked about it, handled of
it. They are found by what registers say belongs to what, over as many steps as it takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, select

from documents.archive.record import Record
from documents.archive.registers import records
from documents.assignments.registers import assignments
from documents.circulation.registers import circulations
from documents.consignments.registers import consignments
from documents.consulting.registers import consultations
from documents.deadlines.registers import deadlines, paper_clocks
from documents.distribution.distribution_list import DistributionList
from documents.distribution.received.received_copies import ReceivedCopies
from documents.distribution.registers import distributions
from documents.effect.effect import Effect
from documents.effect.receiving.heard_effect import HeardEffect
from documents.effect.receiving.registers import heard_effects
from documents.incoming.registers import incomings
from documents.publication.publication import Publication
from documents.publication.registers import published
from documents.supervision.charges.registers import charges
from documents.supervision.lamps.lamp import Lamp
from documents.supervision.registers import supervision_shares, supervisions
from office.kernel.journal import journal
from office.kernel.store import Store

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

TOLD = ((supervisions.c.subject, supervisions.c.source),)
"""The same where a register keeps the id as text: an item that came from a paper quotes it."""

NAMED = (
    *(DistributionList.id_of, Effect.id_of, Publication.id_of),
    *(ReceivedCopies.id_of, HeardEffect.id_of, Record.id_of),
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
