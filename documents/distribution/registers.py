"""The register of distribution lists: how many recipients and copies, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, String, Table, Uuid

from office.desk.registers import describes, has_done, redescribes, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

ROOM = "distribution"

distributions = Table(
    "distributions",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("document", Uuid, nullable=False, index=True),
    Column("recipients", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("sent_at", Moment),
    Column("changed_at", Moment, nullable=False),
)

distribution_register = Register("documents.distribution", tables=(distributions,))
on = distribution_register.on

_changed = changing(distributions)


@on("documents.DistributionList.Made")
def made(event: Any, entry: Entry) -> Iterator[Operation]:
    """Its row, and what desks will say of it."""
    yield Put(
        distributions,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "document": UUID(event.document),
            "recipients": sum(line["kind"] != "file" for line in event.lines),
            "copies": sum(line["copies"] for line in event.lines),
            "changed_at": event.timestamp,
        },
    )
    facts = event.facts
    yield describes(
        event,
        entry,
        room=ROOM,
        title=_title(facts),
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=facts["issuer"],
        number=facts["number"],
    )


@on("documents.DistributionList.Corrected")
def corrected(event: Any, entry: Entry) -> Iterator[Operation]:
    """Other lines."""
    yield _changed(event, recipients=event.recipients, copies=event.copies)


@on("documents.DistributionList.Renewed")
def renewed(event: Any, entry: Entry) -> Iterator[Operation]:
    """The document was signed anew: other lines, perhaps under another title and number."""
    yield _changed(event, recipients=event.recipients, copies=event.copies)
    facts = event.facts
    yield redescribes(
        event.originator_id,
        title=_title(facts),
        kind=facts["type"],
        urgency=facts["urgency"],
        origin=facts["issuer"],
        number=facts["number"],
    )


@on("documents.DistributionList.Dispatched")
def dispatched(event: Any, entry: Entry) -> Iterator[Operation]:
    """Everything is on its way."""
    yield _changed(event, sent_at=event.timestamp)


@on("documents.DistributionList.SupplementProposed")
def supplement_proposed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Before a leader."""
    yield _changed(event)
    yield has_done(event, entry, "提出补发")
    yield waits(event, entry, person=event.to, step="approve", asked="审批补发")


@on("documents.DistributionList.SupplementApproved")
def supplement_approved(event: Any, entry: Entry) -> Iterator[Operation]:
    """Further lines, on their way at once."""
    yield _changed(event, recipients=event.recipients, copies=event.copies)
    yield has_done(event, entry, "批准补发")
    yield waits_no_more(event.originator_id)


@on("documents.DistributionList.SupplementDeclined")
def supplement_declined(event: Any, entry: Entry) -> Iterator[Operation]:
    """As before; the reason stands in the history."""
    yield _changed(event)
    yield has_done(event, entry, "不同意补发")
    yield waits_no_more(event.originator_id)


@on("documents.DistributionList.SupplementWithdrawn")
def supplement_withdrawn(event: Any, entry: Entry) -> Iterator[Operation]:
    """Off the leader's desk."""
    yield _changed(event)
    yield has_done(event, entry, "撤回补发")
    yield waits_no_more(event.originator_id)


def _title(facts: Mapping[str, Any]) -> str:
    return f"{facts['title']}（分送）"
