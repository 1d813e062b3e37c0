"""成批检测: which there were, how far the one that runs has come, what waits for the clerks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, Uuid

from documents.archive.inspecting.shelf_inspection import ShelfInspection
from office.desk.registers import describes, has_done, waits, waits_no_more
from office.directory.kinds import Role
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables, state_tables
from office.timers.registers import times, times_no_more

ROOM = "shelf_inspection"
"""The route that opens one."""

AGAIN = "archive.inspect-shelves"
"""The kind of timer that has the same shelves looked at once more."""

YEARLY = timedelta(days=365)

inspections = Table(
    "archive_inspections",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("by", String(64), nullable=False),
    Column("year", Integer, nullable=False),
    Column("finished", Boolean, nullable=False, index=True),
    Column("count", Integer, nullable=False),
    Column("faults", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""`year` 0: all records."""

progress = Table(
    "state_archive_inspections",
    state_tables,
    Column("subject", Uuid, primary_key=True),
    Column("after", String(48), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("faults", Text, nullable=False),
)
"""How far one has come: the 档号 `after` which the next slice begins, and what was found (JSON).
Whoever is stopped goes on from here; what is lost of it is only looked at once more."""

inspecting_register = Register("documents.archive.inspecting", tables=(inspections,))
on = inspecting_register.on

_changed = changing(inspections)


@on("documents.ShelfInspection.Begun")
def begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """It runs; whatever was to begin it some day has no need to."""
    yield Put(
        inspections,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "by": event.by,
            "year": event.year,
            "finished": False,
            "count": 0,
            "faults": 0,
            "settled": False,
            "begun_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    yield times_no_more(ShelfInspection.shelves(entry.agency, event.year), kind=AGAIN)


@on("documents.ShelfInspection.Finished")
def finished(event: Any, entry: Entry) -> Iterator[Operation]:
    """Again in a year; what is not in order waits for the clerks."""
    yield _changed(event, finished=True, count=event.count, faults=event.total)
    yield times(
        event,
        entry,
        subject=ShelfInspection.shelves(entry.agency, event.year),
        kind=AGAIN,
        at=event.timestamp + YEARLY,
        data=str(event.year),
    )
    if event.total:
        year = f"{event.year}年" if event.year else "全部"
        yield describes(
            event,
            entry,
            room=ROOM,
            title=f"{year}档案四性检测，{event.total}处不合格",
            kind="四性检测",
            urgency="",
            origin="档案",
        )
        yield waits(event, entry, step="settle", asked="处理不合格", role=Role.CLERK)


@on("documents.ShelfInspection.Settled")
def settled(event: Any, entry: Entry) -> Iterator[Operation]:
    """Somebody saw to it."""
    yield _changed(event, settled=True)
    yield waits_no_more(event.originator_id)
    yield has_done(event, entry, "处理不合格")
