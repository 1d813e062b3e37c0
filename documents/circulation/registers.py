"""The register of circulations, what they put on desks, and when readers are to be reminded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import Column, String, Table, Uuid

from documents.circulation.stages import STEP_WORDS, Stage, Step
from documents.handling.holding import CLERK
from office.desk.registers import TO_READ, asks_anew, describes, did, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more

ROOM = "circulation"
OFFICE = "office"
"""The slot of what waits for the office: a reader asked it to add somebody."""

REMINDER = "circulation.unread"
"""The timers of readers: each has a slot of their own."""

circulations = Table(
    "circulations",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("room", String(32), nullable=False),
    Column("paper", Uuid, nullable=False, index=True),
    Column("stage", String(16), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

circulation_register = Register("documents.circulation", tables=(circulations,))
on = circulation_register.on

_changed = changing(circulations)


@on("documents.Circulation.Begun")
def begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """A new one; whom it reaches is told by what follows."""
    yield Put(
        circulations,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "room": event.room,
            "paper": UUID(event.paper),
            "stage": Stage.GOING,
            "begun_at": event.timestamp,
            "changed_at": event.timestamp,
        },
    )
    about = event.about
    yield describes(
        event,
        entry,
        room=ROOM,
        title=about["title"],
        kind=about["type"],
        urgency=about["urgency"],
        origin=about["origin"],
        number=about["number"],
    )


@on("documents.Circulation.Reached")
def reached(event: Any, entry: Entry) -> Iterator[Operation]:
    """On these readers' lists."""
    yield _changed(event)
    for reader in event.to:
        yield from _reads(event, entry, reader)


@on("documents.Circulation.Initialled")
def initialled(event: Any, entry: Entry) -> Iterator[Operation]:
    """Read by one."""
    yield _changed(event)
    yield from did(event, entry, "圈阅")
    yield from _no_more(event, [event.reader])


@on("documents.Circulation.Instructed")
def instructed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Read, and more than that; what was instructed stands with the paper."""
    yield _changed(event)
    yield from _no_more(event, [event.reader])


@on("documents.Circulation.ReaderAsked")
def reader_asked(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office is to decide."""
    yield _changed(event)
    yield from did(event, entry, "请求加阅")
    yield waits(
        event, entry, role=CLERK.role, slot=OFFICE, step=Step.ADMIT, asked=STEP_WORDS[Step.ADMIT]
    )


@on("documents.Circulation.Declined", "documents.Circulation.ReaderAdded")
def decided(event: Any, entry: Entry) -> Iterator[Operation]:
    """One wish less, or one reader more."""
    yield _changed(event)
    declined = type(event).__name__ == "Declined"
    yield from did(event, entry, "不加阅" if declined else "加阅")
    if not event.wishes_left:
        yield waits_no_more(event.originator_id, slot=OFFICE)


@on("documents.Circulation.ReaderRemoved", "documents.Circulation.Skipped")
def left_out(event: Any, entry: Entry) -> Iterator[Operation]:
    """On somebody's list no more."""
    yield _changed(event)
    skipped = type(event).__name__ == "Skipped"
    yield from did(event, entry, "跳过传阅人" if skipped else "移出传阅人")
    yield from _no_more(event, [event.reader])


@on("documents.Circulation.Reordered")
def reordered(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nothing else waits for anybody than before."""
    yield _changed(event)
    yield from did(event, entry, "调整传阅顺序")


@on("documents.Circulation.Reminded")
def reminded(event: Any, entry: Entry) -> Iterator[Operation]:
    """New again to whom it is late with."""
    yield _changed(event)
    yield from did(event, entry, "催阅")
    for reader in event.to:
        yield asks_anew(event.originator_id, asked="催阅", since=event.timestamp, slot=reader)
        yield _timer(event, entry, reader)
        for deputy in (getattr(event, "deputies", None) or {}).get(reader, ()):
            yield waits(
                event,
                entry,
                person=deputy,
                slot=_standing_in(reader, deputy),
                to=TO_READ,
                step=Step.FOR_ANOTHER,
                asked=STEP_WORDS[Step.FOR_ANOTHER],
            )


@on("documents.Circulation.Spared")
def spared(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nobody needs to act for these any more."""
    for reader, deputies in event.deputies.items():
        for deputy in deputies:
            yield waits_no_more(event.originator_id, slot=_standing_in(reader, deputy))


@on("documents.Circulation.Withdrawn")
def withdrawn(event: Any, entry: Entry) -> Iterator[Operation]:
    """On nobody's list."""
    yield _changed(event, stage=Stage.WITHDRAWN)
    yield from did(event, entry, "收回传阅")
    yield from _no_more(event, event.to)
    yield waits_no_more(event.originator_id, slot=OFFICE)


@on("documents.Circulation.Finished")
def finished(event: Any, entry: Entry) -> Iterator[Operation]:
    """Everybody has read it."""
    yield _changed(event, stage=Stage.FINISHED)
    yield waits_no_more(event.originator_id, slot=OFFICE)


@on("documents.Circulation.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """On the other's list; who reads it anyway has it there already, or will."""
    yield _changed(event)
    yield from _no_more(event, [event.giver])
    if not event.shared:
        yield from _reads(event, entry, event.taker)


def _reads(event: Any, entry: Entry, reader: str) -> Iterator[Operation]:
    yield waits(
        event,
        entry,
        person=reader,
        slot=reader,
        to=TO_READ,
        step=Step.READ,
        asked=STEP_WORDS[Step.READ],
    )
    yield _timer(event, entry, reader)


def _timer(event: Any, entry: Entry, reader: str) -> Operation:
    if not event.remind_at:
        return times_no_more(event.originator_id, kind=REMINDER, slot=reader)
    return times(
        event, entry, kind=REMINDER, slot=reader, at=datetime.fromisoformat(event.remind_at)
    )


def _standing_in(reader: str, deputy: str) -> str:
    """The slot of who was told in somebody's stead."""
    return f"for:{uuid5(NAMESPACE_OID, f'{reader} {deputy}')}"


def _no_more(event: Any, readers: Iterable[str]) -> Iterator[Operation]:
    for reader in readers:
        yield waits_no_more(event.originator_id, slot=reader)
        yield times_no_more(event.originator_id, kind=REMINDER, slot=reader)
