"""What seals there are, and in what state one may be."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class SealKind(StrEnum):
    """By what they are good for (国发〔1999〕25号)."""

    OFFICIAL = "official"
    SPECIAL = "special"
    SIGNATURE = "signature"


class SealState(StrEnum):
    """A seal is used only while it is in use."""

    IN_USE = "in-use"
    SUSPENDED = "suspended"
    DEREGISTERED = "deregistered"


KIND_WORDS = {
    SealKind.OFFICIAL: "公章",
    SealKind.SPECIAL: "专用章",
    SealKind.SIGNATURE: "签名章",
}
STATE_WORDS = {
    SealState.IN_USE: "在用",
    SealState.SUSPENDED: "停用",
    SealState.DEREGISTERED: "已注销",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A seal as its maker gave it. `picture`: digest of the image, `electronic`: digest of the
    seal's data (DER, GB/T 38540), empty where there is none; `width`, `height` in mm; `begins`,
    `ends`: between which it is valid (ISO, with zone)."""

    picture: str
    picture_length: int
    width: float
    height: float
    begins: str
    ends: str
    electronic: str = ""
    electronic_length: int = 0

    def is_valid(self, at: datetime) -> bool:
        """Whether the moment lies in its time."""
        return datetime.fromisoformat(self.begins) <= at <= datetime.fromisoformat(self.ends)

    def to_json(self) -> dict[str, Any]:
        """For an event."""
        return asdict(self)

    @property
    def digests(self) -> tuple[str, ...]:
        """Of its contents."""
        return tuple(filter(None, (self.picture, self.electronic)))
