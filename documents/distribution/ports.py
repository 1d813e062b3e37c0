"""What distribution asks of others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from office.directory.answers import Incumbent
from office.directory.entries import AgencyEntry, UnitEntry
from office.directory.kinds import Role


class AddressBook(Protocol):
    """The directory of record, as far as distribution needs it."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency, by rank."""

    def units(self, agency: str, day: date | None = None) -> list[UnitEntry]:
        """The agency's units."""


class ResolvedRecipients(Protocol):
    """Whom printed words mean, by rank, and the words that mean nobody known."""

    @property
    def agencies(self) -> Sequence[AgencyEntry]: ...

    @property
    def unresolved(self) -> Sequence[str]: ...


class Groups(Protocol):
    """The dated address groups (地址组)."""

    def resolve(self, text: str, *, agency: str, day: date | None = None) -> ResolvedRecipients:
        """Whom the printed recipients mean for this agency on that day."""
