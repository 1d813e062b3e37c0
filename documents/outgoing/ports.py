"""What the outgoing room asks of others."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from office.directory.entries import AgencyEntry, IssuingIdentityEntry


class Register(Protocol):
    """The directory of record, as far as issuing needs it."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""

    def identity(self, key: str, day: date | None = None) -> IssuingIdentityEntry | None:
        """The issuing identity (发文名义) as it was on that day."""
