"""What the directory's events say, as rows that hold from a day up to a day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.utils import get_topic
from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Uuid,
)

from office.directory.agency import Agency
from office.directory.dated import PeriodsChanged
from office.directory.entries import login_key
from office.directory.identity import IssuingIdentity
from office.directory.person import Person, PostChanged
from office.directory.timeline import UNTIL, Facts
from office.directory.unit import Unit
from office.kernel.columns import BigId
from office.kernel.destruction import CARRIED_OUT
from office.kernel.entity import Created, Entity
from office.kernel.registers import Entry, Operation, Put, Register, Remove
from office.kernel.store import register_tables

agencies = Table(
    "directory_agencies",
    register_tables,
    Column("subject", Uuid),
    Column("since", Date),
    Column("until", Date, nullable=False),
    Column("code", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("level", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("superior", String(64), nullable=False),
    Column("rank", Integer, nullable=False),
    PrimaryKeyConstraint("subject", "since"),
    Index("directory_agencies_code", "code"),
    Index("directory_agencies_superior", "superior"),
)

identities = Table(
    "directory_identities",
    register_tables,
    Column("subject", Uuid),
    Column("since", Date),
    Column("until", Date, nullable=False),
    Column("key", String(64), nullable=False),
    Column("agency", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("printing_office", Text, nullable=False),
    Column("series", Text, nullable=False),  # JSON
    Column("signers", Text, nullable=False),  # JSON
    Column("rank", Integer, nullable=False),
    PrimaryKeyConstraint("subject", "since"),
    Index("directory_identities_agency", "agency"),
)

units = Table(
    "directory_units",
    register_tables,
    Column("subject", Uuid),
    Column("since", Date),
    Column("until", Date, nullable=False),
    Column("key", String(64), nullable=False),
    Column("agency", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("superior", String(64), nullable=False),
    Column("rank", Integer, nullable=False),
    PrimaryKeyConstraint("subject", "since"),
    Index("directory_units_agency", "agency"),
)

people = Table(
    "directory_people",
    register_tables,
    Column("subject", Uuid),
    Column("since", Date),
    Column("until", Date, nullable=False),
    Column("key", String(64), nullable=False),
    Column("login", Text, nullable=False),
    Column("login_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("subject", "since"),
    Index("directory_people_login", "login_key"),
)

posts = Table(
    "directory_posts",
    register_tables,
    Column("subject", Uuid),
    Column("key", String(64)),
    Column("since", Date),
    Column("until", Date, nullable=False),
    Column("person", String(64), nullable=False),
    Column("agency", String(64), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("roles", Text, nullable=False),  # JSON
    Column("rank", Integer, nullable=False),
    PrimaryKeyConstraint("subject", "key", "since"),
    Index("directory_posts_agency", "agency"),
)

JSON_COLUMNS = frozenset({"series", "signers", "roles", "members"})

homes = Table(
    "directory_homes",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("node", Text, nullable=False),
)
"""Agencies that another node tells of; "" of one that it told of before."""

directory_position = Table(
    "directory_position",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("position", BigId, nullable=False),
)
"""One row: the place in the journal of what last changed an answer about people."""

directory_register = Register(
    "directory", tables=(agencies, identities, units, people, posts, homes, directory_position)
)


def topics_of(kind: type[Entity]) -> list[str]:
    """The topics of the aggregate's events that carry periods."""
    return [
        get_topic(each)
        for each in vars(kind).values()
        if isinstance(each, type) and issubclass(each, PeriodsChanged | Created)
    ]


def rows(table: Table, event: Any, **key: str) -> Iterator[Operation]:
    """Put the event's periods into the table, and take out those that are gone."""
    for since, facts in event.periods.items():
        name = {"subject": event.originator_id, **key, "since": date.fromisoformat(since)}
        if facts is None:
            yield Remove(table, name)
        else:
            yield Put(table, {**_columns(facts), **name})


def _columns(facts: Facts) -> dict[str, Any]:
    columns = {
        name: json.dumps(value, ensure_ascii=False) if name in JSON_COLUMNS else value
        for name, value in facts.items()
    }
    return {**columns, "until": date.fromisoformat(facts[UNTIL])}


@directory_register.on(*topics_of(Agency))
def agency_rows(event: Any, _: Entry) -> Iterator[Operation]:
    """机关."""
    yield from rows(agencies, event)


@directory_register.on("directory.Agency.Moved")
def home_row(event: Any, _: Entry) -> Iterator[Operation]:
    """At home on another node, or here again."""
    yield Put(homes, {"subject": event.originator_id, "node": event.node})


@directory_register.on(*topics_of(IssuingIdentity))
def identity_rows(event: Any, _: Entry) -> Iterator[Operation]:
    """发文名义."""
    yield from rows(identities, event)


@directory_register.on(*topics_of(Unit))
def unit_rows(event: Any, _: Entry) -> Iterator[Operation]:
    """内设机构."""
    yield from rows(units, event)


@directory_register.on(*topics_of(Person))
def person_rows(event: Any, _: Entry) -> Iterator[Operation]:
    """人员, and 任职 where the event is about a post."""
    if isinstance(event, PostChanged):
        yield from rows(posts, event, key=event.post)
        return
    for operation in rows(people, event):
        if isinstance(operation, Put):
            operation.row["login_key"] = login_key(operation.row["login"])
        yield operation


def note_position(_: Any, entry: Entry) -> Iterator[Operation]:
    """What was answered before this event counts no more."""
    yield Put(directory_position, {"subject": UUID(int=0), "position": entry.id})


# Destroyed rows are no event of the directory, and yet another answer.
directory_register.on(*tuple(directory_register.handlers), CARRIED_OUT)(note_position)
