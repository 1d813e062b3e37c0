"""What lines of 发文登记簿 and 收文登记簿 tell of a paper; the numbers of documents stand in the
register of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text, Uuid

from documents.incoming.receiving import is_belated, received_at
from documents.incoming.stages import TRACK_WORDS, WAY_WORDS, Track, Way
from documents.registers_import.columns import Kind
from office.kernel.clock import start_of
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
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

_changed = changing(issue_lines)


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


receipt_lines = Table(
    "receipt_lines",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("number", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("came_at", Moment),
    Column("entered_at", Moment),
    Column("signed_at", Moment),
    Column("registered_at", Moment),
    Column("round", Integer, nullable=False),
    Column("sender", Text, nullable=False),
    Column("sender_number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("classification", Text, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("copies", Text, nullable=False),
    Column("track", Text, nullable=False),
    Column("handler", Text, nullable=False),
    Column("said_handler", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("completed_at", Moment),
    Column("remarks", Text, nullable=False),
    Index("receipt_lines_by_number", "agency", "year", "word", "serial"),
)
"""`year` is 0 before a paper is registered. `handler` is the host as a party (`unit:…`);
`said_handler` its name where an old register only has that. `came_at`: the true day of what did
not come through the exchange; `entered_at`: where a clerk entered it on a later day."""

receipts_destroyed = Table(
    "receipts_destroyed",
    register_tables,
    Column("subject", Uuid),  # the destruction
    Column("place", Integer),
    Column("agency", String(64), nullable=False),
    Column("number", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("destroyed_at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "place"),
    Index("receipts_destroyed_by_number", "agency", "year", "word", "serial"),
)
"""Numbers of papers whose content was destroyed: the book has no hole that nobody explains."""

receipt_register = Register("documents.receipts", tables=(receipt_lines, receipts_destroyed))
on_receipt = receipt_register.on

_received = changing(receipt_lines)

_NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d+)号")


@on_receipt("documents.Incoming.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """It will have a line when it is registered."""
    facts = event.capsule["facts"]
    row = {
        **_NOT_YET,
        "subject": event.originator_id,
        "agency": entry.agency,
        "sender": event.capsule["sender_name"],
        "sender_number": facts.get("number", ""),
        "title": facts["title"],
        "type": facts.get("type", ""),
        "classification": facts.get("classification", ""),
        "urgency": facts.get("urgency", ""),
        "copies": str(facts.get("copies", "")),
    }
    if event.arrived_on:
        row["came_at"] = received_at(event.arrived_on, entered=event.timestamp)
        if is_belated(event.arrived_on, entered=event.timestamp):
            row["entered_at"] = event.timestamp
    yield Put(receipt_lines, row)


@on_receipt("documents.Incoming.SignedFor")
def signed_for(event: Any, _: Entry) -> Iterator[Operation]:
    """签收."""
    yield _received(event, signed_at=event.timestamp)


@on_receipt("documents.Incoming.Returned")
def sent_back(event: Any, _: Entry) -> Iterator[Operation]:
    """Nothing is done about it here; the line stays, with the reason."""
    yield _received(event, **_NOT_DONE, remarks=f"退文：{event.reason}")


@on_receipt("documents.Incoming.Folded")
def folded(event: Any, _: Entry) -> Iterator[Operation]:
    """Its number stays taken."""
    yield _received(event, remarks="已并件")


@on_receipt("documents.Incoming.Unfolded")
def unfolded(event: Any, _: Entry) -> Iterator[Operation]:
    """By itself again."""
    yield _received(event, remarks="")


@on_receipt("documents.Incoming.KeptOnPaper")
def kept_on_paper(event: Any, _: Entry) -> Iterator[Operation]:
    """A 涉密件 has its line too: that it came, from whom and in how many copies."""
    number = getattr(event, "number", "")  # from before they had one
    if number:
        yield _received(event, **_numbered(number), registered_at=event.timestamp)


@on_receipt("documents.OldPaper.Imported")
def imported_receipt(event: Any, entry: Entry) -> Iterator[Operation]:
    """What an old 收文登记簿 says stands in the book, on the day that it says."""
    if event.kind != Kind.INCOMING:
        return
    told = ("sender_number", "type", "classification", "urgency", "copies", "result", "remarks")
    row = {
        **_NOT_YET,
        "subject": event.originator_id,
        "agency": entry.agency,
        **_numbered(event.number),
        "came_at": start_of(date.fromisoformat(event.registered_on)),
        "registered_at": start_of(date.fromisoformat(event.registered_on)),
        "sender": event.facts.get("party", ""),
        "title": event.title,
        **{name: event.facts.get(name, "") for name in told},
        "track": event.facts.get("track", ""),
        "said_handler": event.facts.get("handler", ""),
    }
    yield Put(receipt_lines, row)


@on_receipt("documents.Incoming.Registered")
def registered(event: Any, _: Entry) -> Iterator[Operation]:
    """登记."""
    values = {**_numbered(event.number), "registered_at": event.timestamp, "remarks": ""}
    yield _received(event, track=TRACK_WORDS[Track(event.track)], **values)


@on_receipt("documents.Incoming.Retracked", "documents.Incoming.Instructed")
def retracked(event: Any, _: Entry) -> Iterator[Operation]:
    """办件 or 阅件 from now on; an instruction after completion begins another round."""
    yield _received(event, track=TRACK_WORDS[Track(event.track)])
    if getattr(event, "begins_round", False):  # from before it was said
        yield _received(event, **_NOT_DONE, round=event.round)


@on_receipt("documents.Incoming.Assigned")
def assigned(event: Any, _: Entry) -> Iterator[Operation]:
    """The host's."""
    yield _received(event, handler=event.host)


@on_receipt("documents.Incoming.PassedOn")
def passed_on(event: Any, _: Entry) -> Iterator[Operation]:
    """Another's."""
    if event.host:
        yield _received(event, handler=event.to)


@on_receipt("documents.Incoming.Completed")
def completed(event: Any, _: Entry) -> Iterator[Operation]:
    """办结."""
    way = WAY_WORDS[Way(event.way)]
    yield _received(event, way=way, result=event.result, completed_at=event.timestamp)


@on_receipt("documents.Incoming.Reopened")
def reopened(event: Any, _: Entry) -> Iterator[Operation]:
    """Another round."""
    yield _received(event, **_NOT_DONE, round=event.round)


@on_receipt("kernel.Destruction.Approved")
def destroyed(event: Any, entry: Entry) -> Iterator[Operation]:
    """内容已销毁: number and day stay, and when it was."""
    for place, paper in enumerate(event.papers):
        if paper["room"] == "incoming" and paper["number"]:
            row = {
                "subject": event.originator_id,
                "place": place,
                "agency": entry.agency,
                **_numbered(paper["number"]),
                "registered_at": start_of(date.fromisoformat(paper["day"])),
                "destroyed_at": event.timestamp,
            }
            yield Put(receipts_destroyed, row)


_NOT_YET: dict[str, Any] = {
    **dict.fromkeys(("number", "word", "copies", "track", "handler", "said_handler"), ""),
    **dict.fromkeys(("way", "result", "remarks"), ""),
    "year": 0,
    "serial": 0,
    "round": 1,
}
_NOT_DONE: dict[str, Any] = {"handler": "", "way": "", "result": "", "completed_at": None}
"""Of a line of which nothing has come yet, or not in this round."""


def _numbered(number: str) -> dict[str, Any]:
    """The number and what it is made of (`documents.numbering.series.printed_number`)."""
    found = _NUMBER.fullmatch(number)
    word, year, serial = found.groups() if found else ("", 0, 0)
    return {"number": number, "word": word, "year": int(year), "serial": int(serial)}
