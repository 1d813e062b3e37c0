"""Address groups as rows that hold from a day up to a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, String, Table, Text, Uuid

from office.directory.groups.address_group import AddressGroup
from office.directory.registers import rows, topics_of
from office.kernel.registers import Entry, Operation, Register
from office.kernel.store import register_tables

address_groups = Table(
    "directory_address_groups",
    register_tables,
    Column("subject", Uuid),
    Column("since", Date),
    Column("until", Date, nullable=False),
    Column("agency", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("members", Text, nullable=False),  # JSON
    PrimaryKeyConstraint("subject", "since"),
    Index("directory_address_groups_agency", "agency"),
)

address_register = Register("directory.groups", tables=(address_groups,))


@address_register.on(*topics_of(AddressGroup))
def group_rows(event: Any, _: Entry) -> Iterator[Operation]:
    """地址组."""
    yield from rows(address_groups, event)
