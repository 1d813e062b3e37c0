"""追回、更正 as a sender asks an addressee for it, until that got there. A stream of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import event

from documents.consignments.capsule import Request
from documents.consignments.retrying import pause_after
from office.kernel.entity import Created, Entity


class Asking(Entity):
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

    def send(self, *, at: datetime) -> None:
        """It arrived. Twice is once."""
        if not self.over:
            self._sent(timestamp=at)

    @event("Sent", topic="documents.Asking.Sent")
    def _sent(self, timestamp: datetime) -> None:
        self.over = True

    def put_aside(self, *, code: str, text: str, at: datetime) -> None:
        """The other side will never lay it before anybody."""
        if not self.over:
            self._put_aside(timestamp=at, code=code, text=text)

    @event("PutAside", topic="documents.Asking.PutAside")
    def _put_aside(self, timestamp: datetime, code: str, text: str) -> None:
        self.over = True

    def fail_attempt(
        self,
        *,
        code: str,
        text: str,
        at: datetime,
        chance: float = 0.0,
        asked: int | None = None,
    ) -> None:
        """Not reached: when to try again."""
        if self.over:
            return
        pause = pause_after(self.attempts, chance=chance, asked=asked)
        self._attempt_failed(timestamp=at, code=code, text=text, next_try=at + pause)

    @event("AttemptFailed", topic="documents.Asking.AttemptFailed")
    def _attempt_failed(
        self, timestamp: datetime, code: str, text: str, next_try: datetime
    ) -> None:
        self.attempts += 1
