"""What the outgoing room asks of others."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from documents.manuscript import Manuscript
from documents.outgoing.particulars import Particulars
from documents.outgoing.route import Step
from documents.outgoing.stages import Stage
from office.directory.answers import Incumbent
from office.directory.entries import AgencyEntry, IssuingIdentityEntry, UnitEntry
from office.directory.kinds import ADMINISTRATORS, Role


class DirectoryOfRecord(Protocol):
    """The directory of record, as far as issuing needs it."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def agencies_on(self, day: date | None = None) -> list[AgencyEntry]:
        """Every agency of that day."""

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        """The issuing identity (发文名义) as it was on that day."""

    def identities(self, agency: str, day: date | None = None) -> list[IssuingIdentityEntry]:
        """The names in which the agency issues."""

    def units(self, agency: str, day: date | None = None) -> list[UnitEntry]:
        """The agency's units."""

    def person_name(self, person: str) -> str:
        """What a person is called."""

    def people_with_role(
        self, agency: str, role: Role, day: date | None = None
    ) -> list[Incumbent]:
        """Who may do this in the agency, by rank."""

    def signers_of(self, identity: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off in this name, by rank."""

    def signers_for(self, identity: str, *, type: str, day: date | None = None) -> list[Incumbent]:
        """Who may sign off this type in this name, by rank (条例 第二十二条)."""

    def why_not_sign_off(
        self, person: str, *, identity: str, type: str, day: date | None = None
    ) -> str:
        """Why this person may not, as a sentence; empty if they may."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Everybody in a post of the agency, by rank."""


class Checks(Protocol):
    """The rulebook as the house applies it."""

    def must_keep_rules(
        self,
        manuscript: Manuscript,
        particulars: Particulars,
        *,
        identity: IssuingIdentityEntry,
        day: date,
    ) -> None:
        """Raises Refused listing every error with its clause and what to do."""

    def answered(  # what is judged, and what is said of it
        self,
        manuscript: Manuscript,
        particulars: Particulars,
        *,
        identity: IssuingIdentityEntry,
        day: date,
        reason: str,
        by: str,
    ) -> Particulars:
        """What is stated, with every open warning kept; Refused where a reason is missing."""


def next_people(
    directory: DirectoryOfRecord, *, step: Step, agency: str, identity: str, type: str
) -> list[Incumbent]:
    """Who may be chosen for a step: the signers of the identity for such a type, holders of the
    step's role, or everybody of the agency who handles papers."""
    if step.stage is Stage.SIGNING:
        return directory.signers_for(identity, type=type)
    if step.role:
        return directory.people_with_role(agency, Role(step.role))
    return [each for each in directory.posts_on(agency) if set(each.roles) - ADMINISTRATORS]
