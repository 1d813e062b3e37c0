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
from office.kernel.registers import Change, Entry, Operation, Put, Register
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


@on("documents.CoSealing.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """A line; whoever keeps the seal is a clerk, and a seal may change hands meanwhile."""
    capsule, facts, subject = event.capsule, event.capsule["facts"], event.originator_id
    yield Put(
        co_sealings,
        {
            "subject": subject,
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
        subject=subject,
        agency=entry.agency,
        room=ROOM,
        title=facts["title"],
        kind="联合用印",
        urgency=facts["urgency"],
        origin=capsule["sender_name"],
        number=facts["number"],
    )
    yield waits(
        subject=subject,
        agency=entry.agency,
        role=CLERK.role,
        step=STEP,
        asked="用印",
        since=event.timestamp,
    )
    for part in capsule["parts"]:
        yield refers(subject=subject, agency=entry.agency, digest=part["digest"])


@on("documents.CoSealing.Sealed")
def sealed(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes back with the seal."""
    yield from _over(event, State.SEALED)
    yield from _done(event, entry, "联合用印")
    for each in event.files:
        yield refers(subject=event.originator_id, agency=entry.agency, digest=each["digest"])


@on("documents.CoSealing.Declined")
def declined(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes back without."""
    yield from _over(event, State.DECLINED)
    yield from _done(event, entry, "不予用印")


@on("documents.CoSealing.CalledOff")
def called_off(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing is left to do."""
    yield from _over(event, State.CALLED_OFF)


def _over(event: Any, state: State) -> Iterator[Operation]:
    values = {"state": state, "changed_at": event.timestamp}
    yield Change(co_sealings, {"subject": event.originator_id}, values)
    yield waits_no_more(event.originator_id)


def _done(event: Any, entry: Entry, act: str) -> Iterator[Operation]:
    yield from has_done(
        subject=event.originator_id,
        agency=entry.agency,
        person=event.by,
        act=act,
        at=event.timestamp,
    )
