"""What the outgoing room asks of others."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from documents.manuscript import Manuscript
from documents.outgoing.document import Document
from documents.outgoing.particulars import Particulars
from documents.outgoing.route import Step
from documents.outgoing.stages import Stage
from office.directory.answers import Incumbent
from office.directory.entries import AgencyEntry, IssuingIdentityEntry, UnitEntry
from office.directory.kinds import ADMINISTRATORS, Role
from office.kernel.act import Act

Answer = TypeVar("Answer")


class OrganDirectory(Protocol):
    """The directory of record, as far as organs are told from it."""

    def agencies_on(self, day: date | None = None) -> list[AgencyEntry]:
        """Every agency of that day."""

    def identities(self, agency: str, day: date | None = None) -> list[IssuingIdentityEntry]:
        """The names in which the agency issues."""

    def identities_on(self, day: date | None = None) -> list[IssuingIdentityEntry]:
        """All names in which anybody issues."""

    def units_on(self, day: date | None = None) -> list[UnitEntry]:
        """The units of all agencies."""

    def day(self, day: date | None) -> date:
        """The day that is asked for: today, if none is."""

    def remembered(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """What `ask` gave, as long as the directory stays as it was."""


class DirectoryOfRecord(OrganDirectory, Protocol):
    """The directory of record, as far as issuing needs it."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        """The issuing identity (发文名义) as it was on that day."""

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
        doing: str = "送出",
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


class Addressee(Protocol):
    """A line of a distribution list."""

    @property
    def code(self) -> str:
        """The agency's code, where it is one."""


class Recipients(Protocol):
    """A distribution list, as far as dispatch shows it."""

    @property
    def corrected(self) -> bool:
        """Whether a clerk has gone over it."""

    @property
    def recipients(self) -> int:
        """How many get something."""

    @property
    def copies(self) -> int:
        """How many copies that takes."""

    @property
    def unresolved(self) -> Sequence[str]:
        """Printed recipients that mean nobody in the directory."""

    @property
    def in_order(self) -> Sequence[Addressee]:
        """Its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """分送 as 登记 puts it down: codes of agencies, copies for each, copies kept (存本)."""

    agencies: tuple[str, ...]
    copies: int = 1
    kept: int = 1

    def to_json(self) -> dict[str, Any]:
        """As the command's record compares it."""
        return {"agencies": list(self.agencies), "copies": self.copies, "kept": self.kept}


class Distributions(Protocol):
    """Distribution lists (分送名单). Each call is part of the document's own act."""

    def of(self, document: UUID) -> Recipients | None:
        """The document's list, if it has one."""

    def make_for(self, act: Act, subject: Document) -> Recipients:
        """The document's list, made from what is printed where it has none."""

    def enter(
        self, act: Act, subject: Document, *, agencies: Sequence[str], copies: int, kept: int
    ) -> None:
        """The document's list, as it is put down when the document is registered."""

    def dispatch(
        self,
        act: Act,
        document: Document,
        *,
        addressees: Sequence[str] = (),
        answer_due: bool = False,
    ) -> list[dict[str, Any]]:
        """Send to everybody on it; what `Document.dispatch` notes of each."""


def next_people(
    directory: DirectoryOfRecord, *, step: Step, agency: str, identity: str, type: str
) -> list[Incumbent]:
    """Who may be chosen for a step: the signers of the identity for such a type, holders of the
    step's role, or everybody of the agency who handles papers."""
    if step.stage is Stage.SIGNING:
        return directory.signers_for(identity, type=type)
    if step.role:
        return directory.people_with_role(agency, Role(step.role))
    return handlers_of(directory, agency)


def handlers_of(directory: DirectoryOfRecord, agency: str) -> list[Incumbent]:
    """Everybody of the agency who handles papers, by rank: the three administrators do not."""
    return [each for each in directory.posts_on(agency) if set(each.roles) - ADMINISTRATORS]


def secrecy_reviewers(
    directory: DirectoryOfRecord, *, agency: str, drafter: str
) -> list[Incumbent]:
    """Who may be named for the 保密审查: nobody reviews what they drafted, unless the agency has
    nobody else."""
    people = handlers_of(directory, agency)
    return [each for each in people if str(each.person.id) != drafter] or people
