"""What the archive asks of others."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from office.directory.answers import Incumbent
from office.directory.entries import AgencyEntry


class People(Protocol):
    """The directory of record, as far as records name people and agencies."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def person_name(self, person: str) -> str:
        """What a person is called."""

    def posts_of(self, person: UUID, day: date | None = None) -> list[Incumbent]:
        """Their posts of that day, the main one first."""
