"""The register of old papers: one row a paper, by the true day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, Uuid

from office.desk.registers import describes
from office.kernel.clock import start_of
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables

ROOM = "old_paper"

old_papers = Table(
    "old_papers",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("sender_number", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("classification", Text, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("copies", Text, nullable=False),
    Column("handler", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("scans", Integer, nullable=False),
    Column("registered_on", String(10), nullable=False),
    Column("entered_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("old_papers_latest", "agency", "kind", "changed_at", "subject"),
    Index("old_papers_by_number", "agency", "number"),
)
"""`party`: who sent it, or to whom it went. `changed_at` is the true day, by which it is listed;
`entered_at` the moment of the import."""

TOLD = (
    *("party", "sender_number", "type", "classification", "urgency", "copies"),
    *("handler", "result", "remarks"),
)
"""The facts that the register shows."""

old_paper_register = Register("documents.old_papers", tables=(old_papers,))
on = old_paper_register.on


@on("documents.OldPaper.Imported")
def imported(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its line; it waits for nobody."""
    facts = {name: event.facts.get(name, "") for name in TOLD}
    yield Put(
        old_papers,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "kind": event.kind,
            "number": event.number,
            "title": event.title,
            **facts,
            "original": event.original,
            "scans": len(event.scans),
            "registered_on": event.registered_on,
            "entered_at": event.timestamp,
            "changed_at": start_of(date.fromisoformat(event.registered_on)),
        },
    )
    yield describes(
        event,
        entry,
        room=ROOM,
        title=event.title,
        kind=facts["type"][:32],
        urgency=facts["urgency"][:16],
        origin=facts["party"],
        number=event.number,
    )
    for digest in dict.fromkeys(each["digest"] for each in event.scans):
        yield refers(event, entry, digest=digest)


@on("documents.RegisterImport.CarriedOut")
def carried_out(event: Any, entry: Entry) -> Iterator[Operation]:
    """The papers have their own lines."""
    yield from ()
