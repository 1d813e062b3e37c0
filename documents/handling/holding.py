"""In whose hands a paper is: those of one person or several at once, or anybody's with a role."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has to act next. At most one of `people` (ids) and `role` is given.

    A role means: anybody who has it in the paper's agency on that day.
    """

    people: tuple[str, ...] = ()
    role: str = ""

    def __post_init__(self) -> None:
        if self.people and self.role:
            raise ValueError("a paper waits for people or for a role, not for both")

    @property
    def person(self) -> str:
        """The one person, or the first of several; empty if it waits for a role or nobody."""
        return self.people[0] if self.people else ""

    @property
    def nobody(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.people or self.role)


def held_by(*people: str) -> Holder:
    """It waits for these people."""
    return Holder(people=people)


NOBODY = Holder()
CLERK = Holder(role="clerk")
"""Any clerk (文书) of the agency."""
