"""Destructions that were proposed, and what came of them; what waits is on leaders' desks.

The titles of papers stand nowhere here: they may be the very secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, Uuid

from documents.archive.archival_code import ArchivalCode
from office.desk.registers import describes, has_done, waits, waits_no_more
from office.directory.kinds import Role
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "destruction"
APPROVE = "approve"
PROPOSED, CARRIED_OUT, DECLINED = "proposed", "carried-out", "declined"

destructions = Table(
    "destructions",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("by", String(64), nullable=False),
    Column("called", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("streams", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_by", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

destroyed = Table(
    "archive_destroyed",
    register_tables,
    Column("subject", Uuid),  # the destruction
    Column("place", Integer),
    Column("agency", String(64), nullable=False, index=True),
    Column("code", String(48), nullable=False),
    Column("shelf", String(48), nullable=False),
    Column("item", Integer, nullable=False),
    Column("destroyed_at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "place"),
    Index("archive_destroyed_place", "agency", "shelf", "item"),
)
"""档号 of records that were destroyed, by whatever way: they outlive the records."""

destroying_register = Register("documents.archive.destroying", tables=(destructions, destroyed))
on = destroying_register.on

_changed = changing(destructions)


@on("kernel.Destruction.Proposed")
def proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """A leader is asked; what is decided with another paper is none of this."""
    if event.within:
        return
    yield Put(
        destructions,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "by": event.by,
            "called": _called(event),
            "reason": event.reason,
            "streams": len(event.subjects),
            "state": PROPOSED,
            "decided_by": "",
            "answer": "",
            "proposed_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=f"销毁　{_called(event)}" if _called(event) else "销毁文件材料",
        kind="销毁",
        urgency="",
        origin="安全保密管理员",
    )
    yield waits(event, entry, step=APPROVE, asked="批准销毁", role=Role.LEADER)


@on("kernel.Destruction.CarriedOut")
def carried_out(event: Any, entry: Entry) -> Iterator[Operation]:
    """It is gone."""
    yield from _decided(event, entry, CARRIED_OUT, "批准销毁")


@on("kernel.Destruction.Approved")
def destroyed_for_ever(event: Any, entry: Entry) -> Iterator[Operation]:
    """A 档号 that was given stays given."""
    for place, paper in enumerate(event.papers):
        if paper["code"]:
            code = ArchivalCode.read(paper["code"])
            yield Put(
                destroyed,
                {
                    "subject": event.originator_id,
                    "place": place,
                    "agency": entry.agency,
                    "code": paper["code"],
                    "shelf": code.shelf,
                    "item": code.item,
                    "destroyed_at": event.timestamp,
                },
            )


@on("kernel.Destruction.Declined")
def declined(event: Any, entry: Entry) -> Iterator[Operation]:
    """It stays."""
    yield from _decided(event, entry, DECLINED, "不予销毁", answer=event.reason)


def _called(event: Any) -> str:
    return "、".join(each["number"] for each in event.papers if each["number"])


def _decided(
    event: Any, entry: Entry, state: str, act: str, *, answer: str = ""
) -> Iterator[Operation]:
    yield _changed(event, state=state, decided_by=event.by, answer=answer)
    yield waits_no_more(event.originator_id)
    yield has_done(event, entry, act)
