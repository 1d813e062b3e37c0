"""The register of effect (效力): a row for every issued document, whatever became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, String, Table, Text, Uuid

from documents.effect.force import CHANGE_WORDS, REMINDER, Change
from office.desk.registers import describes, has_done, waits, waits_no_more
from office.directory.kinds import Role
from office.kernel.clock import end_of, office_day, start_of
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables
from office.timers.registers import times, times_no_more
from office.timers.timer import TIMER

ROOM = "effect"
REMINDING = "reminder"
"""The slot and the step of what the clerks are reminded of."""
END_NEAR = "effect.end-near"
PERIOD_OVER = "effect.period-over"
"""The timers of a period: a reminder before its last day, and the lapse after it."""

effects = Table(
    "effects",
    register_tables,
    Column("subject", Uuid, primary_key=True),  # the document
    Column("agency", String(64), nullable=False, index=True),
    Column("issued", String(10), nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False, index=True),
    Column("stated", Boolean, nullable=False),
    Column("lasting", Boolean, nullable=False),
    Column("regulatory", Boolean, nullable=False),
    Column("reminded", String(10), nullable=False),
    Column("ended", String(16), nullable=False),
    Column("ended_day", String(10), nullable=False),
    Column("basis", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

effect_register = Register("documents.effect", tables=(effects,))
on = effect_register.on

_changed = changing(effects)


@on("documents.Document.SignedOff")
def signed_off(event: Any, entry: Entry) -> Iterator[Operation]:
    """成文日期 is the day of sign-off; it is in force from then on, once it is issued."""
    blank = dict.fromkeys(("issued", "until", "reminded", "ended", "ended_day", "basis"), "")
    yield Put(
        effects,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "since": office_day(event.timestamp).isoformat(),
            "stated": False,
            "lasting": False,
            "regulatory": bool(event.particulars.get("regulatory")),
            "changed_at": event.timestamp,
            **blank,
        },
    )


@on("documents.Document.Dispatched")
def issued(event: Any, entry: Entry) -> Iterator[Operation]:
    """Out of the house."""
    yield _changed(event, issued=office_day(event.timestamp).isoformat())


@on("documents.Effect.Begun")
def begun(event: Any, entry: Entry) -> Iterator[Operation]:
    """What desks will say of it."""
    facts = event.facts
    yield describes(
        event,
        entry,
        room=ROOM,
        title=f"{facts['title']}（效力）",
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=facts["issuer"],
        number=facts["number"],
    )


@on("documents.Effect.PeriodStated")
def period_stated(event: Any, entry: Entry) -> Iterator[Operation]:
    """From when to when."""
    yield _changed(
        event,
        subject=UUID(event.document),
        since=event.since,
        until=event.until,
        stated=True,
        lasting=event.lasting,
    )
    yield from _period(event, entry, until=event.until, reminded=event.reminded)


@on("documents.Effect.Linked", "documents.Effect.Unlinked")
def linked(event: Any, entry: Entry) -> Iterator[Operation]:
    """Links stand on the page; the register only knows who made them."""
    yield from _done(event, entry, "登记关联")


@on("documents.Effect.Proposed")
def proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before the signer."""
    words = CHANGE_WORDS[Change(event.proposal["change"])]
    yield from _done(event, entry, f"提请{words}")
    yield waits(event, entry, person=event.to, step="decide", asked=f"决定{words}")


@on("documents.Effect.Declined")
def declined(event: Any, entry: Entry) -> Iterator[Operation]:
    """As before."""
    yield from _done(event, entry, "不同意")
    yield waits_no_more(event.originator_id)


@on("documents.Effect.Withdrawn")
def withdrawn(event: Any, entry: Entry) -> Iterator[Operation]:
    """Off the signer's desk."""
    yield from _done(event, entry, "撤回提请")
    yield waits_no_more(event.originator_id)


@on("documents.Effect.Annulled", "documents.Effect.Repealed", "documents.Effect.Lapsed")
def ended(event: Any, entry: Entry) -> Iterator[Operation]:
    """Void from the start, or from a day."""
    yield _changed(
        event,
        subject=UUID(event.document),
        ended=event.CHANGE,
        ended_day=event.day,
        basis=event.basis,
    )
    for kind in (END_NEAR, PERIOD_OVER):
        yield times_no_more(event.originator_id, kind=kind)
    yield from _no_more(event, entry)


@on("documents.Effect.Extended")
def extended(event: Any, entry: Entry) -> Iterator[Operation]:
    """A later last day; a new reminder before it."""
    yield _changed(event, subject=UUID(event.document), until=event.day, reminded="")
    yield from _period(event, entry, until=event.day, reminded=False)
    yield from _no_more(event, entry)


@on("documents.Effect.Reminded")
def reminded(event: Any, entry: Entry) -> Iterator[Operation]:
    """On the clerks' desk until it is extended or over."""
    yield _changed(event, subject=UUID(event.document), reminded=event.until)
    yield times_no_more(event.originator_id, kind=END_NEAR)
    yield waits(
        event,
        entry,
        role=Role.CLERK,
        slot=REMINDING,
        step=REMINDING,
        asked="有效期将满",
        due=event.until,
    )


def _period(event: Any, entry: Entry, *, until: str, reminded: bool) -> Iterator[Operation]:
    if not until:
        return
    last = date.fromisoformat(until)
    moments = {PERIOD_OVER: end_of(last)}
    if not reminded:
        moments[END_NEAR] = start_of(last - REMINDER)
    for kind, moment in moments.items():
        yield times(event, entry, kind=kind, at=max(moment, event.timestamp))


def _no_more(event: Any, entry: Entry) -> Iterator[Operation]:
    yield from _done(event, entry, CHANGE_WORDS[event.CHANGE])
    yield waits_no_more(event.originator_id)
    yield waits_no_more(event.originator_id, slot=REMINDING)


def _done(event: Any, entry: Entry, act: str) -> Iterator[Operation]:
    if event.by == TIMER:
        return
    yield has_done(event, entry, act)
