"""What the room of circulations asks of others, and what it tells the room of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from documents.circulation.circulation import Circulation
from office.directory.acting.answers import StandIn
from office.directory.answers import Incumbent
from office.kernel.act import Act


class Readership(Protocol):
    """The directory of record, as far as circulating needs it."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency, by rank."""


class StandIns(Protocol):
    """Who acts for whom."""

    def who_may_act_for(self, principal: str, day: date | None = None) -> list[StandIn]:
        """Everybody who may act for this person on that day, the secretary too."""


class Hours(Protocol):
    """When people are at work."""

    def is_open(self, moment: datetime) -> bool:
        """Whether they are now."""

    def close_after(self, moment: datetime, count: int) -> datetime:
        """The end of the last of so many working days."""

    def opens(self, moment: datetime) -> datetime:
        """This moment, or the next one at which they are."""


class Circulated(Protocol):
    """The room whose paper goes round; called in the commit of what it is told."""

    def circulated(self, act: Act, paper: UUID, permission: str) -> tuple[str, dict[str, Any]]:
        """A paper that may go round beside whatever else happens to it, if this act may send it:
        its kind (by which readers are put in order), and what desks say of it."""

    def changed_readers(self, act: Act, it: Circulation) -> None:
        """It lies before others than before: told after every act, also where nothing changed."""

    def read_by_all(self, act: Act, it: Circulation) -> None:
        """Everybody has read it."""

    def withdrawn(self, act: Act, it: Circulation) -> None:
        """Nobody needs to read it any more."""

    def why_no_instruction(self, paper: UUID) -> str | None:
        """Why a leader before whom it lies cannot instruct on it as it stands; empty if they may,
        None where papers of this kind take no instructions at all."""

    def instruct_while_reading(
        self, act: Act, it: Circulation, *, words: str, readers: Sequence[str]
    ) -> None:
        """A leader instructs (批示) on a paper that they were to read; refused where papers of
        this kind take no instructions."""
