"""What 联合用印 asks of the directory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from office.directory.entries import IssuingIdentityEntry


class Identities(Protocol):
    """The directory of record, as far as names for issuing go."""

    def identities(self, agency: str, day: date | None = None) -> Sequence[IssuingIdentityEntry]:
        """In which the agency issues."""
