"""回执: what an addressee tells the sender, until it got there. A stream of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.consignments.capsule import Report
from documents.consignments.errand import Errand
from office.kernel.entity import Created, Entity


class Receipt(Errand, Entity):
    """A report on its way back. Kept apart from the Incoming, whose version people decide on."""

    TOPIC: ClassVar[str] = "documents.Receipt"

    class Queued(Created):
        TOPIC: ClassVar[str] = "documents.Receipt.Queued"
        report: dict[str, Any]

    def __init__(self, agency: str, report: dict[str, Any]) -> None:
        self.agency = agency
        self.report = Report.from_json(report)
        self.attempts = 0
        self.over = False

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

    @event("Sent", topic="documents.Receipt.Sent")
    def _sent(self, timestamp: datetime) -> None:
        self.over = True

    @event("PutAside", topic="documents.Receipt.PutAside")
    def _put_aside(self, timestamp: datetime, code: str, text: str) -> None:
        self.over = True

    @event("AttemptFailed", topic="documents.Receipt.AttemptFailed")
    def _attempt_failed(
        self, timestamp: datetime, code: str, text: str, next_try: datetime
    ) -> None:
        self.attempts += 1
