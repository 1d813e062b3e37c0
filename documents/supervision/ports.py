"""What the room of supervision asks of the directory of record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from office.directory.answers import Incumbent
from office.directory.entries import AgencyEntry, UnitEntry
from office.directory.kinds import Role


class Offices(Protocol):
    """Agencies, units and people, as far as supervising needs them."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def units(self, agency: str, day: date | None = None) -> list[UnitEntry]:
        """The agency's units, by rank."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency."""

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency, by rank."""

    def person_name(self, person: str) -> str:
        """The person's name."""


class Hours(Protocol):
    """When people are at work."""

    def opening(self, day: date) -> datetime:
        """When a day's work begins."""

    def opens(self, moment: datetime) -> datetime:
        """This moment, or the next one at which they are."""
