"""What an addressee tells the sender of a paper that arrived, whatever becomes of it here."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid5

from documents.consignments.capsule import Capsule, Report
from documents.consignments.states import State


class Arrived(Protocol):
    """A paper that came as a consignment."""

    capsule: Capsule
    number: str

    @property
    def id(self) -> UUID:
        """Its id."""

    @property
    def version(self) -> int:
        """How many events it has."""


def report_of(
    it: Arrived, state: State, *, at: datetime, person: str = "", code: str = "", text: str = ""
) -> Report:
    """The receipt of how the paper stands now: once for a state and version, however often it is
    told."""
    capsule = it.capsule
    return Report(
        id=str(uuid5(it.id, f"{state}:{it.version}")),
        consignment=capsule.consignment,
        digest=capsule.digest,
        sender=capsule.sender,
        addressee=capsule.addressee,
        state=state,
        at=at,
        person=person,
        number=it.number,
        code=code,
        text=text,
        sending=capsule.sending,
    )
