"""What no other register keeps and figures need: what was wrong with papers, and what was done
with them on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Uuid

from documents.consignments.returning import Fault
from documents.handling.transcription import Source
from documents.incoming.routes import Route
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables

paper_faults = Table(
    "paper_faults",
    register_tables,
    Column("subject", Uuid),
    Column("version", Integer),
    Column("fault", String(32)),
    Column("agency", String(64), nullable=False),
    Column("act", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "version", "fault"),
    Index("paper_faults_at", "agency", "at"),
)
"""错情 of incoming papers. `act`: refused, returned, or screened (noted, handled all the same);
`version` is the event's."""

paper_used = Table(
    "paper_used",
    register_tables,
    Column("subject", Uuid),
    Column("why", String(16)),
    Column("agency", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "why"),
)
"""Papers of which something was on paper: how it came (`came`), or a leader's words (`signed`)."""

paper_rounds = Table(
    "paper_rounds",
    register_tables,
    Column("subject", Uuid),
    Column("round", Integer),
    Column("agency", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "round"),
)
"""When further rounds of incoming papers began: none goes back in that."""

CAME, SIGNED = "came", "signed"
ON_PAPER = frozenset({Route.PAPER, Route.SECRET})
BY_HAND = frozenset({Source.PAPER, Source.PHOTO})
"""What a leader wrote on paper and somebody entered; by telephone there is none."""

statistics_register = Register(
    "documents.statistics", tables=(paper_faults, paper_used, paper_rounds)
)
on = statistics_register.on


@on("documents.Incoming.Refused")
def refused(event: Any, entry: Entry) -> Iterator[Operation]:
    """拒收."""
    yield _fault(event, entry, event.fault, act="refused")


@on("documents.Incoming.Returned")
def returned(event: Any, entry: Entry) -> Iterator[Operation]:
    """退文."""
    yield _fault(event, entry, event.fault, act="returned")


@on("documents.Incoming.Screened")
def screened(event: Any, entry: Entry) -> Iterator[Operation]:
    """初审: what was wrong, and not so bad that it went back."""
    for fault in getattr(event, "faults", None) or ():
        yield _fault(event, entry, fault, act="screened")


@on("documents.Incoming.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """On paper, or by the exchange or mail."""
    if event.route in ON_PAPER:
        yield _used(event, entry, CAME)


@on(
    "documents.Incoming.Instructed",
    "documents.Document.Countersigned",
    "documents.Document.Endorsed",
    "documents.Document.SignedOff",
)
def decided(event: Any, entry: Entry) -> Iterator[Operation]:
    """A leader's words, be it that they wrote them on paper; after completion another round."""
    if getattr(event, "begins_round", False):
        yield _round(event, entry)
    entered = getattr(event, "transcribed", None)
    if entered and entered["kind"] in BY_HAND:
        yield _used(event, entry, SIGNED)


@on("documents.Incoming.Reopened")
def reopened(event: Any, entry: Entry) -> Iterator[Operation]:
    """重新办理."""
    yield _round(event, entry)


def _round(event: Any, entry: Entry) -> Operation:
    row = {"subject": event.originator_id, "round": event.round}
    return Put(paper_rounds, {**row, "agency": entry.agency, "at": event.timestamp})


def _fault(event: Any, entry: Entry, fault: str, *, act: str) -> Operation:
    return Put(
        paper_faults,
        {
            "subject": event.originator_id,
            "version": event.originator_version,
            "fault": fault or Fault.OTHER,
            "agency": entry.agency,
            "act": act,
            "at": event.timestamp,
        },
    )


def _used(event: Any, entry: Entry, why: str) -> Operation:
    row = {"subject": event.originator_id, "why": why}
    return Put(paper_used, {**row, "agency": entry.agency, "at": event.timestamp})
