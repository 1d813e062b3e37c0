"""The hand-overs of an agency, as a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Uuid

from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables

hand_overs = Table(
    "desk_hand_overs",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("giver", String(64), nullable=False),
    Column("post", String(64), nullable=False),
    Column("taker", String(64), nullable=False),
    Column("items", Integer, nullable=False),
    Column("left", Integer, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("returned", Integer),
    Column("undone_by", String(64)),
    Column("undone_at", Moment),
    Index("desk_hand_overs_agency", "agency"),
)

hand_over_register = Register("office.desk.handing", tables=(hand_overs,))
on = hand_over_register.on


@on("desk.HandOver.Made")
def made(event: Any, entry: Entry) -> Iterator[Operation]:
    """移交."""
    yield Put(
        hand_overs,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "giver": event.giver,
            "post": event.post,
            "taker": event.taker,
            "items": len(event.items),
            "left": len(event.left),
            "by": event.by,
            "at": event.timestamp,
        },
    )


@on("desk.HandOver.Undone")
def undone(event: Any, _: Entry) -> Iterator[Operation]:
    """撤销."""
    values = {
        "returned": len(event.returned),
        "undone_by": event.by,
        "undone_at": event.timestamp,
    }
    yield Change(hand_overs, {"subject": event.originator_id}, values)
