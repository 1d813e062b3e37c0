"""What the incoming room asks of others."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from office.directory.answers import Incumbent, Relation
from office.directory.entries import AgencyEntry
from office.directory.kinds import Role


class People(Protocol):
    """The directory of record, as far as handling needs it."""

    def person_name(self, person: str) -> str:
        """The person's name, for receipts."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def relation(self, code: str, other: str, day: date | None = None) -> Relation:
        """How `other` stands to `code`."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency."""

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency, by rank."""


class Validity(Protocol):
    """What is known of the effect of what came."""

    def __call__(self, incoming: UUID, /) -> bool:
        """Whether its sender has annulled it (撤销)."""
