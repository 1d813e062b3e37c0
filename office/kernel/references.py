"""Which streams refer to which content objects, so that destruction spares what is shared."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Uuid

from office.kernel.registers import Put, Register
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


def refers(*, subject: UUID, agency: str, digest: str) -> Put:
    """The stream `subject` needs the content object `digest` of `agency`."""
    return Put(references, {"subject": subject, "digest": digest, "agency": agency})
