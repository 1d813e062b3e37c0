"""Who had what to do, from when to when: every change of a desk, kept.

Desks show what waits now; this is how it came and went. Whatever room puts a row on a desk, moves
it or takes it away leaves a row here: flow times, deadlines and backlogs of all rooms are read
from it, exactly and again after every rebuild.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table, Uuid

from office.desk.registers import items
from office.kernel.columns import BigId, Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register, Remove
from office.kernel.store import register_tables

turns = Table(
    "desk_turns",
    register_tables,
    Column("subject", Uuid),
    Column("slot", String(64)),
    Column("id", BigId),
    Column("agency", String(64), nullable=False),
    Column("what", String(8), nullable=False),
    Column("person", String(64)),
    Column("role", String(32)),
    Column("unit", String(64)),
    Column("list", String(16)),
    Column("step", String(32)),
    Column("due", String(10)),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "slot", "id"),
    Index("desk_turns_id", "id"),
    Index("desk_turns_at", "agency", "at"),
)
"""`id` is that of the event in the journal. What did not change with it is NULL."""

BEGAN, CHANGED, ENDED = "began", "changed", "ended"
_TOLD = ("person", "role", "unit", "list", "step", "due")


def _watch(operation: Operation, event: Any, entry: Entry) -> Iterator[Operation]:
    if operation.table is not items:
        return
    match operation:
        case Put(_, row):
            what, key, values = BEGAN, row, row
        case Change(_, key, values):
            what = CHANGED
        case Remove(_, key):
            what, values = ENDED, {}
    yield Put(
        turns,
        {
            "subject": key["subject"],
            "slot": key["slot"],
            "id": entry.id,
            "agency": entry.agency,
            "what": what,
            "at": event.timestamp,
            **{name: values[name] for name in _TOLD if name in values},
        },
    )


turn_register = Register("office.desk.turns", tables=(turns,), watches=_watch)
