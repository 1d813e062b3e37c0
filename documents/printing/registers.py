"""What a line of 发文登记簿 tells of a document; its number stands in the register of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, Uuid

from documents.registers_import.columns import Kind
from office.kernel.clock import start_of
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables

issue_lines = Table(
    "issue_lines",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("type", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("classification", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("drafter", String(64), nullable=False),
    Column("drafted_at", Moment, nullable=False),
    Column("signer", String(64), nullable=False),
    Column("signed_at", Moment),
    Column("said_drafter", Text, nullable=False),
    Column("said_signer", Text, nullable=False),
    Column("numbered_at", Moment),
    Column("dispatched_at", Moment),
)
"""`copies`: printed; 0 before that. `drafter` and `signer` are ids of people;
`said_…` are their names where an old register only has those."""

issue_register = Register("documents.issues", tables=(issue_lines,))
on = issue_register.on


@on("documents.Document.Drafted")
def drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """It will have a line when it has a number."""
    row = {
        "subject": event.originator_id,
        "agency": entry.agency,
        **_told(event.facts),
        "copies": 0,
        "drafter": event.by,
        "drafted_at": event.timestamp,
        "signer": "",
        "said_drafter": "",
        "said_signer": "",
    }
    yield Put(issue_lines, row)


@on("documents.OldPaper.Imported")
def imported(event: Any, entry: Entry) -> Iterator[Operation]:
    """What an old 发文登记簿 says stands in the book, on the day that it says."""
    if event.kind != Kind.OUTGOING:
        return
    said = event.facts
    at = start_of(date.fromisoformat(event.registered_on))
    copies = said.get("copies", "")
    row = {
        "subject": event.originator_id,
        "agency": entry.agency,
        "type": said.get("type", "")[:16],
        "title": event.title,
        "recipients": said.get("party", ""),
        "classification": said.get("classification", "")[:32],
        "urgency": said.get("urgency", "")[:16],
        "copies": int(copies) if copies.isascii() and copies.isdigit() else 0,
        "drafter": "",
        "drafted_at": at,
        "signer": "",
        "said_drafter": said.get("drafter", ""),
        "said_signer": said.get("signer", ""),
        "numbered_at": at,
    }
    yield Put(issue_lines, row)


@on("documents.Document.Revised")
def revised(event: Any, _: Entry) -> Iterator[Operation]:
    """Another text, perhaps another title."""
    yield _changed(event, **_told(event.facts))


@on("documents.Document.SignedOff")
def signed_off(event: Any, _: Entry) -> Iterator[Operation]:
    """签发."""
    yield _changed(event, signer=event.by, signed_at=event.timestamp)


@on("documents.Document.Returned", "documents.Document.SignOffDenied")
def returned(event: Any, _: Entry) -> Iterator[Operation]:
    """A sign-off that was gone back behind counts no more."""
    yield _changed(event, signer="", signed_at=None)


@on("documents.Document.Rechecked")
def rechecked(event: Any, _: Entry) -> Iterator[Operation]:
    """复核 may put a word of the title right."""
    if event.correction:
        yield _changed(event, **_told(event.correction["facts"]))


@on("documents.Document.Numbered")
def numbered(event: Any, _: Entry) -> Iterator[Operation]:
    """登记."""
    yield _changed(event, numbered_at=event.timestamp)


@on("documents.Document.Printed")
def printed(event: Any, _: Entry) -> Iterator[Operation]:
    """印制."""
    yield _changed(event, copies=event.copies)


@on("documents.Document.Dispatched")
def dispatched(event: Any, _: Entry) -> Iterator[Operation]:
    """分发."""
    yield _changed(event, dispatched_at=event.timestamp)


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    names = ("type", "title", "recipients", "classification", "urgency")
    return {name: facts[name] for name in names}


def _changed(event: Any, **values: Any) -> Operation:
    return Change(issue_lines, {"subject": event.originator_id}, values)
