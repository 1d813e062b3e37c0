"""签收告警: the aggregate that knows by when a paper that came is to be signed for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity


class ArrivalAlarm(Entity):
    """Of one paper, in the addressee's agency. Nothing signs for itself: it only tells people.

    No command refuses: what is not to be noted any more is no event.
    """

    TOPIC: ClassVar[str] = "documents.ArrivalAlarm"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.ArrivalAlarm.Begun"
        incoming: str

    def __init__(self, agency: str, incoming: str) -> None:
        self.agency = agency
        self.incoming = incoming
        self.due = ""
        self.told: tuple[str, ...] = ()

    @staticmethod
    def id_of(incoming: UUID) -> UUID:
        """A paper has one alarm."""
        return uuid5(NAMESPACE_URL, f"wenshu:arrival-alarm:{incoming}")

    @classmethod
    def begin_for(cls, *, agency: str, incoming: UUID, at: datetime) -> ArrivalAlarm:
        """Nothing is waited for yet."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(incoming),
            agency=agency,
            timestamp=at,
            incoming=str(incoming),
        )

    def wait(self, *, by: str, due: datetime, at: datetime) -> None:
        """It is to be signed for until then."""
        if self.due != due.isoformat():
            self._awaited(
                timestamp=at,
                by=by,
                incoming=self.incoming,
                due=due.isoformat(),
                told=list(self.told),
            )

    @event("Awaited", topic="documents.ArrivalAlarm.Awaited")
    def _awaited(
        self, timestamp: datetime, by: str, incoming: str, due: str, told: list[str]
    ) -> None:
        self.due, self.told = due, ()

    def ring(self, *, by: str, to: Sequence[str], at: datetime) -> None:
        """Nobody has: these people are told, and the agency's clerks where "" is among them."""
        if self.due and not self.told and datetime.fromisoformat(self.due) <= at:
            self._rang(timestamp=at, by=by, incoming=self.incoming, to=list(dict.fromkeys(to)))

    @event("Rang", topic="documents.ArrivalAlarm.Rang")
    def _rang(self, timestamp: datetime, by: str, incoming: str, to: list[str]) -> None:
        self.told = tuple(to)

    def settle(self, *, by: str, at: datetime) -> None:
        """Signed for, refused, or taken back: nobody need look any more."""
        if self.due:
            told = list(self.told)
            self._settled(timestamp=at, by=by, incoming=self.incoming, told=told)

    @event("Settled", topic="documents.ArrivalAlarm.Settled")
    def _settled(self, timestamp: datetime, by: str, incoming: str, told: list[str]) -> None:
        self.due, self.told = "", ()
