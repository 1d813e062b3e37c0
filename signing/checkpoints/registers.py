"""Which checkpoints there are, of this node and of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Boolean, Column, String, Table, Text, Uuid

from office.kernel.columns import BigId, Moment
from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables
from signing.checkpoints.statement import SignedStatement

checkpoints = Table(
    "checkpoints",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("node", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("size", BigId, nullable=False, index=True),
    Column("root", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", Moment, nullable=False),
)

witnesses = Table(
    "checkpoint_witnesses",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("node", Text, primary_key=True),
    Column("at", Moment, nullable=False),
)

checkpoint_register = Register("signing.checkpoints", tables=(checkpoints, witnesses))
on = checkpoint_register.on


@on("signing.Checkpoint.Signed")
def signed(event: Any, entry: Entry) -> Iterator[Operation]:
    """One of ours."""
    yield _line(event, own=True)


@on("signing.PeerCheckpoint.Received")
def received(event: Any, entry: Entry) -> Iterator[Operation]:
    """One of another node."""
    yield _line(event, own=False)


@on("signing.Checkpoint.Witnessed")
def witnessed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another node has ours."""
    row = {"subject": event.originator_id, "node": event.by, "at": event.timestamp}
    yield Put(witnesses, row)


def _line(event: Any, *, own: bool) -> Put:
    said = SignedStatement.from_json(event.signed).statement
    return Put(
        checkpoints,
        {
            "subject": event.originator_id,
            "node": said.node,
            "own": own,
            "size": said.size,
            "root": said.root,
            "chain": said.chain,
            "digest": said.digest,
            "at": event.timestamp,
        },
    )
