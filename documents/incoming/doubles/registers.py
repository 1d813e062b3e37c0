"""Which copies ever went with a paper (并件), also those that were taken apart again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Uuid

from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables

incoming_folds = Table(
    "incoming_folds",
    register_tables,
    Column("subject", Uuid),  # the copy
    Column("into", Uuid, index=True),
    Column("agency", String(64), nullable=False),
    PrimaryKeyConstraint("subject", "into"),
)

folding_register = Register("documents.incoming.doubles", tables=(incoming_folds,))
on = folding_register.on


@on("documents.Incoming.Folded")
def folded(event: Any, entry: Entry) -> Iterator[Operation]:
    """The same copy may go with the same paper a second time: one line is enough."""
    row = {"subject": event.originator_id, "into": UUID(event.into), "agency": entry.agency}
    yield Put(incoming_folds, row)
