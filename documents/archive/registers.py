"""The catalogue of records, the lists by which some are destroyed, and hand-overs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from documents.archive.archival_code import ArchivalCode
from documents.archive.outcomes import Outcome
from documents.archive.retention import Retention, kept_until
from documents.archive.standing import ListState, Standing, TransferState
from office.desk.registers import describes, has_done, waits, waits_no_more
from office.directory.kinds import Role
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Change, Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more
from office.timers.timer import TIMER

ROOM = "record"
"""The route that opens a record."""

FAULTY = "inspection"
"""The slot of the desk in which a record with faults waits."""

LIST = "destruction_list"
"""The route that opens a 销毁清册."""

INSPECT = "archive.inspect"
"""The kind of timer that has a record looked at while it is kept."""

RENEW = "archive.renew-time-stamps"
"""The kind of timer that has archive time stamps renewed."""

YEARLY = timedelta(days=365)

records = Table(
    "archive_records",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("room", String(32), nullable=False),
    Column("paper", Uuid, nullable=False, index=True),
    Column("code", String(48), nullable=False),
    Column("shelf", String(48), nullable=False),
    Column("year", Integer, nullable=False, index=True),
    Column("item", Integer, nullable=False),
    Column("retention", String(8), nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("type", String(16), nullable=False),
    Column("responsible", Text, nullable=False),
    Column("date", String(8), nullable=False),
    Column("classification", String(16), nullable=False),
    Column("pages", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("packages", Integer, nullable=False),
    Column("standing", String(16), nullable=False, index=True),
    Column("until", String(10), nullable=False),
    Column("faults", Integer, nullable=False),
    Column("inspected_at", Moment),
    Column("filed_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint(
        "agency",
        "code",
        name="archive_codes_once",
        info={"refusal": "这个档号已经用过。请重新归档；如仍不成功，请联系系统管理员。"},
    ),
    Index("archive_records_place", "agency", "shelf", "item"),
)
"""`until`: the last day of the term (ISO), empty for ever. `length`: bytes of all packages."""

lists = Table(
    "archive_destruction_lists",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("by", String(64), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

listed = Table(
    "archive_listed",
    register_tables,
    Column("subject", Uuid),
    Column("record", Uuid),
    Column("agency", String(64), nullable=False, index=True),
    Column("code", String(48), nullable=False),
    Column("shelf", String(48), nullable=False),
    Column("item", Integer, nullable=False),
    Column("destroyed", Boolean, nullable=False),
    PrimaryKeyConstraint("subject", "record"),
    Index("archive_listed_place", "agency", "shelf", "item"),
)
"""Lines of 销毁清册, which outlive the records: a 件号 is never given twice."""

transfers = Table(
    "archive_transfers",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("archive", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

record_register = Register("documents.archive", tables=(records, lists, listed, transfers))
on = record_register.on

_changed = changing(records)
_list = changing(lists)
_transfer = changing(transfers)


@on("documents.Record.Filed")
def filed(event: Any, entry: Entry) -> Iterator[Operation]:
    """A line of the catalogue; the record holds its files and its package."""
    code, said = ArchivalCode.read(event.code), event.description
    yield Put(
        records,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "room": event.room,
            "paper": UUID(event.paper),
            "code": event.code,
            "shelf": code.shelf,
            "year": code.year,
            "item": code.item,
            "retention": code.retention,
            **{name: said[name] for name in ("title", "number", "type", "responsible", "date")},
            "classification": said["classification"],
            "pages": said["pages"],
            "files": len(event.parts),
            "length": event.length,
            "packages": 1,
            "standing": Standing.KEPT,
            "until": _until(code.retention, code.year),
            "faults": 0,
            "filed_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=said["title"],
        kind="归档件",
        urgency="",
        origin="档案",
        number=event.code,
    )
    yield from _holds(event, entry)
    yield _inspected_on(event, entry)


@on("documents.Record.Supplemented")
def supplemented(event: Any, entry: Entry) -> Iterator[Operation]:
    """Another package around the one before."""
    yield _changed(event)
    yield from _holds(event, entry)


@on("documents.Record.Inspected")
def inspected(event: Any, entry: Entry) -> Iterator[Operation]:
    """How many faults there are now; it is looked at again in a year.

    What time found waits for the clerks, until it is found in order: nobody looks at it then.
    """
    yield _changed(event, faults=len(event.faults), inspected_at=event.timestamp)
    yield _inspected_on(event, entry)
    if not event.faults:
        yield waits_no_more(event.originator_id, slot=FAULTY)
    elif event.by == TIMER:
        yield waits(event, entry, slot=FAULTY, step="mend", asked="处理不合格", role=Role.CLERK)


@on("documents.Record.Preserved")
def preserved(event: Any, entry: Entry) -> Iterator[Operation]:
    """Its signed files as they are now; their time stamps are renewed before they end."""
    for each in event.files:
        yield refers(event, entry, digest=each["digest"])
    if event.again:
        yield times(event, entry, kind=RENEW, at=datetime.fromisoformat(event.again))
    else:
        yield times_no_more(event.originator_id, kind=RENEW)


@on("documents.Record.Appraised")
def appraised(event: Any, _: Entry) -> Iterator[Operation]:
    """Kept on under a new term, or waiting to be put on a list."""
    if event.outcome == Outcome.DESTROY:
        yield _changed(event, standing=Standing.APPRAISED)
        return
    until = _until(event.retention, event.since)
    yield _changed(event, standing=Standing.KEPT, retention=event.retention, until=until)


@on("documents.Record.DestructionProposed")
def put_on_list(event: Any, _: Entry) -> Iterator[Operation]:
    """列入销毁清册."""
    yield _changed(event, standing=Standing.LISTED)


@on("documents.Record.DestructionDeclined", "documents.Record.CameBack")
def stays(event: Any, _: Entry) -> Iterator[Operation]:
    """It is kept."""
    yield _changed(event, standing=Standing.KEPT)


@on("documents.Record.HandedOver")
def handed_over(event: Any, _: Entry) -> Iterator[Operation]:
    """移交."""
    yield _changed(event, standing=Standing.HANDED_OVER)


@on("documents.Record.ImportConfirmed")
def imported(event: Any, _: Entry) -> Iterator[Operation]:
    """The archive has it."""
    yield _changed(event, standing=Standing.IMPORTED)


@on("documents.DestructionList.DrawnUp")
def drawn_up(event: Any, entry: Entry) -> Iterator[Operation]:
    """A list with its lines; the keeper of secrets looks at it first."""
    title = f"销毁清册（{len(event.lines)}件）"
    yield Put(
        lists,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "title": title,
            "count": len(event.lines),
            "state": ListState.DRAWN_UP,
            "by": event.by,
            "changed_at": event.timestamp,
        },
    )
    for line in event.lines:
        code = ArchivalCode.read(line["code"])
        yield Put(
            listed,
            {
                "subject": event.originator_id,
                "record": UUID(line["record"]),
                "agency": entry.agency,
                "code": line["code"],
                "shelf": code.shelf,
                "item": code.item,
                "destroyed": False,
            },
        )
    yield describes(
        event, entry, room=LIST, title=title, kind="销毁清册", urgency="", origin="档案"
    )
    yield waits(event, entry, step="check", asked="审核销毁", role=Role.SECURITY_ADMINISTRATOR)


@on("documents.DestructionList.Proposed")
def list_proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Checked; a leader approves."""
    yield _list(event, state=ListState.PROPOSED)
    yield has_done(event, entry, "审核销毁")
    yield waits(event, entry, step="approve", asked="批准销毁", role=Role.LEADER)


@on("documents.DestructionList.Declined")
def list_declined(event: Any, entry: Entry) -> Iterator[Operation]:
    """不予销毁."""
    yield _list(event, state=ListState.DECLINED)
    yield has_done(event, entry, "不予销毁")
    yield waits_no_more(event.originator_id)


@on("documents.DestructionList.CarriedOut")
def list_carried_out(event: Any, entry: Entry) -> Iterator[Operation]:
    """Its records are gone; their lines stay."""
    yield _list(event, state=ListState.CARRIED_OUT)
    yield has_done(event, entry, "批准销毁")
    yield waits_no_more(event.originator_id)
    for record in event.records:
        key = {"subject": event.originator_id, "record": UUID(record)}
        yield Change(listed, key, {"destroyed": True})


@on("documents.Transfer.Begun")
def transfer_begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """移交 of some records."""
    yield Put(
        transfers,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "title": f"移交{event.archive}（{len(event.records)}件）",
            "archive": event.archive,
            "count": len(event.records),
            "state": TransferState.HANDED_OVER,
            "changed_at": event.timestamp,
        },
    )


@on("documents.Transfer.Confirmed")
def transfer_confirmed(event: Any, _: Entry) -> Iterator[Operation]:
    """接收确认."""
    yield _transfer(event, state=TransferState.CONFIRMED)


@on("documents.Transfer.SentBack")
def transfer_sent_back(event: Any, _: Entry) -> Iterator[Operation]:
    """退回."""
    yield _transfer(event, state=TransferState.SENT_BACK)


def _holds(event: Any, entry: Entry) -> Iterator[Operation]:
    digests = [event.content, event.package, *(part["digest"] for part in event.parts)]
    for digest in dict.fromkeys(digests):
        yield refers(event, entry, digest=digest)


def _inspected_on(event: Any, entry: Entry) -> Operation:
    at: datetime = event.timestamp + YEARLY
    return times(event, entry, kind=INSPECT, at=at)


def _until(retention: str, year: int) -> str:
    day = kept_until(Retention(retention), year)
    return day.isoformat() if day else ""
