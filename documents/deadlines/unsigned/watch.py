"""签收提醒: the aggregate that knows by when each addressee of a paper was to sign for it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity


class SigningWatch(Entity):
    """Of one paper that went out, in the sender's agency: a watch over its consignments.

    `awaited` says of each that is delivered and not signed for by when (an ISO moment) it is to
    be, `over` those of them whose moment is past. Each event says how many are over after it, so
    that desks need not count. No command refuses: what is not to be noted any more is no event.
    """

    TOPIC: ClassVar[str] = "documents.SigningWatch"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.SigningWatch.Begun"
        document: str

    def __init__(self, agency: str, document: str) -> None:
        self.agency = agency
        self.document = document
        self.awaited: dict[str, str] = {}
        self.over: tuple[str, ...] = ()

    @staticmethod
    def id_of(document: UUID) -> UUID:
        """A paper has one watch."""
        return uuid5(NAMESPACE_URL, f"wenshu:signing-watch:{document}")

    @classmethod
    def begin_for(cls, *, agency: str, document: UUID, at: datetime) -> SigningWatch:
        """Nothing is awaited yet."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(document),
            agency=agency,
            timestamp=at,
            document=str(document),
        )

    def wait_for(self, consignment: UUID, *, by: str, due: datetime, at: datetime) -> None:
        """It is there, and is to be signed for until then."""
        which, until = str(consignment), due.isoformat()
        if self.awaited.get(which) != until:
            self._awaited(
                timestamp=at,
                by=by,
                document=self.document,
                consignment=which,
                due=until,
                over=len(self._over_without(which)),
            )

    @event("Awaited", topic="documents.SigningWatch.Awaited")
    def _awaited(
        self,
        timestamp: datetime,
        by: str,
        document: str,
        consignment: str,
        due: str,
        over: int,
    ) -> None:
        self.awaited[consignment] = due
        self.over = self._over_without(consignment)

    def pass_by(self, *, by: str, at: datetime) -> None:
        """签收超时 of whatever was to be signed for by now."""
        passed = [
            each
            for each, due in self.awaited.items()
            if each not in self.over and datetime.fromisoformat(due) <= at
        ]
        if passed:
            self._passed(
                timestamp=at,
                by=by,
                document=self.document,
                consignments=passed,
                over=len(self.over) + len(passed),
            )

    @event("Passed", topic="documents.SigningWatch.Passed")
    def _passed(
        self, timestamp: datetime, by: str, document: str, consignments: list[str], over: int
    ) -> None:
        self.over = (*self.over, *consignments)

    def settle(self, consignment: UUID, *, by: str, at: datetime) -> None:
        """It is signed for, or was refused, sent back or sent anew: nobody need be asked."""
        which = str(consignment)
        if which in self.awaited:
            self._settled(
                timestamp=at,
                by=by,
                document=self.document,
                consignment=which,
                over=len(self._over_without(which)),
            )

    @event("Settled", topic="documents.SigningWatch.Settled")
    def _settled(
        self, timestamp: datetime, by: str, document: str, consignment: str, over: int
    ) -> None:
        del self.awaited[consignment]
        self.over = self._over_without(consignment)

    def _over_without(self, consignment: str) -> tuple[str, ...]:
        return tuple(each for each in self.over if each != consignment)
