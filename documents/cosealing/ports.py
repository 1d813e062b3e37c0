"""What 联合用印 asks of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from office.directory.entries import IssuingIdentityEntry


class Identities(Protocol):
    """The directory of record, as far as names go."""

    def identities(self, agency: str, day: date | None = None) -> Sequence[IssuingIdentityEntry]:
        """In which the agency issues."""

    def person_name(self, person: str) -> str:
        """As they are called today."""
