"""用印申请: one row each, and what waits on desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, String, Table, Text, Uuid

from office.desk.registers import describes, passes_on, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables
from signing.requests.seal_request import State

ROOM = "seal_request"

seal_requests = Table(
    "seal_requests",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("seal", Uuid, nullable=False, index=True),
    Column("applicant", String(64), nullable=False),
    Column("leader", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

request_register = Register("signing.requests", tables=(seal_requests,))
on = request_register.on

_changed = changing(seal_requests)


@on("signing.SealRequest.Applied")
def applied(event: Any, entry: Entry) -> Iterator[Operation]:
    """It waits for the leader."""
    yield Put(
        seal_requests,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "title": event.title,
            "to": event.to,
            "copies": event.copies,
            "seal": UUID(event.seal),
            "applicant": event.by,
            "leader": event.leader,
            "state": State.WAITING,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event, entry, room=ROOM, title=event.title, kind="用印申请", urgency="", origin=event.to
    )
    yield waits(event, entry, person=event.leader, step="decide", asked="审批用印")
    if event.file:
        digest = event.file["digest"]
        yield refers(event, entry, digest=digest)


@on("signing.SealRequest.Approved", "signing.SealRequest.Voided")
def to_be_sealed(event: Any, entry: Entry) -> Iterator[Operation]:
    """It waits for the keeper."""
    yield _changed(event, state=State.APPROVED)
    yield waits(event, entry, person=event.keeper, step="seal", asked="用印")


@on("signing.SealRequest.Approved", "signing.SealRequest.Declined")
def written_by_hand(event: Any, entry: Entry) -> Iterator[Operation]:
    """What the leader wrote is kept with it."""
    if event.ink:
        yield refers(event, entry, digest=event.ink["digest"])


@on("signing.SealRequest.PassedOn")
def passed_on(event: Any, entry: Entry) -> Iterator[Operation]:
    """It waits for the new keeper."""
    yield passes_on(event.originator_id, to=event.keeper)


@on("signing.SealRequest.Declined", "signing.SealRequest.Withdrawn")
def over(event: Any, entry: Entry) -> Iterator[Operation]:
    """It waits for nobody."""
    declined = type(event).__name__ == "Declined"
    yield _changed(event, state=State.DECLINED if declined else State.WITHDRAWN)
    yield waits_no_more(event.originator_id)


@on("signing.SealRequest.Pressed")
def pressed(event: Any, entry: Entry) -> Iterator[Operation]:
    """It is sealed."""
    yield _changed(event, state=State.SEALED)
    yield waits_no_more(event.originator_id)
    if event.sealed:
        digest = event.sealed["digest"]
        yield refers(event, entry, digest=digest)
