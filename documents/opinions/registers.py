"""The register of arranged phrases: what each step of an agency offers now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Text, Uuid

from office.desk.registers import has_done
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register
from office.kernel.store import register_tables

phrases = Table(
    "opinion_phrases",
    register_tables,
    Column("subject", Uuid),
    Column("step", String(16)),
    Column("agency", String(64), nullable=False, index=True),
    Column("lines", Text, nullable=False),
    Column("default", Text, nullable=False),
    PrimaryKeyConstraint("subject", "step"),
)

opinion_register = Register("documents.opinions", tables=(phrases,))


@opinion_register.on("documents.PhraseBook.Arranged")
def arranged(event: Any, entry: Entry) -> Iterator[Operation]:
    """One step is arranged differently."""
    yield Put(
        phrases,
        {
            "subject": event.originator_id,
            "step": event.step,
            "agency": entry.agency,
            "lines": "\n".join(event.phrases),
            "default": event.default,
        },
    )


@opinion_register.on(
    *(f"documents.Document.{each}" for each in ("Reviewed", "Countersigned", "Endorsed")),
    *(f"documents.Document.{each}" for each in ("SignedOff", "Rechecked", "Returned")),
    *(f"documents.Incoming.{each}" for each in ("Proposed", "Instructed", "Assigned")),
    "documents.Incoming.Completed",
    *(f"documents.Memorandum.{each}" for each in ("Reviewed", "Checked", "Countersigned")),
    *(f"documents.Memorandum.{each}" for each in ("Differed", "Approved", "Disapproved")),
    "documents.Memorandum.Returned",
    "documents.Circulation.Initialled",
    *(f"documents.Supervision.{each}" for each in ("Seen", "Returned")),
)
def written_by_hand(event: Any, entry: Entry) -> Iterator[Operation]:
    """The paper needs what was written with it, and is destroyed together with that."""
    if ink := getattr(event, "ink", None):
        yield refers(event, entry, digest=ink["digest"])


def transcribed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Who entered it for a leader has done that, and the paper needs its scan (代录)."""
    entered = getattr(event, "transcribed", None)
    if not entered:
        return
    yield has_done(event, entry, "代录", person=entered["by"])
    if entered["scan"]:
        yield refers(event, entry, digest=entered["scan"]["digest"])
