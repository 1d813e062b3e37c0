"""What was exchanged with whom and how it stands: for 对账, and what need not travel again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Uuid

from office.kernel.clock import office_day
from office.kernel.columns import Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

OUT, IN = "out", "in"

exchanged = Table(
    "exchanged",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("direction", String(4), nullable=False),
    Column("consignment", String(36), nullable=False, index=True),
    Column("other", String(64), nullable=False),
    Column("node", String(400), nullable=False),
    Column("sending", Integer, nullable=False),
    Column("manifest", String(64), nullable=False),
    Column("state", String(32), nullable=False),
    Column("lacking", String(64), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Index("exchanged_with_on", "node", "day"),
)
"""One row a consignment and side. `other`: the agency at the other end; `day`: on which its
envelope was made, in the office's time, the same on both sides however late it comes;
`state`: that of the newest receipt;
`lacking`: digest of one that another names and that is not here."""

exchanged_parts = Table(
    "exchanged_parts",
    register_tables,
    Column("subject", Uuid),
    Column("digest", String(64)),
    Column("agency", String(64), nullable=False),
    Column("sender", String(64), nullable=False),
    PrimaryKeyConstraint("subject", "digest"),
    Index("exchanged_parts_of_sender", "agency", "sender", "digest"),
)
"""What an agency has of a sender already."""

exchange_register = Register("exchange.kept", tables=(exchanged, exchanged_parts))
on = exchange_register.on

_changed = changing(exchanged)


@on("exchange.Sent.Enveloped")
def enveloped(event: Any, entry: Entry) -> Iterator[Operation]:
    """Ready for the other node."""
    yield _row(event, entry, direction=OUT, other=event.addressee, state="transmitted")
    yield refers(event, entry, digest=event.manifest)


@on("exchange.Sent.EnvelopedAgain")
def enveloped_again(event: Any, entry: Entry) -> Iterator[Operation]:
    """Once more."""
    yield _again(event, state="transmitted")
    yield refers(event, entry, digest=event.manifest)


@on("exchange.Taken.Accepted")
def accepted(event: Any, entry: Entry) -> Iterator[Operation]:
    """It came."""
    yield _row(event, entry, direction=IN, other=event.sender, state="accepted")
    yield from _parts(event, entry, sender=event.sender)


@on("exchange.Taken.AcceptedAgain")
def accepted_again(event: Any, entry: Entry) -> Iterator[Operation]:
    """It came once more."""
    yield _again(event, state="accepted")
    yield refers(event, entry, digest=event.manifest)


@on("exchange.Sent.Receipted")
def heard(event: Any, entry: Entry) -> Iterator[Operation]:
    """How it stands there, and which receipt has yet to come."""
    yield _changed(event, lacking=event.lacking)
    if event.standing:
        yield _changed(event, state=event.standing)


@on("exchange.Taken.Receipted")
def given(event: Any, entry: Entry) -> Iterator[Operation]:
    """How it stands here."""
    yield _changed(event, state=event.state)


def _row(event: Any, entry: Entry, *, direction: str, other: str, state: str) -> Operation:
    return Put(
        exchanged,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "direction": direction,
            "consignment": event.consignment,
            "other": other,
            "node": event.node,
            "sending": event.sending,
            "manifest": event.manifest,
            "state": state,
            "lacking": "",
            "day": _day(event),
            "at": event.timestamp,
        },
    )


def _again(event: Any, *, state: str) -> Operation:
    return _changed(
        event,
        node=event.node,
        sending=event.sending,
        manifest=event.manifest,
        state=state,
        day=_day(event),
        at=event.timestamp,
    )


def _day(event: Any) -> str:
    """Of an event from before envelopes' moments were kept: its own."""
    made = getattr(event, "made", "")
    moment = datetime.fromisoformat(made) if made else event.timestamp
    return office_day(moment).isoformat()


def _parts(event: Any, entry: Entry, *, sender: str) -> Iterator[Operation]:
    yield refers(event, entry, digest=event.manifest)
    for digest in event.parts:
        row = {"subject": event.originator_id, "digest": digest}
        yield Put(exchanged_parts, {**row, "agency": entry.agency, "sender": sender})
