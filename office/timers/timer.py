"""A timer that is due, as those who are called get it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from office.kernel.act import Act

TIMER = "timer"
"""The name under which time itself acts."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One that is due. `slot` and `data` mean what the room that set it says."""

    subject: UUID
    slot: str
    kind: str
    agency: str
    at: datetime
    data: str

    @property
    def act(self) -> Act:
        """The same act however often it is tried, by whichever process (design D5)."""
        said = f"wenshu:timer:{self.subject}:{self.slot}:{self.kind}:{self.at.isoformat()}"
        command = f"{TIMER}:{uuid5(NAMESPACE_URL, said)}"
        return Act(agency=self.agency, person=TIMER, command=command)
