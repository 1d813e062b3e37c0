"""追回、更正 as a sender asks an addressee for it, until that got there. A stream of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.consignments.capsule import Request
from documents.consignments.errand import Errand
from office.kernel.entity import Created, Entity


class Asking(Errand, Entity):
    """A request on its way. The consignment says what came of it."""

    TOPIC: ClassVar[str] = "documents.Asking"

    class Queued(Created):
        TOPIC: ClassVar[str] = "documents.Asking.Queued"
        request: dict[str, Any]

    def __init__(self, agency: str, request: dict[str, Any]) -> None:
        self.agency = agency
        self.request = Request.from_json(request)
        self.attempts = 0
        self.over = False

    @classmethod
    def queue(cls, request: Request, *, at: datetime) -> Asking:
        """Have the courier bring it."""
        return cls.begin(
            cls.Queued,
            id=UUID(request.id),
            agency=request.sender,
            timestamp=at,
            request=request.to_json(),
        )

    @event("Sent", topic="documents.Asking.Sent")
    def _sent(self, timestamp: datetime) -> None:
        self.over = True

    @event("PutAside", topic="documents.Asking.PutAside")
    def _put_aside(self, timestamp: datetime, code: str, text: str) -> None:
        self.over = True

    @event("AttemptFailed", topic="documents.Asking.AttemptFailed")
    def _attempt_failed(
        self, timestamp: datetime, code: str, text: str, next_try: datetime
    ) -> None:
        self.attempts += 1
