"""公开清单: every issued document with its openness, and where it was published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, String, Table, Text, Uuid

from documents.rules.openness import PUBLIC
from office.kernel.clock import office_day
from office.kernel.columns import Moment
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

to_publish = Table(
    "publications_due",
    register_tables,
    Column("subject", Uuid, primary_key=True),  # the document
    Column("agency", String(64), nullable=False, index=True),
    Column("type", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("openness", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("regulatory", Boolean, nullable=False),
    Column("signed_on", String(10), nullable=False),
    Column("dispatched_at", Moment),
    Column("changed_at", Moment, nullable=False),
)

published = Table(
    "publications",
    register_tables,
    Column("subject", Uuid, primary_key=True),  # the publication
    Column("agency", String(64), nullable=False),
    Column("document", Uuid, nullable=False, unique=True),
    Column("place", Text, nullable=False),
    Column("published_on", String(10), nullable=False),
    Column("registration", Text, nullable=False),
    Column("is_up", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

publication_register = Register("documents.publication", tables=(to_publish, published))
on = publication_register.on

_changed = changing(to_publish)
_now = changing(published)


@on("documents.Document.Drafted")
def drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """A row for every document; only what is dispatched is listed."""
    yield Put(
        to_publish,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "number": "",
            "signed_on": "",
            "changed_at": event.timestamp,
            **_told(event),
        },
    )


@on("documents.Document.Revised")
def revised(event: Any, entry: Entry) -> Iterator[Operation]:
    """The title may be another one, or the openness."""
    yield _changed(event, **_told(event))


@on("documents.Document.SignedOff")
def signed_off(event: Any, entry: Entry) -> Iterator[Operation]:
    """成文日期: from this day the time to publish runs. The signer may change the openness."""
    yield _changed(event, signed_on=office_day(event.timestamp).isoformat(), **_stated(event))


@on("documents.Document.OpennessSetBack")
def set_back(event: Any, entry: Entry) -> Iterator[Operation]:
    """The signer's change of the openness was none."""
    yield _changed(event, **_stated(event))


@on("documents.Document.Numbered")
def numbered(event: Any, entry: Entry) -> Iterator[Operation]:
    """It has its number."""
    yield _changed(event, number=event.number)


@on("documents.Document.Dispatched")
def dispatched(event: Any, entry: Entry) -> Iterator[Operation]:
    """Out of the house: it is on the list now."""
    yield _changed(event, dispatched_at=event.timestamp)


@on("documents.Publication.Published")
def was_published(event: Any, entry: Entry) -> Iterator[Operation]:
    """已公开."""
    yield Put(
        published,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "document": UUID(event.document),
            "place": event.place,
            "published_on": event.on,
            "registration": event.registration,
            "is_up": True,
            "changed_at": event.timestamp,
        },
    )


@on("documents.Publication.PublishedAgain")
def was_published_again(event: Any, entry: Entry) -> Iterator[Operation]:
    """重新公开."""
    yield _now(event, place=event.place, published_on=event.on, is_up=True)


@on("documents.Publication.TakenDown")
def was_taken_down(event: Any, entry: Entry) -> Iterator[Operation]:
    """撤下."""
    yield _now(event, is_up=False)


def _told(event: Any) -> dict[str, Any]:
    facts = {name: event.facts[name] for name in ("type", "title", "issuer")}
    return {"openness": "", "reason": "", "regulatory": False, **facts, **_stated(event)}


def _stated(event: Any) -> dict[str, Any]:
    """What the event says of the openness; nothing for events from before it was asked."""
    stated = getattr(event, "particulars", None)
    if not stated:
        return {}
    openness = stated.get("openness", "")
    return {
        "openness": openness,
        "reason": "" if openness == PUBLIC else stated.get("openness_reason", ""),
        "regulatory": stated.get("regulatory", False),
    }
