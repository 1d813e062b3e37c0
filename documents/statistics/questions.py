"""What every answer of figures stands on: the papers that came, and those that were issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from documents.effect.registers import effects
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.registers import incomings
from documents.incoming.stages import Stage as IncomingStage
from documents.outgoing.registers import ROOM as OUTGOING
from documents.outgoing.registers import documents
from documents.statistics.counted import Counted
from documents.statistics.listing import Listing
from documents.statistics.period import Period
from office.kernel.node import Node

BY_NAME = "~"
"""Begins the key of a sender without a code."""
CHUNK = 400
"""Papers in one query: SQLite takes so many parameters and no more."""


def sender_key(row: Any) -> str:
    """What a sender is told apart by: its code, or its name where it is in no directory."""
    return str(row.sender or f"{BY_NAME}{row.sender_name}")


def sent_by(key: str) -> Any:
    """The papers of the sender with this key."""
    if key.startswith(BY_NAME):
        name = key.removeprefix(BY_NAME)
        return and_(incomings.c.sender == "", incomings.c.sender_name == name)
    return incomings.c.sender == key


class Questions:
    """Questions about the papers of one agency."""

    def __init__(self, node: Node, *, agency: str) -> None:
        self._node = node
        self._agency = agency

    def _within(self, period: Period) -> tuple[Any, ...]:
        """What came; a copy that goes with another paper (并件) is none of its own."""
        return (
            incomings.c.agency == self._agency,
            incomings.c.stage != IncomingStage.FOLDED,
            incomings.c.arrived_at >= period.begins,
            incomings.c.arrived_at < period.ends,
        )

    def _incoming(self, period: Period, *conditions: Any, sender: str = "") -> Listing:
        query = select(incomings.c.subject, incomings.c.arrived_at).where(
            *self._within(period), *conditions
        )
        if sender:
            query = query.where(sent_by(sender))
        query = query.order_by(incomings.c.arrived_at)
        return self._listing(query, lambda row: Counted(INCOMING, row.subject, row.arrived_at))

    def _issued(self, period: Period, *conditions: Any) -> Listing:
        query = (
            select(documents.c.subject)
            .join(effects, effects.c.subject == documents.c.subject)
            .where(
                documents.c.agency == self._agency,
                effects.c.issued >= period.first.isoformat(),
                effects.c.issued <= period.last.isoformat(),
                *conditions,
            )
            .order_by(effects.c.issued)
        )
        return self._listing(query, lambda row: Counted(OUTGOING, row.subject, None))

    def by_sender(self, papers: Listing) -> Counter[str]:
        """How many of these came from each sender (`sender_key`), all at once."""
        listed = papers.query.order_by(None).subquery()
        paper = listed.c.paper if "paper" in listed.c else listed.c.subject
        query = (
            select(incomings.c.sender, incomings.c.sender_name, func.count().label("papers"))
            .join(listed, paper == incomings.c.subject)
            .group_by(incomings.c.sender, incomings.c.sender_name)
        )
        found: Counter[str] = Counter()
        for row in self._all(query):
            found[sender_key(row)] += row.papers
        return found

    def _listing(self, query: Select[Any], make: Callable[[Row[Any]], Counted]) -> Listing:
        return Listing(self._node.store, query, make)

    def _all(self, query: Any) -> Sequence[Row[Any]]:
        with self._node.store.reading() as connection:
            return connection.execute(query).all()
