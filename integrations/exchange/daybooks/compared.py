"""What the last reconciliation with each node came to, beside the journal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Integer, Row, String, Table, Text, select

from integrations.exchange.daybooks.reconciling import Difference
from office.kernel.clock import Clock
from office.kernel.columns import Moment
from office.kernel.store import Store, state_tables

MOST = 200
"""Differences that are kept of a day; how many there were is kept anyway."""

compared = Table(
    "state_compared_days",
    state_tables,
    Column("node", String(400), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("fault", Text, nullable=False),
    Column("differences", Text, nullable=False),  # JSON: consignment, here, there, settles
    Column("count", Integer, nullable=False),
)
"""`day`: the one that was compared last; `fault`: why it could not be, a sentence."""


class ComparedDays:
    """One row a node."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self) -> dict[str, Row[Any]]:
        """By node."""
        with self._store.reading() as connection:
            return {row.node: row for row in connection.execute(select(compared))}

    def note(self, node: str, day: date, differences: Sequence[Difference]) -> None:
        """It was compared."""
        lines = [
            {
                "consignment": each.consignment,
                "here": each.here.state if each.here else "",
                "there": each.there.state if each.there else "",
                "settles": each.settles,
            }
            for each in differences[:MOST]
        ]
        self._put(
            node,
            day=day.isoformat(),
            fault="",
            differences=json.dumps(lines),
            count=len(differences),
        )

    def failed(self, node: str, day: date, fault: str) -> None:
        """It could not be."""
        self._put(node, day=day.isoformat(), fault=fault, differences="[]", count=0)

    def _put(self, node: str, **values: str | int) -> None:
        row = {"node": node, "at": self._clock.now(), **values}
        with self._store.changing_state() as connection:
            connection.execute(compared.delete().where(compared.c.node == node))
            connection.execute(compared.insert().values(row))
