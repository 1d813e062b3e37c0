"""What the room of memoranda asks of others."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from office.directory.answers import Incumbent
from office.directory.entries import IssuingIdentityEntry


class Colleagues(Protocol):
    """The directory of record, as far as memoranda need it."""

    def posts_on(self, agency: str, day: date | None = None) -> list[Incumbent]:
        """Who holds which post in the agency, by rank."""

    def telephone_of(self, person: str) -> str:
        """The telephone of the person in the address list; "" if there is none."""

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        """The issuing identity (发文名义) in whose name it may go on as a document."""
