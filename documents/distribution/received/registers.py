"""How many further copies there are of which incoming paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, Table, Text, Uuid

from office.desk.registers import has_done
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables

further_copies = Table(
    "further_copies",
    register_tables,
    Column("subject", Uuid),
    Column("version", Integer),
    Column("agency", String(64), nullable=False, index=True),
    Column("incoming", Uuid, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("whom", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "version"),
)

copies_register = Register("documents.further_copies", tables=(further_copies,))
on = copies_register.on


@on("documents.ReceivedCopies.Redistributed")
def redistributed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Inside the house."""
    yield from _made(event, entry, "二次分发", whom="、".join(event.to))


@on("documents.ReceivedCopies.Reprinted")
def reprinted(event: Any, entry: Entry) -> Iterator[Operation]:
    """For those below."""
    yield from _made(event, entry, "翻印", whom=event.scope)


def _made(event: Any, entry: Entry, kind: str, *, whom: str) -> Iterator[Operation]:
    incoming = UUID(event.incoming)
    yield Put(
        further_copies,
        {
            "subject": event.originator_id,
            "version": event.originator_version,
            "agency": entry.agency,
            "incoming": incoming,
            "kind": kind,
            "whom": whom,
            "copies": event.copies,
            "by": event.by,
            "at": event.timestamp,
        },
    )
    yield has_done(event, entry, kind, subject=incoming)
