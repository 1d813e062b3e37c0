"""Every paper that has a number, until it is filed: whether it is completed, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Index, String, Table, Text, Uuid

from documents.incoming.registers import ROOM as INCOMING
from documents.memoranda.registers import KIND as MEMORANDUM_KIND
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.memoranda.stages import Stage as MemorandumStage
from documents.outgoing.registers import ROOM as OUTGOING
from documents.registers_import.registers import ROOM as OLD_PAPER
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.stages import KIND_WORDS, Kind
from office.kernel.clock import start_of
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

to_file = Table(
    "archive_to_file",
    register_tables,
    Column("subject", Uuid, primary_key=True),  # the paper
    Column("agency", String(64), nullable=False, index=True),
    Column("room", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("type", String(16), nullable=False),
    Column("over", Boolean, nullable=False),
    Column("completed_at", Moment),
    Column("to_be_ratified", Boolean, nullable=False),
    Column("correction_unread", Boolean, nullable=False),
    Column("unscanned", Boolean, nullable=False),
    Column("filed_at", Moment),
    Column("changed_at", Moment, nullable=False),
    Index("archive_to_file_waiting", "agency", "filed_at"),
)
"""`over`: abandoned or refused, never to be filed. `filed_at`: of the newest package; what was
completed after that is to be supplemented. `unscanned`: an old paper of which there is no scan."""

waiting_register = Register("documents.archive.waiting", tables=(to_file,))
on = waiting_register.on

_changed = changing(to_file)


@on("documents.Document.Drafted")
def drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """It will be filed some day."""
    yield _begun(event, entry, room=OUTGOING, facts=event.facts)


@on("documents.Document.Revised")
def revised(event: Any, _: Entry) -> Iterator[Operation]:
    """Perhaps another title."""
    yield _changed(event, title=event.facts["title"], type=event.facts["type"])


@on("documents.Document.Numbered")
def numbered(event: Any, _: Entry) -> Iterator[Operation]:
    """From now on it is missed until it is filed."""
    yield _changed(event, number=event.number)


@on("documents.Document.NumberVoided")
def number_voided(event: Any, _: Entry) -> Iterator[Operation]:
    """It has no number any more."""
    yield _changed(event, number="")


@on("documents.Document.SignedOff")
def signed_off(event: Any, _: Entry) -> Iterator[Operation]:
    """By telephone it waits for the leader's own hand."""
    yield _changed(event, to_be_ratified=event.transcribed.get("kind") == "telephone")


@on("documents.Document.Ratified")
def ratified(event: Any, _: Entry) -> Iterator[Operation]:
    """补签."""
    yield _changed(event, to_be_ratified=False)


@on("documents.Document.Returned", "documents.Document.SignOffDenied")
def returned(event: Any, _: Entry) -> Iterator[Operation]:
    """No sign-off stands."""
    yield _changed(event, to_be_ratified=False, correction_unread=False)


@on("documents.Document.Rechecked")
def rechecked(event: Any, _: Entry) -> Iterator[Operation]:
    """A correction is to be known to the signer."""
    if event.correction:
        title = event.correction["facts"]["title"]
        yield _changed(event, title=title, correction_unread=True)


@on("documents.Document.Acknowledged")
def acknowledged(event: Any, _: Entry) -> Iterator[Operation]:
    """It is."""
    yield _changed(event, correction_unread=False)


@on("documents.Document.Dispatched")
def dispatched(event: Any, _: Entry) -> Iterator[Operation]:
    """印发完毕."""
    yield _changed(event, completed_at=event.timestamp)


@on("documents.Document.Abandoned")
def abandoned(event: Any, _: Entry) -> Iterator[Operation]:
    """撤稿."""
    yield _changed(event, over=True)


@on("documents.Incoming.Arrived")
def arrived(event: Any, entry: Entry) -> Iterator[Operation]:
    """It will be filed some day, unless it is refused."""
    yield _begun(event, entry, room=INCOMING, facts=event.capsule["facts"])
    yield _changed(event, unscanned=all(p["role"] != "original" for p in event.capsule["parts"]))


@on("documents.Incoming.Scanned")
def scanned(event: Any, _: Entry) -> Iterator[Operation]:
    """补扫描件."""
    if any(part["role"] == "original" for part in event.parts):
        yield _changed(event, unscanned=False)


@on("documents.Incoming.Registered")
def registered(event: Any, _: Entry) -> Iterator[Operation]:
    """From now on it is missed until it is filed."""
    yield _changed(event, number=event.number)


@on(
    *("documents.Incoming.Refused", "documents.Incoming.Returned"),
    *("documents.Incoming.Folded", "documents.Incoming.KeptOnPaper"),
)
def ended_otherwise(event: Any, _: Entry) -> Iterator[Operation]:
    """拒收, 退文, 并件 (it goes with another paper), 涉密件 (it is filed on paper)."""
    yield _changed(event, over=True)


@on("documents.Incoming.Unfolded")
def unfolded(event: Any, _: Entry) -> Iterator[Operation]:
    """It is a paper of its own again."""
    yield _changed(event, over=False)


@on("documents.Incoming.ArrivedAgain")
def arrived_again(event: Any, _: Entry) -> Iterator[Operation]:
    """What was refused is there once more."""
    if event.reopened:
        yield _changed(event, over=False)


@on("documents.Incoming.Completed")
def completed(event: Any, _: Entry) -> Iterator[Operation]:
    """办结."""
    yield _changed(event, completed_at=event.timestamp)


@on("documents.Incoming.Reopened")
def reopened(event: Any, _: Entry) -> Iterator[Operation]:
    """Another round: it is completed again some day."""
    yield _changed(event, completed_at=None)


@on("documents.Incoming.Instructed")
def instructed(event: Any, _: Entry) -> Iterator[Operation]:
    """A later instruction begins another round, too."""
    if event.round > 1:
        yield _changed(event, completed_at=None)


@on("documents.Supervision.Opened")
def opened(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its number from the beginning."""
    facts = {"title": event.facts["title"], "type": KIND_WORDS[Kind(event.kind)]}
    yield _begun(event, entry, room=SUPERVISION, facts=facts, number=event.number)


@on("documents.Supervision.Closed", "documents.Supervision.Dropped")
def closed(event: Any, _: Entry) -> Iterator[Operation]:
    """销号; what was dropped is kept, too, with its reason."""
    yield _changed(event, completed_at=event.timestamp)


@on("documents.Memorandum.Drafted")
def memorandum_drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """It will be filed once leaders have decided."""
    facts = {"title": event.facts["title"], "type": MEMORANDUM_KIND}
    yield _begun(event, entry, room=MEMORANDUM, facts=facts)


@on("documents.Memorandum.Revised")
def memorandum_revised(event: Any, _: Entry) -> Iterator[Operation]:
    """Perhaps another title."""
    yield _changed(event, title=event.facts["title"])


@on("documents.Memorandum.Submitted")
def submitted(event: Any, _: Entry) -> Iterator[Operation]:
    """From now on it is missed until it is filed."""
    yield _changed(event, number=event.number)


@on(
    *("documents.Memorandum.Reviewed", "documents.Memorandum.Checked"),
    *("documents.Memorandum.Countersigned", "documents.Memorandum.Differed"),
    *("documents.Memorandum.Approved", "documents.Memorandum.Disapproved"),
)
def decided(event: Any, _: Entry) -> Iterator[Operation]:
    """With the last word the leaders have decided, and none is taken back after that."""
    if MemorandumStage(event.move["stage"]).is_over:
        yield _changed(event, completed_at=event.timestamp)


@on("documents.OldPaper.Imported")
def imported(event: Any, entry: Entry) -> Iterator[Operation]:
    """Completed long ago. What has its 档号, or may not be scanned here (涉密), is paper only."""
    told = event.facts
    facts = {"title": event.title, "type": told.get("type", "")[:16]}
    on_paper = bool(told.get("filed")) or bool(told.get("classification") and not event.scans)
    yield _begun(
        event,
        entry,
        room=OLD_PAPER,
        facts=facts,
        number=event.number,
        over=on_paper,
        completed_at=start_of(date.fromisoformat(event.registered_on)),
        unscanned=not event.scans,
    )


@on("documents.Record.Filed")
def filed(event: Any, _: Entry) -> Iterator[Operation]:
    """归档."""
    yield _changed(event, subject=UUID(event.paper), filed_at=event.timestamp)


@on("documents.Record.Supplemented")
def supplemented(event: Any, _: Entry) -> Iterator[Operation]:
    """补充归档."""
    yield _changed(event, subject=UUID(event.paper), filed_at=event.timestamp)


def _begun(
    event: Any, entry: Entry, *, room: str, facts: dict[str, Any], **values: Any
) -> Operation:
    return Put(
        to_file,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "room": room,
            "title": facts["title"],
            "number": "",
            "type": facts["type"],
            "over": False,
            "to_be_ratified": False,
            "correction_unread": False,
            "unscanned": False,
            "changed_at": event.timestamp,
            **values,
        },
    )
