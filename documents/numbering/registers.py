"""The register of numbers: the database itself guarantees each once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, Table, UniqueConstraint, Uuid

from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables

numbers = Table(
    "numbers",
    register_tables,
    Column("subject", Uuid),
    Column("serial", Integer),
    Column("agency", String(64), nullable=False),
    Column("number", String(64), nullable=False),
    Column("taken_for", String(36), nullable=False),
    PrimaryKeyConstraint("subject", "serial"),
    UniqueConstraint(
        "agency",
        "number",
        name="numbers_once",
        info={"refusal": "这个文号已经用过。请重新取号；如仍不成功，请联系系统管理员。"},
    ),
)

number_register = Register("documents.numbers", tables=(numbers,))


@number_register.on("documents.Series.Taken")
def taken(event: Any, entry: Entry) -> Iterator[Operation]:
    """A number is given out."""
    yield Put(
        numbers,
        {
            "subject": event.originator_id,
            "serial": event.serial,
            "agency": entry.agency,
            "number": event.number,
            "taken_for": event.subject,
        },
    )
