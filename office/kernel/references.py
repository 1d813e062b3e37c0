"""Which streams refer to which content objects, so that destruction spares what is shared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Uuid

from office.kernel.registers import Entry, Put, Register
from office.kernel.store import register_tables

references = Table(
    "content_references",
    register_tables,
    Column("subject", Uuid),
    Column("digest", String(64)),
    Column("agency", String(64), nullable=False),
    PrimaryKeyConstraint("subject", "digest"),
)

content_references = Register("kernel.content", tables=(references,))
"""Rooms put rows here with `refers`, one for each content object that an event names."""


def refers(event: Any, entry: Entry, *, digest: str) -> Put:
    """The event's stream needs the content object `digest` of its agency."""
    row = {"subject": event.originator_id, "digest": digest, "agency": entry.agency}
    return Put(references, row)
