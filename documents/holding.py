"""In whose hands a paper is: one person's, or anybody's with a role."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has to act next. Exactly one of `person` (an id) and `role` is given, or none.

    A role means: anybody who has it in the paper's agency on that day.
    """

    person: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        if self.person and self.role:
            raise ValueError("a paper waits for a person or for a role, not for both")

    @property
    def nobody(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.person or self.role)


NOBODY = Holder()
CLERK = Holder(role="clerk")
"""Any clerk (文书) of the agency."""
