"""Events to clear JSON and back. Every state holds a random salt (design D1)."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    DatetimeAsISO,
    DecimalAsStr,
    JSONTranscoder,
    Mapper,
    StoredEvent,
    UUIDAsHex,
)

from office.kernel.refusals import Destroyed

SALT = "salt"


class SaltedTranscoder(JSONTranscoder):
    """JSON with a fresh salt in each state: no digest gives a short text away."""

    def __init__(self) -> None:
        super().__init__()
        for transcoding in (UUIDAsHex(), DecimalAsStr(), DatetimeAsISO()):
            self.register(transcoding)

    def encode(self, obj: Any) -> bytes:
        return super().encode({**obj, SALT: secrets.token_hex(16)})

    def decode(self, data: bytes) -> Any:
        state = super().decode(data)
        state.pop(SALT, None)
        return state


class EventMapper(Mapper[UUID]):
    """The one mapping between event objects and journal rows."""

    def __init__(self) -> None:
        super().__init__(transcoder=SaltedTranscoder())

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The event object; `Destroyed` if its content was destroyed (design D7)."""
        if not stored_event.state:
            raise Destroyed("此件的内容已经两人审批销毁，只留下摘要，不能再阅读。")
        return super().to_domain_event(stored_event)
