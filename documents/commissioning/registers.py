"""Which document came of which incoming paper, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint, Uuid

from documents.outgoing.registers import MOVING
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables

commissions = Table(
    "commissions",
    register_tables,
    Column("subject", Uuid, primary_key=True),  # the document
    Column("agency", String(64), nullable=False),
    Column("incoming", Uuid, nullable=False),
    Column("moved", Integer, nullable=False),
    UniqueConstraint(
        "incoming",
        name="commission_once",
        info={"refusal": "这件来文已经转为公文，不能再转一次。请打开已有的公文。"},
    ),
)

commission_register = Register("documents.commissioning", tables=(commissions,))
on = commission_register.on


@on("documents.Document.Drafted")
def drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """Of a 代拟稿 that names the paper by which it came."""
    incoming = event.particulars.get("commissioned_by", "")
    if incoming:
        row = {
            "subject": event.originator_id,
            "agency": entry.agency,
            "incoming": UUID(incoming),
            "moved": event.originator_version,
        }
        yield Put(commissions, row)


@on(*MOVING)
def moved(event: Any, entry: Entry) -> Iterator[Operation]:
    """On to another step; who sent it in is to be told."""
    if getattr(event, "move", None):
        key = {"subject": event.originator_id}
        yield Change(commissions, key, {"moved": event.originator_version})
