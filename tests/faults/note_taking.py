"""A process that follows the journal and writes one row per event: two would break the key.

Run as `python -m tests.faults.note_taking DATABASE CONTENT`; it ends by being killed.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Column, Integer, Table, select

from office.kernel import followers
from office.kernel.followers import Followed, Followers
from office.kernel.node import Node
from office.kernel.store import Store, state_tables
from tests.specimen import tally_register

notes = Table(
    "state_fault_notes",
    state_tables,
    Column("id", Integer, primary_key=True, autoincrement=False),
)

SHORT = timedelta(seconds=1)
"""The lease of these processes, so that a test need not wait long for another to take over."""


class NoteTaker:
    """Notes each event's id in a few steps, so that a kill finds it half way."""

    name = "notes"
    title = "记数"
    topics: Sequence[str] = ("specimen.Tally.Raised",)

    def follow(self, node: Node, events: Sequence[Followed]) -> None:
        with node.store.writing() as connection:
            for each in events:
                connection.execute(notes.insert().values(id=each.entry.id))

    def work(self, node: Node) -> bool:
        return False


def taken(store: Store) -> list[int]:
    """The events noted so far."""
    with store.reading() as connection:
        return list(connection.execute(select(notes.c.id).order_by(notes.c.id)).scalars())


def main(database: str, content: str) -> None:
    """Follow until killed."""
    followers.LEASE = SHORT
    node = Node(database=database, content=Path(content), registers=[tally_register])
    Followers(node, [NoteTaker()], poll=0.01).start()
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
