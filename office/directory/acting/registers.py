"""Who may act for whom, and who may sign off what, as rows that hold from a day up to a day.

`ended` is the day on which it was taken back: from that day on it holds no longer, whatever
`until` said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, String, Table, Text, Uuid

from office.directory.registers import note_position
from office.kernel.clock import office_day
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.store import register_tables

DELEGATION, SECRETARY = "delegation", "secretary"

mandates = Table(
    "directory_mandates",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("agency", String(64), nullable=False),
    Column("principal", String(64), nullable=False),
    Column("post", String(64), nullable=False),
    Column("delegate", String(64), nullable=False),  # a person, or
    Column("delegate_post", String(64), nullable=False),  # whoever holds this post
    Column("scope", Text, nullable=False),  # JSON
    Column("types", Text, nullable=False),  # JSON
    Column("presides", Boolean, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("ended", Date),
    Column("ended_by", String(64)),
    Column("reason", Text, nullable=False),
    Column("given_by", String(64), nullable=False),
    Column("given_at", Moment, nullable=False),
    Index("directory_mandates_agency", "agency"),
    Index("directory_mandates_delegate", "delegate"),
    Index("directory_mandates_delegate_post", "delegate_post"),
    Index("directory_mandates_principal", "principal"),
)

authorisations = Table(
    "directory_authorisations",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("post", String(64), nullable=False),
    Column("identity", String(64), nullable=False),
    Column("types", Text, nullable=False),  # JSON
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("ended", Date),
    Column("ended_by", String(64)),
    Column("basis", Text, nullable=False),
    Column("given_by", String(64), nullable=False),
    Column("given_at", Moment, nullable=False),
)

acting_register = Register("directory.acting", tables=(mandates, authorisations))
on = acting_register.on


@on("directory.Delegation.Given")
def given(event: Any, entry: Entry) -> Iterator[Operation]:
    """委托."""
    row = {
        "kind": DELEGATION,
        "delegate": event.delegate,
        "delegate_post": "",
        "scope": json.dumps(event.scope),
        "types": _json(event.types),
        "presides": event.presides,
        "reason": event.reason,
    }
    yield Put(mandates, {**_mandate(event, entry), **row})


@on("directory.Secretary.Attached")
def attached(event: Any, entry: Entry) -> Iterator[Operation]:
    """配备秘书."""
    row = {
        "kind": SECRETARY,
        "delegate": "",
        "delegate_post": event.secretary_post,
        "scope": "[]",
        "types": "[]",
        "presides": False,
        "reason": "",
    }
    yield Put(mandates, {**_mandate(event, entry), **row})


@on("directory.Delegation.Revoked", "directory.Secretary.Detached")
def revoked(event: Any, _: Entry) -> Iterator[Operation]:
    """收回, 解除."""
    yield Change(mandates, {"subject": event.originator_id}, _ended(event))


@on("directory.Authorisation.Granted")
def granted(event: Any, entry: Entry) -> Iterator[Operation]:
    """授权签发."""
    row = {
        "identity": event.identity,
        "types": _json(event.types),
        "basis": event.basis,
    }
    yield Put(authorisations, {**_dated(event, entry), **row})


@on("directory.Authorisation.Withdrawn")
def withdrawn(event: Any, _: Entry) -> Iterator[Operation]:
    """收回授权."""
    yield Change(authorisations, {"subject": event.originator_id}, _ended(event))


def _mandate(event: Any, entry: Entry) -> dict[str, Any]:
    return {**_dated(event, entry), "principal": event.principal}


def _dated(event: Any, entry: Entry) -> dict[str, Any]:
    return {
        "subject": event.originator_id,
        "agency": entry.agency,
        "post": event.post,
        "since": date.fromisoformat(event.since),
        "until": date.fromisoformat(event.until),
        "ended": None,
        "ended_by": None,
        "given_by": event.by,
        "given_at": event.timestamp,
    }


def _ended(event: Any) -> dict[str, Any]:
    return {"ended": office_day(event.timestamp), "ended_by": event.by}


def _json(values: list[str]) -> str:
    return json.dumps(values, ensure_ascii=False)


acting_register.on(*tuple(acting_register.handlers))(note_position)
