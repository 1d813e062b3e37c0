"""The registers of numbers: the database itself guarantees each once.

One row a number, from its first taking or reservation on; one row a series; and one row for
every act on a series that is not plain taking, so that no voiding is forgotten when the number
is used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from documents.numbering.report import in_runs
from documents.numbering.states import NumberStanding
from office.kernel.clock import start_of
from office.kernel.columns import Moment
from office.kernel.registers import Change, Entry, Operation, Put, Register, changing
from office.kernel.store import register_tables

numbers = Table(
    "numbers",
    register_tables,
    Column("subject", Uuid),
    Column("serial", Integer),
    Column("agency", String(64), nullable=False),
    Column("number", String(64), nullable=False),
    Column("standing", String(16), nullable=False),
    Column("taken_for", String(36), index=True),
    Column("formerly_for", String(36), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("spent", Boolean, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "serial"),
    UniqueConstraint(
        "agency",
        "number",
        name="numbers_once",
        info={"refusal": "这个文号已经用过。请重新取号；如仍不成功，请联系系统管理员。"},
    ),
    UniqueConstraint(
        "subject",
        "taken_for",
        name="numbers_one_a_paper",
        info={"refusal": "此件在这个序列中已经有一个文号。请刷新页面核对后再办。"},
    ),
)
"""`taken_for` is the paper that has the number (NULL: none of this system has it), and
`formerly_for` the one that had it when it was voided; `person` is for whom it is reserved."""

series = Table(
    "number_series",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False, index=True),
    Column("word", String(64), nullable=False),
    Column("year", Integer, nullable=False),
    Column("before", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""`before`: numbers given before this system kept the series; its first is `before` + 1."""

acts = Table(
    "number_acts",
    register_tables,
    Column("subject", Uuid),
    Column("version", Integer),
    Column("agency", String(64), nullable=False),
    Column("act", String(16), nullable=False),
    Column("serials", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("left", Boolean, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "version"),
)
"""Everything but plain taking, with the reason or purpose given (`words`). `left`: something
had left the house when the number was voided."""

number_register = Register("documents.numbers", tables=(numbers, series, acts))
on = number_register.on

_series = changing(series)


@on("documents.Series.Opened")
def opened(event: Any, entry: Entry) -> Iterator[Operation]:
    """A year begins."""
    yield Put(
        series,
        {
            "subject": event.originator_id,
            "agency": entry.agency,
            "word": event.word,
            "year": event.year,
            "before": 0,
            "last": 0,
            "closed": False,
            "changed_at": event.timestamp,
        },
    )


@on("documents.Series.Continued")
def continued(event: Any, entry: Entry) -> Iterator[Operation]:
    """It goes on behind the numbers of an older system."""
    yield _series(event, before=event.last, last=event.last)
    yield _act(event, entry, "continued", serials=[event.last])


@on("documents.Series.Taken")
def taken(event: Any, entry: Entry) -> Iterator[Operation]:
    """The next number is given out."""
    yield _new(
        event,
        entry,
        event.serial,
        event.number,
        standing=NumberStanding.TAKEN,
        taken_for=event.subject,
    )
    yield _series(event, last=event.serial)


@on("documents.Series.Occupied")
def occupied(event: Any, entry: Entry) -> Iterator[Operation]:
    """Numbers of old papers stand there since the day on which they were given."""
    for serial, number, subject, day in zip(
        event.serials, event.numbers, event.subjects, event.days, strict=True
    ):
        yield _new(
            event,
            entry,
            serial,
            number,
            standing=NumberStanding.TAKEN,
            taken_for=subject,
            at=start_of(date.fromisoformat(day)),
        )
    yield _series(event, last=event.last)
    yield _act(event, entry, "occupied", serials=[in_runs(event.serials)], words=event.source)


@on("documents.Series.Reserved")
def reserved(event: Any, entry: Entry) -> Iterator[Operation]:
    """Numbers are kept back."""
    for serial, number in zip(event.serials, event.numbers, strict=True):
        yield _new(
            event,
            entry,
            serial,
            number,
            standing=NumberStanding.RESERVED,
            purpose=event.purpose,
            person=event.person,
        )
    yield _series(event, last=event.serials[-1])
    words = f"{event.purpose}（{event.person}）" if event.person else event.purpose
    yield _act(event, entry, "reserved", serials=event.serials, words=words)


@on("documents.Series.Used")
def used(event: Any, entry: Entry) -> Iterator[Operation]:
    """A reserved number is given to a paper, here or outside; what it was kept for stays."""
    values = {"purpose": event.purpose} if event.purpose else {"taken_for": event.subject}
    yield _number(event, standing=NumberStanding.TAKEN, **values)
    yield _act(event, entry, "used", serials=[event.serial], words=event.purpose)


@on("documents.Series.Released")
def released(event: Any, entry: Entry) -> Iterator[Operation]:
    """A reserved number is free."""
    yield _number(event, standing=NumberStanding.VOID, purpose="", person="", reason=event.reason)
    yield _act(event, entry, "released", serials=[event.serial], words=event.reason)


@on("documents.Series.Voided")
def voided(event: Any, entry: Entry) -> Iterator[Operation]:
    """Nobody has the number any more."""
    yield _number(
        event,
        standing=NumberStanding.VOID,
        taken_for=None,
        formerly_for=event.subject,
        reason=event.reason,
        spent=event.left,
    )
    yield _act(event, entry, "voided", serials=[event.serial], words=event.reason, left=event.left)


@on("documents.Series.Reused")
def reused(event: Any, entry: Entry) -> Iterator[Operation]:
    """A void number that had not left the house is given again."""
    yield _number(
        event, standing=NumberStanding.REUSED, taken_for=event.subject, formerly_for="", purpose=""
    )
    yield _act(event, entry, "reused", serials=[event.serial])


@on("documents.Series.Closed")
def closed(event: Any, entry: Entry) -> Iterator[Operation]:
    """The year is closed."""
    yield _series(event, closed=True)
    yield _act(event, entry, "closed")


@on("documents.Series.Reopened")
def reopened(event: Any, entry: Entry) -> Iterator[Operation]:
    """It is open again."""
    yield _series(event, closed=False)
    yield _act(event, entry, "reopened", words=event.reason)


def _new(event: Any, entry: Entry, serial: int, number: str, **values: Any) -> Operation:
    row = {
        "subject": event.originator_id,
        "serial": serial,
        "agency": entry.agency,
        "number": number,
        "taken_for": None,
        "formerly_for": "",
        "purpose": "",
        "person": "",
        "reason": "",
        "spent": False,
        "by": event.by,
        "at": event.timestamp,
    }
    return Put(numbers, {**row, **values})


def _number(event: Any, **values: Any) -> Operation:
    key = {"subject": event.originator_id, "serial": event.serial}
    return Change(numbers, key, {**values, "by": event.by, "at": event.timestamp})


def _act(  # a line of the record has that many parts
    event: Any,
    entry: Entry,
    act: str,
    *,
    serials: Sequence[int | str] = (),
    words: str = "",
    left: bool = False,
) -> Operation:
    return Put(
        acts,
        {
            "subject": event.originator_id,
            "version": event.originator_version,
            "agency": entry.agency,
            "act": act,
            "serials": "、".join(map(str, serials)),
            "words": words,
            "left": left,
            "by": event.by,
            "at": event.timestamp,
        },
    )
