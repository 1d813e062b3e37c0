"""Has the alarms keep up with what came and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Table, Uuid, select

from documents.deadlines.alarm.application import ArrivalAlarms
from office.kernel.columns import BigId
from office.kernel.followers import Followed
from office.kernel.node import Node
from office.kernel.store import state_tables

moved = Table(
    "state_arrivals_moved",
    state_tables,
    Column("incoming", Uuid, primary_key=True),
    Column("cause", BigId, nullable=False),
)
"""What is to be looked at, noted with the position in the journal, and because of which event."""

AT_ONCE = 100


class ArrivalWatcher:
    """Follows what comes; a line in `moved` is there until it was looked at."""

    name = "arrival-alarms"
    title = "来文签收告警"
    topics: Sequence[str] = tuple(
        f"documents.Incoming.{name}"
        for name in (
            *("Arrived", "ArrivedAgain", "SignedFor", "Refused", "Recalled", "Amended"),
            "KeptOnPaper",
        )
    )

    def __init__(self, alarms: ArrivalAlarms) -> None:
        self._alarms = alarms

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        """Note them; of one paper the latest event is enough."""
        latest = {each.event.originator_id: each.entry.id for each in events}
        with node.store.changing_state() as connection:
            for incoming, cause in latest.items():
                connection.execute(moved.delete().where(moved.c.incoming == incoming))
                connection.execute(moved.insert().values(incoming=incoming, cause=cause))

    def work(self, node: Node) -> bool:
        """Look at what moved; the trouble of one holds up no other, and is tried again."""
        with node.store.reading() as connection:
            rows = connection.execute(select(moved).order_by(moved.c.cause).limit(AT_ONCE)).all()
        trouble: Exception | None = None
        for row in rows:
            try:
                self._alarms.look_at(row.incoming, cause=row.cause)
            except Exception as fault:  # noqa: BLE001 (whatever it is, the others are looked at)
                trouble = fault
                continue
            with node.store.changing_state() as connection:
                connection.execute(
                    moved.delete().where(
                        moved.c.incoming == row.incoming, moved.c.cause == row.cause
                    )
                )
        if trouble is not None:
            raise trouble
        return bool(rows)
