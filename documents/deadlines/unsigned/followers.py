"""Has the watches keep up with what became of consignments."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Row, Table, Uuid, select

from documents.consignments.registers import consignments
from documents.deadlines.unsigned.application import SigningWatches
from office.kernel.columns import BigId
from office.kernel.followers import Followed
from office.kernel.node import Node
from office.kernel.store import state_tables

moved = Table(
    "state_consignments_moved",
    state_tables,
    Column("consignment", Uuid, primary_key=True),
    Column("cause", BigId, nullable=False),
)
"""What is to be looked at, noted with the position in the journal, and the event because of
which."""

AT_ONCE = 100


class SigningWatcher:
    """Follows what happens to consignments; a line in `moved` is there until it was looked at."""

    name = "unsigned"
    title = "签收超时提醒"
    topics: Sequence[str] = tuple(
        f"documents.Consignment.{name}"
        for name in (
            *("Queued", "Delivered", "SignedFor", "Registered", "Assigned", "InProgress"),
            *("Completed", "Refused", "ReturnedMisaddressed"),
        )
    )

    def __init__(self, watches: SigningWatches) -> None:
        self._watches = watches

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Note them; of one consignment the latest event is enough."""
        latest = {each.event.originator_id: each.entry.id for each in events}
        with node.store.changing_state() as connection:
            for consignment, cause in latest.items():
                connection.execute(moved.delete().where(moved.c.consignment == consignment))
                row = {"consignment": consignment, "cause": cause}
                connection.execute(moved.insert().values(**row))

    def work(self, node: Node) -> bool:
        """Look at what moved, a paper at a time; its trouble holds up no other, and is tried
        again."""
        rows = self._moved(node)
        trouble: Exception | None = None
        for _, group in groupby(rows, key=lambda row: row.document):
            of_paper = list(group)
            cause = max(row.cause for row in of_paper)
            try:
                self._watches.look_at([row.consignment for row in of_paper], cause=cause)
            except Exception as fault:  # noqa: BLE001 (whatever it is, the others are looked at)
                trouble = fault
                continue
            self._looked_at(node, of_paper)
        if trouble is not None:
            raise trouble
        return bool(rows)

    def _moved(self, node: Node) -> Sequence[Row[Any]]:
        query = (
            select(moved, consignments.c.document)
            .outerjoin(consignments, consignments.c.subject == moved.c.consignment)
            .order_by(moved.c.cause)
            .limit(AT_ONCE)
        )
        with node.store.reading() as connection:
            found = connection.execute(query).all()
        return sorted(found, key=lambda row: str(row.document))

    def _looked_at(self, node: Node, rows: Sequence[Row[Any]]) -> None:
        with node.store.changing_state() as connection:
            for row in rows:  # what moved again meanwhile has another cause, and stays
                connection.execute(
                    moved.delete().where(
                        moved.c.consignment == row.consignment, moved.c.cause == row.cause
                    )
                )
