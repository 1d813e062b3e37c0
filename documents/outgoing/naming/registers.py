"""Whom each outgoing document names, so that nobody is forgotten who leaves a post (移交).

The desk knows with whom a paper is now. Here stands who will have it, or would have it back: its
drafter, the people of its later steps, the one named for the 保密审查.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, Uuid

from documents.outgoing.registers import MOVING
from office.kernel.registers import Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

document_people = Table(
    "document_people",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("drafter", String(64), nullable=False),
    Column("reviewer", String(64), nullable=False),
    Column("route", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("later", Text, nullable=False),
)
"""`route`: stage, name and people of each step; `later`: who follows at the present one (JSON)."""

naming_register = Register("documents.outgoing.naming", tables=(document_people,))
on = naming_register.on

_changed = changing(document_people)

STATING = tuple(
    f"documents.Document.{name}"
    for name in ("Revised", "Reviewed", "Countersigned", "Endorsed", "SignedOff")
)
ROUTING = tuple(f"documents.Document.{name}" for name in ("Submitted", "Rerouted", "HandedOver"))


@on("documents.Document.Drafted")
def drafted(event: Any, entry: Entry) -> Iterator[Operation]:
    """Its drafter, and whom they named."""
    yield Put(
        document_people,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "drafter": event.by,
            "reviewer": _reviewer(event.particulars),
            "route": "[]",
            "position": 0,
            "later": "[]",
        },
    )


@on(*STATING)
def stated(event: Any, _: Entry) -> Iterator[Operation]:
    """Perhaps another is named for the 保密审查."""
    yield _changed(event, reviewer=_reviewer(event.particulars))


@on("documents.Document.SecrecyReviewAsked")
def asked(event: Any, _: Entry) -> Iterator[Operation]:
    """The duty may have passed on with a turn."""
    if event.person:
        yield _changed(event, reviewer=event.person)


@on(*ROUTING)
def routed(event: Any, _: Entry) -> Iterator[Operation]:
    """Who takes which step."""
    steps = [[each["stage"], each["name"], each["people"]] for each in event.route]
    yield _changed(event, route=json.dumps(steps, ensure_ascii=False))


@on(*MOVING)
def moved(event: Any, _: Entry) -> Iterator[Operation]:
    """Which steps lie ahead, and who follows at the present one."""
    if move := getattr(event, "move", None):
        yield _changed(event, position=move["position"], later=json.dumps(move["later"]))


@on("documents.Document.HandedOver")
def handed_over(event: Any, _: Entry) -> Iterator[Operation]:
    """One stands for the other."""
    yield _changed(event, drafter=event.drafter)
    if event.reviewer:
        yield _changed(event, reviewer=event.reviewer)


def _reviewer(particulars: dict[str, Any]) -> str:
    return str(particulars.get("secrecy_reviewer") or "")
