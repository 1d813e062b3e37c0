"""Single saves: our recorder on SQLite against the library's own, both durable, in turn."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from office.kernel.recorder import Recorder
from office.kernel.store import Store

SAVES = 500
ROUNDS = 7
STATE = (
    b'{"by":"6ba7b811-9dad-11d1-80b4-00c04fd430c8","opinion":"' + "同意。".encode() * 40 + b'"}'
)


def ours(folder: Path) -> ApplicationRecorder:
    """Ours: gapless ids, digest, chain and head in the same commit."""
    store = Store(f"sqlite:///{folder}/ours.db")
    store.create()
    return Recorder(store)


def library(folder: Path) -> ApplicationRecorder:
    """The library's: ids only."""
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(f"{folder}/library.db"))
    recorder.create_table()
    return recorder


def seconds(recorder: ApplicationRecorder) -> float:
    """For SAVES saves of one event each."""
    begun = time.perf_counter()
    for _ in range(SAVES):
        recorder.insert_events([StoredEvent(uuid4(), 1, "documents.Document.SignedOff", STATE)])
    return time.perf_counter() - begun


def main() -> None:
    """Alternate, so that a slow moment of the machine meets both; print median and ratio."""
    with tempfile.TemporaryDirectory() as name:
        makers: tuple[Callable[[Path], ApplicationRecorder], ...] = (ours, library)
        recorders = [make(Path(name)) for make in makers]
        pairs = [[seconds(recorder) for recorder in recorders] for _ in range(ROUNDS)]
    for make, times in zip(makers, zip(*pairs, strict=True), strict=True):
        print(f"{make.__name__:8} {SAVES / statistics.median(times):8.0f} saves/s")
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    print(f"ours takes {ratio:.2f} times as long as the library's")


if __name__ == "__main__":
    main()
