"""回执: what an addressee tells the sender, until it got there. A stream of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.consignments.capsule import Report
from documents.consignments.retrying import pause_after
from office.kernel.entity import Created, Entity


class Receipt(Entity):
    """A report on its way back. Kept apart from the Incoming, whose version people decide on."""

    TOPIC: ClassVar[str] = "documents.Receipt"

    class Queued(Created):
        TOPIC: ClassVar[str] = "documents.Receipt.Queued"
        report: dict[str, Any]

    def __init__(self, agency: str, report: dict[str, Any]) -> None:
        self.agency = agency
        self.report = Report.from_json(report)
        self.attempts = 0
        self.sent = False

    @classmethod
    def queue(cls, report: Report, *, at: datetime) -> Receipt:
        """Have the courier bring it."""
        return cls.begin(
            cls.Queued,
            id=UUID(report.id),
            agency=report.addressee,
            timestamp=at,
            report=report.to_json(),
        )

    def send(self, *, at: datetime) -> None:
        """It arrived. Twice is once."""
        if not self.sent:
            self._sent(timestamp=at)

    @event("Sent", topic="documents.Receipt.Sent")
    def _sent(self, timestamp: datetime) -> None:
        self.sent = True

    def put_aside(self, *, code: str, text: str, at: datetime) -> None:
        """The other side will never take it."""
        if not self.sent:
            self._put_aside(timestamp=at, code=code, text=text)

    @event("PutAside", topic="documents.Receipt.PutAside")
    def _put_aside(self, timestamp: datetime, code: str, text: str) -> None:
        self.sent = True

    def fail_attempt(
        self,
        *,
        code: str,
        text: str,
        at: datetime,
        chance: float = 0.0,
        asked: int | None = None,
    ) -> None:
        """Not reached: when to try again. A receipt is not given up by time."""
        pause = pause_after(self.attempts, chance=chance, asked=asked)
        self._attempt_failed(timestamp=at, code=code, text=text, next_try=at + pause)

    @event("AttemptFailed", topic="documents.Receipt.AttemptFailed")
    def _attempt_failed(
        self, timestamp: datetime, code: str, text: str, next_try: datetime
    ) -> None:
        self.attempts += 1
