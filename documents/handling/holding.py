"""In whose hands a paper is: those of one person or several at once, anybody's with a role, or
those of a unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has to act next. At most one of `people` (ids), `role` and `unit` (its key) is given.

    A role means: anybody who has it in the paper's agency on that day; a unit: anybody in it.
    """

    people: tuple[str, ...] = ()
    role: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.people, self.role, self.unit))) > 1:
            raise ValueError("a paper waits for people, for a role or for a unit, not for several")

    @property
    def person(self) -> str:
        """The one person, or the first of several; empty if it waits for none by name."""
        return self.people[0] if self.people else ""

    @property
    def nobody(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.people or self.role or self.unit)


def held_by(*people: str) -> Holder:
    """It waits for these people."""
    return Holder(people=people)


def held_by_unit(unit: str) -> Holder:
    """It waits for whoever of the unit takes it up."""
    return Holder(unit=unit)


NOBODY = Holder()
CLERK = Holder(role="clerk")
"""Any clerk (文书) of the agency."""
