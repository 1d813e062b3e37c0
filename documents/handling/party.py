"""Whom something is given to: a unit of the agency, or one of its people where there are none."""

from __future__ import annotations

from dataclasses import dataclass

from documents.handling.holding import Holder, held_by, held_by_unit

UNIT, PERSON = "unit", "person"


@dataclass(frozen=True, slots=True)
class Party:
    """A unit by its key in the directory, or a person by their id. Forms and events carry it as
    one word: `unit:990100001-02`."""

    kind: str
    key: str

    @classmethod
    def of(cls, word: str) -> Party | None:
        """The party of a word; None where the word names none."""
        kind, _, key = word.partition(":")
        return cls(kind, key) if kind in (UNIT, PERSON) and key else None

    @property
    def word(self) -> str:
        """As it is carried."""
        return f"{self.kind}:{self.key}"

    @property
    def holder(self) -> Holder:
        """In whose hands it is until somebody of the unit takes it."""
        return held_by_unit(self.key) if self.kind == UNIT else held_by(self.key)
