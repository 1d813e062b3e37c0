"""The seals of an agency, and 用印登记簿: one row each time one is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from office.desk.registers import describes, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Change, Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables
from signing.seals.kinds import SealState

ROOM = "seal"
TAKE_OVER = "take_over"

seals = Table(
    "seals",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("identity", String(128), nullable=False),
    Column("keeper", String(64), nullable=False),
    Column("taker", String(64), nullable=False),
    Column("record", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("picture", String(64), nullable=False),
    Column("width", Float, nullable=False),
    Column("height", Float, nullable=False),
    Column("begins", String(40), nullable=False),
    Column("ends", String(40), nullable=False),
    Column("electronic", String(64), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

sealings = Table(
    "sealings",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("seal", Uuid, nullable=False, index=True),
    Column("seal_name", Text, nullable=False),
    Column("room", String(32), nullable=False),
    Column("paper", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("warrant", Text, nullable=False),
    Column("sent_to", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("seam", Boolean, nullable=False),
    Column("voided", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint(
        "agency",
        "year",
        "serial",
        name="sealings_serial",
        info={"refusal": "这个用印登记号刚刚被占用。请再试一次。"},
    ),
    Index("sealings_latest", "agency", "at", "subject"),
)
"""`serial`: of the year; `seam`: with 骑缝章; `reason`: why it was voided."""

sealings_destroyed = Table(
    "sealings_destroyed",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("seal", Uuid),
    Column("seal_name", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("at", Moment, nullable=False),
)
"""用印登记号 whose papers were destroyed, with what may stay of them: nobody gets them a second
time, and 用印登记簿 goes on without a gap. `day`: ISO, of 用印; `at`: of 销毁. Destructions from
before the seal and the day were noted have neither."""

seal_register = Register("signing.seals", tables=(seals, sealings, sealings_destroyed))
on = seal_register.on

_changed = changing(seals)


@on("signing.Seal.Registered")
def registered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its line."""
    yield Put(
        seals,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "name": event.name,
            "kind": event.kind,
            "identity": event.identity,
            "keeper": event.keeper,
            "taker": "",
            "record": event.record,
            "state": SealState.IN_USE,
            **_made(event.made),
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=f"印章“{event.name}”",
        kind="印章",
        urgency="",
        origin=event.record,
    )
    yield from _keeps(event, entry)


@on("signing.Seal.Renewed")
def renewed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another picture or term."""
    yield _changed(event, **_made(event.made))
    yield from _keeps(event, entry)


@on("signing.Seal.Offered")
def offered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It waits for whoever is to take it over."""
    yield _changed(event, taker=event.to)
    yield waits(event, entry, person=event.to, step=TAKE_OVER, asked="接收印章")


@on("signing.Seal.TakenOver")
def taken_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another keeper."""
    yield _changed(event, keeper=event.by, taker="")
    yield waits_no_more(event.originator_id)


@on("signing.Seal.Suspended")
def suspended(event: Any, entry: Entry) -> Iterator[Operation]:
    """停用."""
    yield _changed(event, state=SealState.SUSPENDED)


@on("signing.Seal.Resumed")
def resumed(event: Any, entry: Entry) -> Iterator[Operation]:
    """恢复使用."""
    yield _changed(event, state=SealState.IN_USE)


@on("signing.Seal.Deregistered")
def deregistered(event: Any, entry: Entry) -> Iterator[Operation]:
    """注销."""
    yield _changed(event, state=SealState.DEREGISTERED, taker="")
    yield waits_no_more(event.originator_id)


@on("signing.Sealing.Done")
def done(event: Any, entry: Entry) -> Iterator[Operation]:
    """A line of 用印登记簿."""
    year, _, serial = event.serial.partition("-")
    yield Put(
        sealings,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "year": int(year),
            "serial": int(serial),
            "seal": UUID(event.seal),
            "seal_name": event.seal_name,
            **{name: event.matter[name] for name in MATTER},
            "sent_to": event.matter.get("to", ""),
            "by": event.by,
            "at": event.timestamp,
            "seam": event.seam,
            "voided": False,
            "reason": "",
        },
    )
    for each in event.outcomes:
        for digest in (each["of"], each["digest"]):
            yield refers(event, entry, digest=digest)


@on("signing.Sealing.Voided")
def voided(event: Any, entry: Entry) -> Iterator[Operation]:
    """The line stays, struck through."""
    values = {"voided": True, "reason": event.reason}
    yield Change(sealings, {"subject": event.originator_id}, values)


@on("kernel.Destruction.Approved")
def destroyed(event: Any, entry: Entry) -> Iterator[Operation]:
    """The line went with its paper; its number stays."""
    for paper in event.papers:
        for each in _uses(paper):
            year, _, serial = each["serial"].partition("-")
            yield Put(
                sealings_destroyed,
                {
                    "subject": event.originator_id,
                    "year": int(year),
                    "serial": int(serial),
                    "agency": entry.agency,
                    "number": paper.get("number", ""),
                    "seal": UUID(each["seal"]) if "seal" in each else None,
                    "seal_name": each.get("seal_name", ""),
                    "day": each.get("day", ""),
                    "at": event.timestamp,
                },
            )


def _uses(paper: dict[str, Any]) -> list[dict[str, str]]:
    """As `documents.archive.acts.belonging.named` has them; older events have numbers alone."""
    alone = [{"serial": each} for each in paper.get("sealings", "").split()]
    return [*paper.get("uses", ()), *alone]


MATTER = ("room", "paper", "title", "number", "copies", "warrant")


def _made(made: dict[str, Any]) -> dict[str, Any]:
    return {
        name: made.get(name, "")
        for name in ("picture", "width", "height", "begins", "ends", "electronic")
    }


def _keeps(event: Any, entry: Entry) -> Iterator[Operation]:
    for name in ("picture", "electronic"):
        if digest := event.made.get(name):
            yield refers(event, entry, digest=digest)
