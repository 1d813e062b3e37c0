"""What the side that asks needs of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from documents.consulting.consultation import Consultation
from office.directory.entries import AgencyEntry
from office.kernel.act import Act


class Agencies(Protocol):
    """The directory of record, as far as asking needs it."""

    def agency_on(self, code: str, day: date | None = None) -> AgencyEntry | None:
        """The agency as it was on that day."""


Listener = Callable[[Act, Consultation], None]
"""Told inside the act after which a consultation is complete or settled; it may save its own."""
