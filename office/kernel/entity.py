"""The base of every aggregate: explicit topics, and a time that somebody hands in.

Derived from `BaseAggregate`, not `Aggregate`: the latter brings a `Created` event without a
topic, which a class with explicit topics may not have (design D6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from eventsourcing.domain import AggregateCreated, AggregateEvent, BaseAggregate


class Event(AggregateEvent):
    """An event of an aggregate. It never asks the machine for the time (design D10).

    `in_post` (a key of the directory) and `behalf` (a person's id) tell in which post and for whom
    somebody acted. The room fills them in from the act, for every event alike: no aggregate
    decides by them, and none can forget them.
    """

    TOPIC: ClassVar[str]
    in_post: str = field(default="", kw_only=True)
    behalf: str = field(default="", kw_only=True)

    def acted_by(self, *, post: str, behalf: str) -> None:
        """Note the post and the principal, before the event is recorded."""
        object.__setattr__(self, "in_post", post)
        object.__setattr__(self, "behalf", behalf)

    @property
    def takes_ink(self) -> bool:
        """Whether somebody's words stand in it, so that what they wrote by hand may, too."""
        return hasattr(self, "ink")

    def written_with(self, ink: Mapping[str, Any]) -> None:
        """Note what was written by hand, before the event is recorded."""
        object.__setattr__(self, "ink", dict(ink))

    @staticmethod
    def create_timestamp() -> datetime:
        raise TypeError("an event's time is given as `timestamp`, never taken from the machine")


class Created(Event, AggregateCreated):
    """The first event of a stream. It names the agency to which the whole stream belongs."""

    agency: str


class Entity(BaseAggregate[UUID]):
    """An aggregate of one agency.

    Subclasses have a `TOPIC`, a nested first event derived from `Created` and commands that
    decide and then call a private `@event` method (design D4).
    """

    agency: str
    Event = Event

    @property
    def version_to_see(self) -> int:
        """The oldest version on whose page somebody may still decide: the newest there is.

        An aggregate whose later events leave a page as good as it was says which one.
        """
        return self.version

    @classmethod
    def begin(
        cls, event: type[Created], *, id: UUID, agency: str, timestamp: datetime, **facts: Any
    ) -> Self:
        """Start a stream with its first event."""
        begun: Self = cls._create(event, id=id, agency=agency, timestamp=timestamp, **facts)
        return begun
