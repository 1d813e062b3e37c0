"""When lamps are looked at, and what a red one puts before the office.

Every act that gives a share another day has its lamp looked at in the next moment in which the
office is open; the lamp's own events say when again. So handlers need no calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from documents.handling.holding import CLERK
from documents.supervision.lamps.lamp import Lamp
from documents.supervision.stages import STEP_WORDS, Light, Step
from office.desk.registers import waits, waits_no_more
from office.kernel.registers import Entry, Operation, Register
from office.timers.registers import times, times_no_more

LAMP = "supervision.lamp"
"""The timer of a lamp. Its subject is the lamp, its data the matter and the party."""

lamp_register = Register("documents.supervision.lamps", tables=())
on = lamp_register.on


@on("documents.Supervision.Assigned")
def assigned(event: Any, entry: Entry) -> Iterator[Operation]:
    """Each share has a lamp."""
    for share in event.shares:
        yield _looked_at(event, entry, event.originator_id, share["party"], event.timestamp)


@on(
    "documents.Supervision.Extended",
    "documents.Supervision.Rearranged",
    "documents.Supervision.SentBack",
)
def has_another_day(event: Any, entry: Entry) -> Iterator[Operation]:
    """As red or yellow as it was it need not be any more."""
    yield _looked_at(event, entry, event.originator_id, event.party, event.timestamp)
    yield _urged_no_more(event.originator_id, event.party)


@on("documents.Supervision.Urged")
def urged(event: Any, entry: Entry) -> Iterator[Operation]:
    """The office has done what it was asked to."""
    yield _urged_no_more(event.originator_id, event.party)


@on("documents.Supervision.Reported", "documents.Supervision.ShareEnded")
def is_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nobody is late with it any more."""
    yield from _no_more(event.originator_id, event.party)


@on("documents.Supervision.Closed", "documents.Supervision.Dropped")
def all_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nor with any of them."""
    for party in event.ended:
        yield from _no_more(event.originator_id, party)


@on("documents.Lamp.Shown")
def shown(event: Any, entry: Entry) -> Iterator[Operation]:
    """Until then; a red lamp asks the office to urge."""
    matter = UUID(event.matter)
    if event.next:
        at = max(datetime.fromisoformat(event.next), event.timestamp)
        yield _looked_at(event, entry, matter, event.party, at)
    else:
        yield times_no_more(event.originator_id, kind=LAMP)
    if event.words and event.light == Light.RED:
        yield waits(
            event,
            entry,
            subject=matter,
            role=CLERK.role,
            slot=_urging(event.party),
            step=Step.URGE,
            asked=f"{STEP_WORDS[Step.URGE]}　{event.name}",
        )


def _looked_at(event: Any, entry: Entry, matter: UUID, party: str, at: datetime) -> Operation:
    lamp = Lamp.id_of(matter, party)
    return times(event, entry, subject=lamp, kind=LAMP, at=at, data=f"{matter} {party}")


def _no_more(matter: UUID, party: str) -> Iterator[Operation]:
    yield times_no_more(Lamp.id_of(matter, party), kind=LAMP)
    yield _urged_no_more(matter, party)


def _urged_no_more(matter: UUID, party: str) -> Operation:
    return waits_no_more(matter, slot=_urging(party))


def _urging(party: str) -> str:
    """The slot of what the office is asked about a party whose lamp is red."""
    return f"red:{party}"[:64]
