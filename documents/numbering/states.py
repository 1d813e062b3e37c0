"""What may become of a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class NumberStanding(StrEnum):
    """Where a number stands. The value is in registers; events say it by their names."""

    TAKEN = "taken"
    RESERVED = "reserved"
    VOID = "void"
    REUSED = "reused"


STANDING_WORDS = {
    NumberStanding.TAKEN: "已用",
    NumberStanding.RESERVED: "预留",
    NumberStanding.VOID: "作废",
    NumberStanding.REUSED: "再用",
}

IN_USE = frozenset({NumberStanding.TAKEN, NumberStanding.REUSED})


@dataclass(frozen=True, slots=True)
class Slot:
    """One number of a series and who has it.

    `subject` is the id of the paper of this system that has it, or had it when it was voided;
    `purpose` is what it is reserved for, or the paper outside this system that has it. `spent`:
    it was voided after something had left the house, so nobody gets it again.
    """

    standing: NumberStanding
    subject: str = ""
    purpose: str = ""
    spent: bool = False

    @property
    def reusable(self) -> bool:
        """Whether it was voided (or released) and may be given again."""
        return self.standing is NumberStanding.VOID and not self.spent


@dataclass(frozen=True, slots=True)
class Occupant:
    """A paper of an old register, and the number that it was given on that day."""

    serial: int
    subject: UUID
    day: date
