"""待办、待阅、已办: what waits for whom, and what each has done. Rooms yield these operations.

A subject (a document, an incoming paper, later a meeting) is described once; what waits is a
row per subject and slot, naming a person, or a role or a unit of an agency.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table, Text, Uuid

from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register, Remove
from office.kernel.store import register_tables

subjects = Table(
    "desk_subjects",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("room", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("origin", Text, nullable=False),
    Column("number", Text, nullable=False),
)

items = Table(
    "desk_items",
    register_tables,
    Column("subject", Uuid),
    Column("slot", String(64)),
    Column("agency", String(64), nullable=False, index=True),
    Column("person", String(64), nullable=False, index=True),
    Column("role", String(32), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("list", String(16), nullable=False),
    Column("step", String(32), nullable=False),
    Column("asked", String(32), nullable=False),
    Column("since", Moment, nullable=False),
    Column("due", String(10), nullable=False),
    PrimaryKeyConstraint("subject", "slot"),
    Index("desk_items_of_role", "agency", "role"),
)

done = Table(
    "desk_done",
    register_tables,
    Column("subject", Uuid),
    Column("person", String(64)),
    Column("agency", String(64), nullable=False),
    Column("act", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "person"),
    Index("desk_done_latest", "person", "agency", "at"),
)

desk_register = Register("office.desk", tables=(subjects, items, done))

TO_DO = "todo"
TO_READ = "read"


def describes(  # a line of the desk has that many parts
    event: Any,
    entry: Entry,
    *,
    room: str,
    title: str,
    kind: str,
    urgency: str,
    origin: str,
    number: str = "",
) -> Put:
    """What the desk says of the event's subject. `room` names the route that opens it."""
    return Put(
        subjects,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "room": room,
            "title": title,
            "kind": kind,
            "urgency": urgency,
            "origin": origin,
            "number": number,
        },
    )


def redescribes(subject: UUID, **values: Any) -> Change:
    """Some of it is different now."""
    return Change(subjects, {"subject": subject}, values)


def waits(  # a line of the desk has that many parts
    event: Any,
    entry: Entry,
    *,
    step: str,
    asked: str,
    subject: UUID | None = None,
    person: str = "",
    role: str = "",
    unit: str = "",
    slot: str = "act",
    to: str = TO_DO,
    due: str = "",
) -> Put:
    """Since the event its subject (or the other that is named) waits for a person, or for anybody
    of the agency with the role or in the unit (its key in the directory).

    `step` is the room's own name for what is asked, by which what may be done from lists and
    what may be handed over are known; `asked` says it to people in the trade's word, or in an
    office's own (办公室核稿). `due` is a day in ISO form or empty.
    """
    return Put(
        items,
        {
            "subject": subject or event.originator_id,
            "slot": slot,
            "agency": entry.agency,
            "person": person,
            "role": role,
            "unit": unit,
            "list": to,
            "step": step,
            "asked": asked,
            "since": event.timestamp,
            "due": due,
        },
    )


def passes_on(subject: UUID, *, to: str, slot: str = "act") -> Change:
    """What waited in this slot waits for that person now; asked and due as before."""
    return Change(
        items, {"subject": subject, "slot": slot}, {"person": to, "role": "", "unit": ""}
    )


def due_on(subject: UUID, day: str, *, slot: str = "act") -> Change:
    """What waits in this slot is due on that day (ISO) now."""
    return Change(items, {"subject": subject, "slot": slot}, {"due": day})


def asks_anew(subject: UUID, *, asked: str, since: datetime, slot: str = "act") -> Change:
    """What waits in this slot is new to whoever has it: something was said about it since."""
    return Change(items, {"subject": subject, "slot": slot}, {"asked": asked, "since": since})


def waits_no_more(subject: UUID, *, slot: str = "act") -> Remove:
    """What waited in this slot is done or gone."""
    return Remove(items, {"subject": subject, "slot": slot})


def has_done(
    event: Any, entry: Entry, act: str, *, person: str | None = None, subject: UUID | None = None
) -> Put:
    """已办: the latest act, on the event's subject or another, of whoever acted or was named."""
    return Put(
        done,
        {
            "subject": subject or event.originator_id,
            "person": event.by if person is None else person,
            "agency": entry.agency,
            "act": act,
            "at": event.timestamp,
        },
    )


def did(event: Any, entry: Entry, act: str) -> Iterator[Operation]:
    """已办 of whoever acted, and of whoever they acted for (代理)."""
    for person in dict.fromkeys((event.by, event.behalf or event.by)):
        yield has_done(event, entry, act, person=person)
