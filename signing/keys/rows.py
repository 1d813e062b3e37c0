"""The table of the node's keys, and how a row is told without its key."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from asn1crypto import pem

from office.kernel.columns import Moment
from office.kernel.store import state_tables
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.keys.algorithms import Algorithm
from signing.keys.owners import HeldKey, Owner, OwnerKind

keys = sa.Table(
    "state_signing_keys",
    state_tables,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("owner_kind", sa.String(16), nullable=False),
    sa.Column("owner", sa.String(128), nullable=False),
    sa.Column("agency", sa.String(64), nullable=False, index=True),
    sa.Column("algorithm", sa.String(16), nullable=False),
    sa.Column("purpose", sa.String(16), nullable=False),
    sa.Column("certificate", sa.LargeBinary, nullable=False),
    sa.Column("issuers", sa.Text, nullable=False),  # PEM, the nearest first
    sa.Column("wrapped", sa.LargeBinary),
    sa.Column("token", sa.String, nullable=False),
    sa.Column("has_pin", sa.Boolean, nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("replaced_by", sa.String(36), nullable=False),
    sa.Column("ended", Moment),
    sa.Column("ended_by", sa.String(64), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),  # wrong PINs one after another
    sa.Column("tried", sa.BigInteger, nullable=False),  # Unix seconds
    sa.Index("signing_keys_of_owner", "owner_kind", "owner"),
)


def of_owner(owner: Owner) -> tuple[sa.ColumnElement[bool], ...]:
    """The rows of an owner."""
    return keys.c.owner_kind == owner.kind.value, keys.c.owner == owner.id


def held_key(row: Any) -> HeldKey:
    """Without the key."""
    armored = pem.unarmor(row.issuers.encode(), multiple=True) if row.issuers else ()
    return HeldKey(
        id=row.id,
        owner=Owner(OwnerKind(row.owner_kind), row.owner),
        agency=row.agency,
        algorithm=Algorithm(row.algorithm),
        purpose=Purpose(row.purpose),
        certificate=Certificate(row.certificate),
        issuers=tuple(der for _, _, der in armored),
        has_pin=row.has_pin,
        token=row.token,
        since=row.since,
        by=row.by,
        replaced_by=row.replaced_by,
        ended=row.ended,
        ended_by=row.ended_by,
    )


def armored(certificates: tuple[bytes, ...]) -> str:
    """As the column `issuers` holds them."""
    return b"".join(pem.armor("CERTIFICATE", each) for each in certificates).decode()
