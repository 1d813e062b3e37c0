"""How a leader's desk was put in order: state, for it is nobody's act on any paper (design D3)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, PrimaryKeyConstraint, String, Table, Uuid

from office.kernel.columns import Moment
from office.kernel.store import state_tables

arranged = Table(
    "state_desk_arranged",
    state_tables,
    Column("person", String(64)),  # whose desk it is
    Column("subject", Uuid),
    Column("agency", String(64), nullable=False),
    Column("place", Integer),  # among what is presented; none: not presented
    Column("seen", Boolean, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("person", "subject"),
)
