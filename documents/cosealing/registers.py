"""The register of 联合用印件, and what they put on the desks of who keeps seals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Index, String, Table, Text, Uuid

from documents.cosealing.co_sealing import State
from documents.handling.holding import CLERK
from office.desk.registers import describes, has_done, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "co_sealing"
STEP = "seal"

co_sealings = Table(
    "co_sealings",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("co_sealings_latest", "agency", "changed_at", "subject"),
)

co_sealing_register = Register("documents.cosealing", tables=(co_sealings,))
on = co_sealing_register.on

_changed = changing(co_sealings)


@on("documents.CoSealing.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """A line; whoever keeps the seal is a clerk, and a seal may change hands meanwhile."""
    capsule, facts = event.capsule, event.capsule["facts"]
    yield Put(
        co_sealings,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "sender_name": capsule["sender_name"],
            "title": facts["title"],
            "number": facts["number"],
            "urgency": facts["urgency"],
            "state": State.WAITING,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=facts["title"],
        kind="联合用印",
        urgency=facts["urgency"],
        origin=capsule["sender_name"],
        number=facts["number"],
    )
    yield waits(event, entry, role=CLERK.role, step=STEP, asked="用印")
    for part in capsule["parts"]:
        yield refers(event, entry, digest=part["digest"])


@on("documents.CoSealing.Sealed")
def sealed(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes back with the seal."""
    yield from _over(event, State.SEALED)
    yield has_done(event, entry, "联合用印")
    for each in event.files:
        yield refers(event, entry, digest=each["digest"])


@on("documents.CoSealing.Declined")
def declined(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes back without."""
    yield from _over(event, State.DECLINED)
    yield has_done(event, entry, "不予用印")


@on("documents.CoSealing.CalledOff")
def called_off(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing is left to do."""
    yield from _over(event, State.CALLED_OFF)


def _over(event: Any, state: State) -> Iterator[Operation]:
    yield _changed(event, state=state)
    yield waits_no_more(event.originator_id)
