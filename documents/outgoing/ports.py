"""What the outgoing room asks of others."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from documents.outgoing.stages import Stage
from office.directory.answers import Incumbent
from office.directory.entries import AgencyEntry, IssuingIdentityEntry
from office.directory.kinds import Role


class DirectoryOfRecord(Protocol):
    """The directory of record, as far as issuing needs it."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        """The issuing identity (发文名义) as it was on that day."""

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency, by rank."""

    def signers_of(self, identity: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off in this name, by rank."""


def next_people(
    directory: DirectoryOfRecord, *, stage: Stage, agency: str, identity: str
) -> list[Incumbent]:
    """Who may get a draft next: the agency's reviewers, then the signers of its identity."""
    if stage is Stage.DRAFTING:
        return directory.people_with_role(agency, Role.REVIEWER)
    return directory.signers_of(identity)
