"""`office verify`: recompute the journal's digests and chain, and name the first bad event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Row, select

from office.kernel.destruction import destroyed_ids
from office.kernel.journal import (
    GENESIS,
    chained,
    digest_of,
    entry_of,
    journal,
    journal_head,
)
from office.kernel.store import Store

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: how many events were checked, how many hold destroyed content, what is bad."""

    events: int
    destroyed: int
    fault: str | None = None


class Auditor(Protocol):
    """Looks along while a journal is verified, once from the first row to the last."""

    def observe(self, row: Row[Any], entry: bytes) -> str | None:
        """A row that is in order, with its entry: what is wrong with it all the same."""

    def conclude(self, found: Verification) -> Iterator[str]:
        """What to tell at the end, as sentences."""


def verify(
    store: Store,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    auditors: Sequence[Auditor] = (),
) -> Verification:
    """Check every row against its digest, and the chain from the first row to the head.

    `progress` is told rows done and rows in all. Acts may go on meanwhile; what is recorded
    after the check began is left to the next one.
    """
    with store.reading() as connection:
        head = connection.execute(select(journal_head)).one()
    emptied = destroyed_ids(store)
    chain, expected, destroyed = GENESIS, 1, 0
    for row in _rows(store, until=head.id):
        if not row.state and row.id not in emptied:
            emptied = destroyed_ids(store)  # perhaps destroyed since the check began
        entry = _entry(row)
        fault = _fault(row, entry=entry, expected=expected, chain=chain, emptied=emptied)
        wrong = (each.observe(row, entry) for each in auditors)
        fault = fault or next((said for said in wrong if said), None)
        if fault:
            return Verification(expected - 1, destroyed, fault)
        destroyed += not row.state
        chain, expected = row.chain, expected + 1
        if expected % BATCH == 0:
            progress(expected, head.id)
    progress(head.id, head.id)
    if expected - 1 != head.id:
        return Verification(
            expected - 1,
            destroyed,
            f"日志到第{expected - 1}号事件为止，而日志头记为第{head.id}号：其后的事件已被删除。",
        )
    if chain != head.chain:
        return Verification(expected - 1, destroyed, "日志头的链值与最后一个事件的链值不符。")
    return Verification(expected - 1, destroyed)


def _rows(store: Store, *, until: int) -> Iterator[Row[Any]]:
    after = 0
    while True:
        with store.reading() as connection:
            rows = connection.execute(
                select(journal)
                .where(journal.c.id > after, journal.c.id <= until)
                .order_by(journal.c.id)
                .limit(BATCH)
            ).all()
        if not rows:
            return
        yield from rows
        after = rows[-1].id


def _entry(row: Row[Any]) -> bytes:
    return entry_of(
        agency=row.agency,
        originator_id=row.originator_id,
        version=row.originator_version,
        topic=row.topic,
        command=row.command,
        digest=row.digest,
    )


def _fault(
    row: Row[Any], *, entry: bytes, expected: int, chain: bytes, emptied: set[int]
) -> str | None:
    name = f"第{row.id}号事件（{row.topic}，流 {row.originator_id} 第{row.originator_version}版）"
    if row.id != expected:
        return f"缺少第{expected}号事件：其后紧接的是{name}。"
    if not row.state and row.id not in emptied:
        return f"{name}的内容是空的，而没有任何销毁行为说明它。"
    if row.state and row.digest != digest_of(row.state):
        return f"{name}的内容与其摘要不符：它在记录之后被改动过。"
    if row.chain != chained(chain, entry):
        return f"{name}的链值与前一事件不相衔接：它或它之前的事件被替换过。"
    return None
