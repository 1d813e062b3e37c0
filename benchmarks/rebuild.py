"""Rebuilding registers against only reading and decoding the same events."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from office.kernel.act import Act
from office.kernel.mapping import EventMapper
from office.kernel.node import Node
from office.kernel.rebuild import rebuild
from tests.specimen import Tallies, Tally, tally_register

STREAMS = 4_000
EVENTS_EACH = 12
BATCH = 5_000


def fill(node: Node) -> int:
    """A journal of many short streams, as an office has; gives the number of events."""
    room = Tallies(node)
    at = datetime(2026, 11, 20, tzinfo=UTC)
    for start in range(0, STREAMS, 500):
        with node.store.writing(Act("A", "p", f"fill-{start}")):
            for number in range(start, start + 500):
                tally = Tally.open(agency="A", name=f"t{number}", content="", at=at)
                for _ in range(EVENTS_EACH - 1):
                    tally.raise_by(1, at=at)
                room.save(tally)
    return STREAMS * EVENTS_EACH


def read_only(node: Node) -> float:
    """Seconds to read and decode everything."""
    mapper, after = EventMapper(), 0
    begun = time.perf_counter()
    while rows := node.recorder.select_notifications(after, BATCH, inclusive_of_start=False):
        for row in rows:
            mapper.to_domain_event(row)
        after = rows[-1].id
    return time.perf_counter() - begun


def main(url: str | None = None) -> None:
    """SQLite in a temporary folder, or the database of the URL given (it must be empty)."""
    with tempfile.TemporaryDirectory() as name:
        options: dict[str, Any] = {"content": Path(name), "registers": [tally_register]}
        node = Node(database=url or f"sqlite:///{name}/b.db", guard=lambda *_: None, **options)
        node.create()
        events = fill(node)
        pairs = []
        for _ in range(3):
            reading = read_only(node)
            begun = time.perf_counter()
            rebuild(node.store, node.registers)
            pairs.append((time.perf_counter() - begun, reading))
        node.close()
    ours, reading = sorted(pairs)[1]
    print(
        f"rebuild {events / ours:8.0f} events/s, read and decode {events / reading:8.0f} events/s"
    )
    print(f"a rebuild takes {ours / reading:.2f} times as long as reading and decoding")


if __name__ == "__main__":
    main(*sys.argv[1:2])
