"""长期保存 of signed files: what is needed to check them, under a time stamp that is renewed
before it ends (PAdES B-LTA)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from office.kernel.entity import Event
from office.kernel.refusals import Refused

AHEAD = timedelta(days=180)
"""How long before its certificate ends a time stamp is renewed, or half of what is left."""
NEXT_DAY, NEXT_MONTH = timedelta(days=1), timedelta(days=30)
"""When it is tried again where no service answered, and where something must be mended first."""
SIGNED = b"/ByteRange"
"""In every PDF that is signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preserved:
    """How it stands with a signed file. `part`: its digest in the record's package; `digest`,
    `length`: of its newest form; `until`: when its time stamp's certificate ends (ISO), empty
    without one, and then `why`; `soon`: whether that may be over in a day."""

    part: str
    digest: str
    length: int
    until: str = ""
    why: str = ""
    soon: bool = False

    def to_json(self) -> dict[str, Any]:
        """For an event."""
        return asdict(self)


class Preserver(Protocol):
    """Who adds what a file needs to be checked for long."""

    def preserved(self, data: bytes) -> tuple[bytes, datetime]:
        """The file with an archive time stamp, and when that's certificate ends. Raises Refused
        where it cannot be done now, `NoTimeStamp` where only the service lacks."""


def when_again(files: Iterable[Preserved], *, now: datetime) -> datetime | None:
    """When the next of them has to be seen to; None where none has."""
    moments = [_when(each, now=now) for each in files]
    return min(moments, default=None)


def _when(it: Preserved, *, now: datetime) -> datetime:
    if not it.until:
        return now + (NEXT_DAY if it.soon else NEXT_MONTH)
    until = datetime.fromisoformat(it.until)
    left = until - now
    return max(until - min(AHEAD, left / 2), now + NEXT_DAY)


class FilesPreserved(Event):
    """The base of the event in which a record's signed files are preserved, or renewed, or it is
    told why not. `again`: when they are seen to once more (ISO), empty for never."""

    by: str
    files: list[dict[str, Any]]
    again: str

    def apply(self, aggregate: Any) -> None:
        """The newest form of each."""
        for each in self.files:
            aggregate.preserved[each["part"]] = Preserved(**each)


def failed(part: str, digest: str, length: int, fault: Refused, *, soon: bool) -> Preserved:
    """It stays as it is for now."""
    return Preserved(part=part, digest=digest, length=length, why=str(fault), soon=soon)
