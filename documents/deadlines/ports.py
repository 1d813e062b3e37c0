"""What deadlines ask of others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from office.directory.acting.answers import StandIn
from office.directory.answers import Incumbent
from office.kernel.act import Act


class Posts(Protocol):
    """The directory of record, as far as it says who holds a role or belongs to a unit."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Everybody in the agency, by rank."""

    def person_name(self, person: str) -> str:
        """What somebody is called."""


class StandIns(Protocol):
    """Who acts for whom."""

    def who_may_act_for(self, principal: str, day: date | None = None) -> list[StandIn]:
        """Everybody who may act for this person on that day, the secretary too."""


class Papers(Protocol):
    """What the rooms of papers say of what waits on a desk."""

    def paper_of(self, room: str, subject: UUID) -> UUID:
        """The paper that it belongs to: the subject itself, or that of which it is a share."""

    def kinds_of(self, room: str, subject: UUID, type: str) -> Sequence[str]:
        """What the table of deadlines may call it, what fits best first."""


class Urges(Protocol):
    """Notes in the stream of what waits that somebody was reminded, as a part of the act."""

    def __call__(self, act: Act, subject: UUID, words: str, /) -> None: ...
