"""A small room that the kernel's tests act in: tallies that are opened and raised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event
from sqlalchemy import Column, Integer, String, Table, UniqueConstraint, Uuid

from office.kernel.act import Act
from office.kernel.entity import Created, Entity
from office.kernel.references import refers
from office.kernel.refusals import Refused
from office.kernel.registers import Change, Entry, Operation, Put, Register
from office.kernel.room import Room
from office.kernel.store import register_tables

RAISE = "Tally.RAISE"


class Tally(Entity):
    """Counts up to its limit."""

    TOPIC: ClassVar[str] = "specimen.Tally"

    class Opened(Created):
        TOPIC: ClassVar[str] = "specimen.Tally.Opened"
        name: str
        content: str

    def __init__(self, agency: str, name: str) -> None:
        self.agency = agency
        self.name = name
        self.count = 0

    @classmethod
    def open(cls, *, agency: str, name: str, content: str, at: datetime) -> Tally:
        return cls.begin(
            cls.Opened,
            id=tally_id(agency, name),
            agency=agency,
            timestamp=at,
            name=name,
            content=content,
        )

    def raise_by(self, number: int, *, at: datetime) -> None:
        if number <= 0:
            raise Refused("加数必须大于零。")
        self._raised(timestamp=at, number=number)

    @event("Raised", topic="specimen.Tally.Raised")
    def _raised(self, timestamp: datetime, number: int) -> None:
        self.count += number


def tally_id(agency: str, name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"tally:{agency}:{name}")


tallies = Table(
    "specimen_tallies",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("agency", String(64), nullable=False),
    Column("name", String(64), nullable=False),
    Column("count", Integer, nullable=False),
    Column("last_command", String(64)),
    UniqueConstraint(
        "agency",
        "name",
        name="specimen_tallies_named_once",
        info={"refusal": "本机关已有同名的计数，请换一个名称。"},
    ),
)

takes = Table(
    "specimen_takes",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
)

tally_register = Register("specimen.tallies", tables=(tallies, takes))


@tally_register.on("specimen.Tally.Opened")
def opened(event: Any, entry: Entry) -> Iterator[Operation]:
    yield Put(
        tallies,
        {
            "subject": event.originator_id,
            "agency": event.agency,
            "name": event.name,
            "count": 0,
            "last_command": entry.command,
        },
    )
    if event.content:
        yield refers(event, entry, digest=event.content)


@tally_register.on("specimen.Tally.Raised")
def raised(event: Any, entry: Entry) -> Iterator[Operation]:
    subject = event.originator_id
    yield Put(
        takes, {"subject": subject, "version": event.originator_version, "number": event.number}
    )
    yield Change(tallies, {"subject": subject}, {"last_command": entry.command})


class Tallies(Room):
    """Opens and raises tallies."""

    def open_tally(self, act: Act, name: str, content: bytes = b"") -> str:
        digest = self.node.content.put(act.agency, content) if content else ""

        def decide() -> str:
            tally = Tally.open(agency=act.agency, name=name, content=digest, at=self.clock.now())
            self.save(tally)
            return str(tally.id)

        return self.perform(act, name="open", given={"name": name}, decide=decide)

    def raise_tally(self, act: Act, tally: UUID, number: int, seen: int | None = None) -> int:
        def decide() -> int:
            subject = self.open(Tally, tally, act=act, permission=RAISE, seen=seen)
            subject.raise_by(number, at=self.clock.now())
            self.save(subject)
            return subject.count

        return self.perform(
            act, name="raise", given={"tally": tally, "number": number}, decide=decide
        )
