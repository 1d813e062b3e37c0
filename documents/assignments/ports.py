"""What the room of assignments asks of others, and what it tells whoever gave the assignment."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from documents.assignments.assignment import Assignment
from documents.assignments.stages import Means
from office.directory.answers import Incumbent
from office.directory.entries import UnitEntry
from office.kernel.act import Act


class Units(Protocol):
    """The directory of record, as far as giving something to units needs it."""

    def units(self, agency: str, day: date | None = None) -> list[UnitEntry]:
        """The agency's units, by rank."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency."""


class Giver(Protocol):
    """The room whose paper the assignment is about; called in the commit of what it is told."""

    def handled(self, act: Act, it: Assignment) -> None:
        """The result is there."""

    def came_back(self, act: Act, it: Assignment) -> None:
        """退回改派: to be given to another party."""

    def passed_on(self, act: Act, it: Assignment, to: Assignment) -> None:
        """转办: another party has it now."""


class Overseer(Protocol):
    """A giver that also keeps account of what passes between the office and the party; called in
    the commit of what it is told, which it may refuse."""

    def extended(self, act: Act, it: Assignment, *, words: str) -> None:
        """同意延期: its deadline is a later day now."""

    def rearranged(self, act: Act, it: Assignment, *, reason: str) -> None:
        """The office set another deadline, or said otherwise whose the result is."""

    def urged(self, act: Act, it: Assignment, *, means: Means, words: str) -> None:
        """催办."""

    def withdrawn(self, act: Act, it: Assignment, *, reason: str) -> None:
        """收回, by itself: not with all others (`withdraw_all`)."""
