"""Content held against what the journal names: what is missing, and what nobody needs (D7).

Content is stored before its act. Where that act is then refused or never comes, the object stays
behind; it belongs to no record, so it goes without an act of destruction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select

from office.kernel.content import Damaged
from office.kernel.journal import journal, journal_head
from office.kernel.node import Node
from office.kernel.references import references
from office.kernel.refusals import Missing
from office.kernel.store import Store

GRACE = timedelta(days=1)
"""How long an act may take from its content to its commit; what is younger is left alone."""
A_NAME = re.compile(rb"[0-9a-f]{64}")
BATCH = 500
"""Names asked for at once, and rows of the journal read at once."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """An object of the content store: whose it is, and its name."""

    agency: str
    digest: str


def bad(node: Node, *, progress: Progress = lambda done, total: None) -> dict[Held, str]:
    """Objects that acts need and that are missing or damaged, each with a word for it."""
    with node.store.reading() as connection:
        columns = select(references.c.agency, references.c.digest).distinct()
        needed = sorted(Held(*row) for row in connection.execute(columns))
    found = {}
    for number, each in enumerate(needed, 1):
        try:
            node.content.get(each.agency, each.digest)
        except Missing:
            if _referred(node.store, [each]):  # else destroyed since the count began
                found[each] = "缺失"
        except Damaged:
            found[each] = "损坏"
        progress(number, len(needed))
    return found


def orphans(node: Node, *, progress: Progress = lambda done, total: None) -> list[Held]:
    """Objects put more than `GRACE` ago that no register and no event names.

    The journal itself is asked too, so that a register which forgot one does no harm.
    """
    old = (each for each in _held(node) if _put_before(node, each, node.clock.now() - GRACE))
    unreferred: set[Held] = set()
    while batch := set(islice(old, BATCH)):
        unreferred |= batch - _referred(node.store, batch)
    return sorted(unreferred - _named(node.store, unreferred, progress)) if unreferred else []


def clear(node: Node, found: Iterable[Held]) -> list[Held]:
    """Remove orphans, but none that somebody has put again meanwhile; gives what is gone."""
    before = node.clock.now() - GRACE
    return [
        each for each in found if node.content.discard(each.agency, each.digest, put_before=before)
    ]


def _held(node: Node) -> Iterator[Held]:
    for agency in node.content.agencies():
        for digest in node.content.digests(agency):
            yield Held(agency, digest)


def _put_before(node: Node, held: Held, moment: datetime) -> bool:
    put_at = node.content.put_at(held.agency, held.digest)
    return put_at is not None and put_at < moment


def _referred(store: Store, batch: Iterable[Held]) -> set[Held]:
    query = select(references.c.agency, references.c.digest).where(
        references.c.digest.in_([each.digest for each in batch])
    )
    with store.reading() as connection:
        return {Held(*row) for row in connection.execute(query)}


def _named(store: Store, wanted: set[Held], progress: Progress) -> set[Held]:
    """Those of the objects that an event names."""
    with store.reading() as connection:
        until = connection.execute(select(journal_head.c.id)).scalar_one()
    named, after = set(), 0
    while after < until:
        query = (
            select(journal.c.id, journal.c.agency, journal.c.state)
            .where(journal.c.id > after)
            .order_by(journal.c.id)
            .limit(BATCH)
        )
        with store.reading() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            names = A_NAME.findall(row.state)
            named |= wanted & {Held(row.agency, name.decode()) for name in names}
        after = rows[-1].id
        progress(min(after, until), until)
    return named
