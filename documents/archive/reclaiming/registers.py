"""清退单: which there are, by when, and whether every copy is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, Uuid

from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

reclaims = Table(
    "reclaims",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("due", String(10), nullable=False),
    Column("holders", Integer, nullable=False),
    Column("over", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

reclaim_register = Register("documents.archive.reclaiming", tables=(reclaims,))
on = reclaim_register.on

_changed = changing(reclaims)


@on("documents.Reclaim.DrawnUp")
def drawn_up(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new list."""
    yield Put(
        reclaims,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "title": event.title,
            "due": event.due,
            "holders": len(event.lines),
            "over": False,
            "changed_at": event.timestamp,
        },
    )


@on("documents.Reclaim.Settled")
def settled(event: Any, _: Entry) -> Iterator[Operation]:
    """One holder's copies; the last one ends it."""
    yield _changed(event, over=event.last)
