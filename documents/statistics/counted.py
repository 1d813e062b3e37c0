"""One paper of a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Counted:
    """One paper of a figure: which, since when or at what moment, and what there is to say.

    `holder` is who has or had it (`person:…`, `role:…`, `unit:…`), `due` its limit, and `ended`
    when it was done; None where it is not, or has no limit.
    """

    room: str
    subject: UUID
    at: datetime | None
    note: str = ""
    holder: str = ""
    due: datetime | None = None
    ended: datetime | None = None
