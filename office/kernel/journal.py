"""The journal's tables and its two hashes (design D1)."""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from office.kernel.columns import BigId

journal_tables = MetaData()

GENESIS: Final = bytes(32)

journal_stream = UniqueConstraint("originator_id", "originator_version", name="journal_stream")
"""A version of a stream is recorded once."""

journal = Table(
    "journal",
    journal_tables,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("agency", String(64), nullable=False),
    Column("originator_id", Uuid, nullable=False),
    Column("originator_version", BigId, nullable=False),
    Column("topic", Text, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("command", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    journal_stream,
)

journal_head = Table(
    "journal_head",
    journal_tables,
    Column("one", Integer, primary_key=True),
    Column("id", BigId, nullable=False),
    Column("chain", LargeBinary, nullable=False),
)


def digest_of(state: bytes) -> bytes:
    """SHA-256 of the clear text, which holds a random salt: what it was cannot be guessed."""
    return sha256(state).digest()


def entry_of(
    *, agency: str, originator_id: UUID, version: int, topic: str, command: str, digest: bytes
) -> bytes:
    """SHA-256 over everything a row says, each part preceded by its length; of the state, only
    its digest, so that a row can be proven without being told (docs/decisions/0106)."""
    hasher = sha256()
    for part in (
        agency.encode(),
        originator_id.bytes,
        str(version).encode(),
        topic.encode(),
        command.encode(),
        digest,
    ):
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.digest()


def chained(previous: bytes, entry: bytes) -> bytes:
    """SHA-256 of the previous row's chain value and this row's entry."""
    return sha256(previous + entry).digest()
