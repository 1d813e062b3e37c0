"""Which paper a document of ours answers, and which document of ours a paper answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, String, Table, Uuid

from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables

replies = Table(
    "replies",
    register_tables,
    Column("subject", Uuid, primary_key=True),  # the document
    Column("agency", String(64), nullable=False),
    Column("incoming", Uuid, nullable=False, index=True),
)
replied = Table(
    "replied",
    register_tables,
    Column("subject", Uuid, primary_key=True),  # the paper that came back
    Column("agency", String(64), nullable=False),
    Column("consignment", Uuid, nullable=False, index=True),
)

reply_register = Register("documents.replying", tables=(replies, replied))
on = reply_register.on


@on("documents.Incoming.AnswerBegun")
def begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """A draft of ours that answers the paper."""
    row = {
        "subject": UUID(event.document),
        "agency": entry.agency,
        "incoming": event.originator_id,
    }
    yield Put(replies, row)


@on("documents.Incoming.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """A paper that says which of our consignments it answers."""
    consignment = _uuid(event.capsule["facts"].get("in_reply_to"))
    if consignment is not None:
        row = {"subject": event.originator_id, "agency": entry.agency, "consignment": consignment}
        yield Put(replied, row)


def _uuid(value: Any) -> UUID | None:
    """What the sender wrote there may be anything."""
    try:
        return UUID(str(value))
    except ValueError:
        return None
