"""One line of an old register as it will be entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from documents.numbering.series import printed_number
from documents.registers_import.columns import Kind
from documents.registers_import.old_paper import OldPaper


@dataclass(frozen=True, slots=True)
class OldLine:
    """A row that was read and found in order. `facts` are the other fields by name, as words.

    `scans`: names of files that the row itself gives.
    """

    kind: Kind
    sheet: str
    row: int
    word: str
    year: int
    serial: int
    day: date
    title: str
    original: str
    facts: dict[str, str]
    scans: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """As the register of numbers has it."""
        return printed_number(self.word, self.year, self.serial)

    def id(self, agency: str) -> UUID:
        """Of the paper that it becomes."""
        return OldPaper.id_of(agency=agency, kind=self.kind, number=self.number)
