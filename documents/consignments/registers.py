"""The register of consignments with their stations, and the outbox that the courier works off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, Uuid

from documents.consignments.channels import Channel
from documents.consignments.retrying import TIME_TO_LIVE, priority_of
from documents.consignments.returning import fault_and_words
from documents.consignments.states import ENDS, State
from documents.handling.holding import CLERK
from office.desk.registers import has_done, waits, waits_no_more
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register, Remove, changing
from office.kernel.store import register_tables

consignments = Table(
    "consignments",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("document", Uuid, nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("addressee", String(64), nullable=False),
    Column("addressee_name", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("state", String(32), nullable=False),
    Column("queued_at", Moment),
    Column("delivered_at", Moment),
    Column("signed_for_at", Moment),
    Column("return_signed_at", Moment),
    Column("registered_at", Moment),
    Column("completed_at", Moment),
    Column("number", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("next_try", Moment),
    Column("priority", Integer, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("asked", String(32), nullable=False),
)

outbox = Table(
    "outbox",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("item", String(16), nullable=False),
    Column("addressee", String(64)),
    Column("not_before", Moment, nullable=False, index=True),
    Column("expires", Moment),
)

consignment_register = Register("documents.consignments", tables=(consignments, outbox))
on = consignment_register.on

_changed = changing(consignments)

CONSIGNMENT = "consignment"
RECEIPT = "receipt"
REQUEST = "request"

STATIONS = {
    State.DELIVERED: "delivered_at",
    State.SIGNED_FOR: "signed_for_at",
    State.REGISTERED: "registered_at",
    State.COMPLETED: "completed_at",
}


@on("documents.Consignment.Prepared")
def prepared(event: Any, entry: Entry) -> Iterator[Operation]:
    """Made up."""
    capsule = event.capsule
    yield Put(
        consignments,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "document": UUID(event.document),
            "kind": capsule["kind"],
            "channel": getattr(event, "channel", Channel.EXCHANGE),
            "addressee": capsule["addressee"],
            "addressee_name": capsule["addressee_name"],
            "place": entry.id,
            "state": State.PREPARED,
            "number": "",
            "signer": "",
            "problem": "",
            "priority": priority_of(str(capsule["facts"].get("urgency", ""))),
            "held": False,
            "asked": "",
        },
    )


@on("documents.Consignment.Queued")
def queued(event: Any, entry: Entry) -> Iterator[Operation]:
    """In the outbox, due at once. Stations of an earlier sending are history."""
    yield _changed(
        event,
        state=State.QUEUED,
        queued_at=event.timestamp,
        number="",
        signer="",
        problem="",
        next_try=None,
        return_signed_at=None,
        held=False,
        asked="",
        **dict.fromkeys(STATIONS.values()),
    )
    yield _due(event, entry, CONSIGNMENT, expires=event.timestamp + TIME_TO_LIVE)


@on("documents.Consignment.AttemptFailed")
def attempt_failed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Later again."""
    yield _changed(event, problem=event.text, next_try=event.next_try)
    yield _later(event)


@on("documents.Consignment.Expired", "documents.Consignment.DeadLettered")
def given_up(event: Any, entry: Entry) -> Iterator[Operation]:
    """Out of the outbox; a person must look."""
    ended = State.EXPIRED if type(event).__name__ == "Expired" else State.DEAD_LETTERED
    yield _changed(event, state=ended, problem=event.text, next_try=None)
    yield _gone(event)


@on("documents.Consignment.Cancelled")
def cancelled(event: Any, entry: Entry) -> Iterator[Operation]:
    """Out of the outbox: what it carried is not to go out any more."""
    state = State.CANCELLED_BEFORE_ACCEPT
    yield _changed(event, state=state, problem=event.reason, next_try=None)
    yield _gone(event)


@on("documents.Consignment.Held")
def held(event: Any, entry: Entry) -> Iterator[Operation]:
    """Out of the outbox until somebody lets it go on."""
    yield _changed(event, held=True, problem=event.reason, next_try=None)
    yield _gone(event)


@on("documents.Consignment.LetGo")
def let_go(event: Any, entry: Entry) -> Iterator[Operation]:
    """Due at once, within the time that it had."""
    yield _changed(event, held=False, problem="")
    yield _due(event, entry, CONSIGNMENT, expires=event.expires)


@on("documents.Consignment.Transmitted")
def transmitted(event: Any, entry: Entry) -> Iterator[Operation]:
    """Handed over."""
    yield _changed(event, state=State.TRANSMITTED)


@on("documents.Consignment.Accepted")
def accepted(event: Any, entry: Entry) -> Iterator[Operation]:
    """The other side has it: nothing left to send."""
    yield _changed(event, state=State.ACCEPTED, problem="", next_try=None)
    yield _gone(event)


@on(
    "documents.Consignment.Delivered",
    "documents.Consignment.SignedFor",
    "documents.Consignment.Registered",
    "documents.Consignment.Assigned",
    "documents.Consignment.InProgress",
    "documents.Consignment.Completed",
    "documents.Consignment.Refused",
    "documents.Consignment.ReturnedMisaddressed",
    "documents.Consignment.Recalled",
    "documents.Consignment.Amended",
)
def told(event: Any, entry: Entry) -> Iterator[Operation]:
    """A receipt: its station has a time even when it came late; the state only goes forward.

    One of an earlier sending says nothing of how this one stands.
    """
    if event.earlier:
        return
    report = event.report
    state = State(report["state"])
    values: dict[str, Any] = {}
    if state in STATIONS:
        values[STATIONS[state]] = datetime.fromisoformat(report["at"])
    if report["number"]:
        values["number"] = report["number"]
    if state is State.SIGNED_FOR:
        values["signer"] = report["person"]
    tells = event.after_all or not event.late
    if tells:
        values["state"] = state
        values["next_try"] = None
        if state in ENDS:
            values["asked"] = ""
        sent_back = state in (State.REFUSED, State.RETURNED_MISADDRESSED)
        problem = fault_and_words(report["code"], report["text"])
        values["problem"] = problem if sent_back else ""
    if values:
        yield _changed(event, **values)
    if tells:
        yield _gone(event)


@on("documents.Consignment.RecallRequested", "documents.Consignment.AmendRequested")
def requested(event: Any, entry: Entry) -> Iterator[Operation]:
    """Its addressee is asked for something; it stays where it is."""
    recall = type(event).__name__ == "RecallRequested"
    asked = State.RECALL_REQUESTED if recall else State.AMEND_REQUESTED
    yield _changed(event, asked=asked, problem=event.reason)


@on("documents.Consignment.RecallRefused", "documents.Consignment.AmendRefused")
def request_refused(event: Any, entry: Entry) -> Iterator[Operation]:
    """The addressee keeps it, and says why."""
    if not event.late:
        yield _changed(event, asked=event.report["state"], problem=event.report["text"])


@on("documents.Consignment.RequestNotTaken")
def request_not_taken(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nobody there was shown it."""
    yield _changed(event, asked="", problem=event.text)


@on("documents.Consignment.ReturnedMisaddressed")
def returned(event: Any, entry: Entry) -> Iterator[Operation]:
    """The sender's clerks are to sign for it: a line of the document's own, which opens it."""
    if not event.late:
        yield waits(
            event,
            entry,
            subject=UUID(event.document),
            role=CLERK.role,
            slot=_return_slot(event),
            step="sign_for_return",
            asked="签收退文",
        )


@on("documents.Consignment.ReturnSignedFor")
def return_signed_for(event: Any, entry: Entry) -> Iterator[Operation]:
    """It is here again."""
    document = UUID(event.document)
    yield _changed(event, return_signed_at=event.timestamp)
    yield waits_no_more(document, slot=_return_slot(event))
    yield has_done(event, entry, "签收退文", subject=document)


@on("documents.Consignment.HandedOver")
def handed_over(event: Any, entry: Entry) -> Iterator[Operation]:
    """A paper copy is out of the house; nothing for the courier."""
    yield _changed(event, state=State.TRANSMITTED, queued_at=event.timestamp, problem="")


@on("documents.Consignment.SignatureEntered")
def signature_entered(event: Any, entry: Entry) -> Iterator[Operation]:
    """Somebody signed for a paper copy."""
    yield _changed(
        event,
        state=State.SIGNED_FOR,
        delivered_at=event.signed_at,
        signed_for_at=event.signed_at,
        signer=event.person,
        problem="",
    )


@on("documents.Consignment.CameBack")
def came_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """A paper copy is in the house again."""
    yield _changed(event, state=State.RETURNED_MISADDRESSED, problem=event.reason)


@on("documents.Receipt.Queued")
def receipt_queued(event: Any, entry: Entry) -> Iterator[Operation]:
    """A receipt to bring back."""
    yield _due(event, entry, RECEIPT, addressee=event.report["sender"])


@on("documents.Asking.Queued")
def asking_queued(event: Any, entry: Entry) -> Iterator[Operation]:
    """A request to bring to the addressee."""
    yield _due(event, entry, REQUEST, addressee=event.request["addressee"])


@on("documents.Receipt.AttemptFailed", "documents.Asking.AttemptFailed")
def receipt_failed(event: Any, entry: Entry) -> Iterator[Operation]:
    """Later again."""
    yield _later(event)


@on(
    "documents.Receipt.Sent",
    "documents.Receipt.PutAside",
    "documents.Asking.Sent",
    "documents.Asking.PutAside",
)
def receipt_sent(event: Any, entry: Entry) -> Iterator[Operation]:
    """It got there, or never will."""
    yield _gone(event)


def _return_slot(event: Any) -> str:
    return f"return:{event.originator_id}"


def _due(
    event: Any,
    entry: Entry,
    item: str,
    *,
    addressee: str | None = None,
    expires: datetime | None = None,
) -> Operation:
    return Put(
        outbox,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "item": item,
            "addressee": addressee,
            "not_before": event.timestamp,
            "expires": expires,
        },
    )


def _later(event: Any) -> Operation:
    return Change(outbox, {"subject": event.originator_id}, {"not_before": event.next_try})


def _gone(event: Any) -> Operation:
    return Remove(outbox, {"subject": event.originator_id})
