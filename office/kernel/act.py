"""Who acts, for which agency, under which command id (design D5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OPERATOR = "operator:"
"""How the person of an act begins that a command of the server did."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one person.

    `agency` is the agency's code, `person` the person's id in the directory (or the name of a
    part of the system, such as "courier"), `command` the id that makes a retry the same act.
    `post` is the directory's key of the post acted in, `behalf` the person for whom somebody
    acts (代理); both go into every event of the act.

    `sent` is the digest of the form by which the command came, where it came by one: the same
    command id with another form is another submission, whatever a form is read against.

    `ink` is what somebody wrote by hand with it (手写), as the event that has their words carries
    it; an act of which no event has room for it is refused.
    """

    agency: str
    person: str
    command: str
    post: str = ""
    behalf: str = ""
    sent: str = ""
    ink: Mapping[str, Any] | None = field(default=None, compare=False)

    @property
    def principal(self) -> str:
        """Whose act it is: the person's own, or that of whom they act for."""
        return self.behalf or self.person
